package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;

/** NIfTI-1 and NIfTI-2: {@code .nii}, {@code .nii.gz}, {@code .hdr}/{@code .img} and their packed forms. */
final class NiftiReader implements FormatReader {
    @Override
    public String describe() {
        return "NIfTI-1 and -2 (.nii, .nii.gz, .hdr/.img)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return NiftiHeader.version(head.bytes()) != 0 || isImage(head) || isNifti(head);
    }

    private static boolean isImage(FileHead head) {
        return head.name().endsWith(".img") || head.name().endsWith(".img.gz");
    }

    private static boolean isNifti(FileHead head) {
        return head.name().endsWith(".nii")
                || head.name().endsWith(".nii.gz")
                || head.name().endsWith(".hdr");
    }

    @Override
    public VolumeListing list(FileHead head) throws IOException {
        NiftiHeader header = NiftiHeader.parse(headerFile(head));
        return new VolumeListing(header.format(), header.volumes(), Map.of());
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        FileHead file = headerFile(head);
        NiftiHeader header = NiftiHeader.parse(file);
        return NiftiFields.of(file.bytes(), header.version(), header.order());
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the series owns the arena
    public VolumeSeries open(FileHead head, VolumeChoice choice, boolean all) throws IOException {
        if (choice.split().isPresent()) {
            throw head.failure("has no splits: a case such as train:0 is for MedMNIST files");
        }
        FileHead headerFile = headerFile(head);
        NiftiHeader header = NiftiHeader.parse(headerFile);
        if (!all && choice.volume() >= header.volumes()) {
            throw head.failure(
                    "has no volume " + choice.volume() + ": there are " + header.volumes() + ", counted from 0");
        }
        FileHead voxelFile = header.pair() ? imageOf(headerFile) : headerFile;
        int first = all ? 0 : choice.volume();
        int count = all ? header.volumes() : 1;
        long bytes = header.volumeBytes();
        requireWhole(voxelFile, header);
        Arena arena = Arena.ofShared();
        try {
            boolean last = first + count == header.volumes();
            MemorySegment voxels =
                    VoxelMemory.load(voxelFile, header.offset() + first * bytes, count * bytes, last, arena);
            List<Volume> volumes = new ArrayList<>(count);
            for (int v = 0; v < count; v++) {
                volumes.add(Volume.view(description(head, header, first + v), voxels.asSlice(v * bytes, bytes)));
            }
            return new VolumeSeries(volumes, arena);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /** A file that lacks its end is refused even when the volume asked for is there. */
    private static void requireWhole(FileHead file, NiftiHeader header) throws VolumeFormatException {
        long needed = header.offset() + header.volumeBytes() * header.volumes();
        if (needed > file.largestContent()) {
            throw file.failure("is cut short or its header is damaged: the header needs " + needed
                    + " bytes, the file has " + file.size() + (file.gzip() ? " packed" : ""));
        }
    }

    private static Volume.Description description(FileHead head, NiftiHeader header, int volume) {
        return new Volume.Description(
                head.displayName() + (header.volumes() > 1 ? " [" + volume + "]" : ""),
                header.format(),
                header.shape()[0],
                header.shape()[1],
                header.shape()[2],
                header.type(),
                header.order(),
                Volume.StorageOrder.FIRST_FASTEST,
                header.slope(),
                header.intercept(),
                Optional.of(header.affine()),
                header.warnings());
    }

    /** The header of a pair when the image was named; else the file itself. */
    private static FileHead headerFile(FileHead head) throws IOException {
        if (isImage(head) && NiftiHeader.version(head.bytes()) == 0) {
            return sibling(head, ".img", ".hdr", "header");
        }
        if (NiftiHeader.looksLikeAnalyze(head.bytes())) {
            throw head.failure("is an Analyze 7.5 header, which is not supported; convert it to NIfTI");
        }
        return head;
    }

    private static FileHead imageOf(FileHead header) throws IOException {
        return sibling(header, ".hdr", ".img", "image");
    }

    private static FileHead sibling(FileHead head, String from, String to, String what) throws IOException {
        String name = head.displayName();
        int at = head.name().lastIndexOf(from);
        if (at < 0) {
            throw head.failure("is the header of a .hdr/.img pair but is not named .hdr: its image cannot be found");
        }
        // Keep the case of the ending: FILE.HDR goes with FILE.IMG.
        boolean upper = Character.isUpperCase(name.charAt(at + 1));
        String base = name.substring(0, at) + (upper ? to.toUpperCase(Locale.ROOT) : to);
        for (String candidate : List.of(base + name.substring(at + 4), base, base + ".gz")) {
            Path path = head.path().resolveSibling(candidate);
            if (Files.isRegularFile(path)) {
                return FileHead.of(path);
            }
        }
        throw head.failure("needs its " + what + " file " + base + " in the same folder, and it is not there");
    }
}
