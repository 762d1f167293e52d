package org.lmttm.volume.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.lmttm.volume.Volume;

/**
 * Writes volumes as NIfTI, NRRD or MetaImage so that they come back exactly: voxels, type, affine, slope and intercept,
 * all volumes along time or channel. Formats without a slope get values in a type that holds each of them exactly. The
 * file appears under its name only when it is complete; the same volumes give the same bytes. Nothing of the source's
 * free text goes along unless it is given.
 */
public final class VolumeExport {
    private VolumeExport() {}

    /** What can be written. */
    public enum Format {
        /** {@code .nii}, {@code .nii.gz}: NIfTI-1, or NIfTI-2 where its double precision is needed. */
        NIFTI("NIfTI", ".nii.gz", ".nii"),
        /** {@code .nrrd}, packed as gzip. */
        NRRD("NRRD", ".nrrd"),
        /** {@code .mha}, not packed. */
        METAIMAGE("MetaImage", ".mha");

        private final String display;
        private final String endings;

        Format(String display, String... endings) {
            this.display = display;
            this.endings = String.join(" ", endings);
        }

        /** What users call it. */
        public String display() {
            return display;
        }

        /** Its file name endings, the usual one first. */
        public List<String> endings() {
            return List.of(endings.split(" ", -1));
        }

        /** The format that a file's name asks for. */
        public static Optional<Format> of(Path file) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(format -> format.endings().stream().anyMatch(name::endsWith))
                    .findFirst();
        }

        /** All endings, for messages. */
        public static String allEndings() {
            return Arrays.stream(values()).flatMap(f -> f.endings().stream()).collect(Collectors.joining(", "));
        }
    }

    /**
     * What was written.
     *
     * @param format such as "NIfTI-1"
     * @param notes what the user should know
     */
    public record Written(String format, List<String> notes) {}

    /**
     * Writes volumes.
     *
     * @param file its ending chooses the format; replaced if it exists
     * @param volumes one volume, or several of one shape
     * @param axis what several volumes are one after another of
     * @param header fields of the source's header to take along; empty for none
     * @throws IllegalArgumentException when the file's ending is none that can be written
     * @throws IOException when writing fails; then no file is left behind
     */
    public static Written write(Path file, List<Volume> volumes, VolumeAxis axis, List<HeaderField> header)
            throws IOException {
        Format format = Format.of(file)
                .orElseThrow(() -> new IllegalArgumentException(
                        file.getFileName() + ": a volume is written to a name that ends in " + Format.allEndings()));
        ExportPlan plan = ExportPlan.of(volumes, format == Format.NIFTI);
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": there is no folder " + folder);
        }
        Path temporary = Files.createTempFile(folder, ".lmttm-", ".part");
        try {
            Written written;
            try (FileOutputStream disk = new FileOutputStream(temporary.toFile());
                    OutputStream out = new BufferedOutputStream(disk, 1 << 18)) {
                written = write(format, out, target, plan, axis, header);
                out.flush();
                disk.getFD().sync();
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Written write(
            Format format, OutputStream out, Path target, ExportPlan plan, VolumeAxis axis, List<HeaderField> header)
            throws IOException {
        List<String> notes = new java.util.ArrayList<>(plan.notes());
        boolean space = plan.volumes().getFirst().affine().isPresent();
        if (!space && format != Format.NRRD) {
            notes.add("the volume carries no geometry, which " + format.display() + " cannot say: 1 mm voxels"
                    + " and an orientation by default will be read from the file");
        }
        if (plan.volumes().getFirst().description().hints().inverted()) {
            notes.add("the file asks for low values to be shown bright, which " + format.display()
                    + " cannot say: values stay as they are, and brightness will be the other way round");
        }
        String name = format.display();
        switch (format) {
            case NIFTI -> {
                NiftiExport nifti = new NiftiExport(plan, axis, header);
                name = "NIfTI-" + nifti.version();
                writePacked(out, target.toString().toLowerCase(Locale.ROOT).endsWith(".gz"), nifti.header(), plan);
            }
            case NRRD -> {
                out.write(NrrdExport.header(plan, axis, header));
                writePacked(out, true, new byte[0], plan);
            }
            case METAIMAGE -> writePacked(out, false, MetaImageExport.header(plan, axis, header), plan);
        }
        return new Written(name, List.copyOf(notes));
    }

    private static void writePacked(OutputStream out, boolean gzip, byte[] header, ExportPlan plan) throws IOException {
        OutputStream packed = gzip ? new GZIPOutputStream(new Open(out), 1 << 16) : out;
        packed.write(header);
        ExportVoxels.write(packed, plan);
        if (packed instanceof GZIPOutputStream stream) {
            stream.close();
        }
    }

    /** Leaves the file open when the stream that packs into it ends. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
