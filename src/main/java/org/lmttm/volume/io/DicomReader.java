package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.VolumeChoice.SeriesChoice;
import org.lmttm.volume.io.dicom.DicomContent;
import org.lmttm.volume.io.dicom.DicomHeader;
import org.lmttm.volume.io.dicom.DicomSeries;

/** DICOM: single files, enhanced ones of many frames, folders of series and the DICOMDIR of a medium. */
final class DicomReader implements FormatReader {
    private static final int MOST_SAID = 12;
    /** SOP class of a DICOMDIR, which stands in its file meta information. */
    private static final String MEDIA_DIRECTORY = "1.2.840.10008.1.3.10";

    @Override
    public String describe() {
        return "DICOM (files, folders, DICOMDIR)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return Files.isDirectory(head.path()) || (!head.gzip() && DicomContent.looksLike(head.bytes()));
    }

    /** Whether there may be several series to choose from. */
    boolean holdsSeries(FileHead head) {
        return Files.isDirectory(head.path())
                || (recognises(head)
                        && new String(head.bytes(), StandardCharsets.ISO_8859_1).contains(MEDIA_DIRECTORY));
    }

    /** The series of a folder, a DICOMDIR or an image file. */
    List<SeriesEntry> series(FileHead head, ReadProgress progress) throws IOException {
        if (!recognises(head)) {
            throw head.failure("is neither a folder nor a DICOM file");
        }
        return entries(content(head, VolumeChoice.FIRST, progress));
    }

    /** The series that an image file is of, among some files. */
    List<SeriesEntry> seriesOf(FileHead image, List<Path> files, ReadProgress progress) throws IOException {
        DicomContent.ofFile(image.path(), progress); // refuses the image itself in its own words
        return entries(DicomContent.ofFiles(image.path(), files, progress)).stream()
                .filter(entry -> entry.files().stream()
                        .anyMatch(f -> f.getFileName().equals(image.path().getFileName())))
                .toList();
    }

    private static List<SeriesEntry> entries(DicomContent content) {
        return content.series().stream()
                .map(s -> new SeriesEntry(
                        new SeriesChoice(s.id(), s.files(), s),
                        s.description(),
                        s.modality(),
                        s.patientName(),
                        s.shape(),
                        s.volumes(),
                        s.affine(),
                        s.warnings()))
                .toList();
    }

    @Override
    public VolumeListing list(FileHead head) throws IOException {
        return list(head, VolumeChoice.FIRST);
    }

    @Override
    public VolumeListing list(FileHead head, VolumeChoice choice) throws IOException {
        DicomSeries series = chosen(head, choice, ReadProgress.NONE);
        VolumeAxis.Kind kind = series.colours() ? VolumeAxis.Kind.CHANNEL : VolumeAxis.Kind.TIME;
        return new VolumeListing(
                "DICOM",
                series.volumes(),
                Map.of(),
                new VolumeAxis(kind, series.volumes() == 1 ? List.of() : series.labels()));
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        Path file = Files.isDirectory(head.path()) || holdsSeries(head)
                ? chosen(head, choice, ReadProgress.NONE).representative()
                : head.path();
        return DicomHeader.fields(file).stream()
                .map(f -> new HeaderField(f.path(), f.name(), f.value(), f.patientData()))
                .toList();
    }

    @Override
    public VolumeSeries open(FileHead head, VolumeChoice choice, boolean all) throws IOException {
        return open(head, choice, all, ReadProgress.NONE);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the series owns the arena
    public VolumeSeries open(FileHead head, VolumeChoice choice, boolean all, ReadProgress progress)
            throws IOException {
        choice.refuseSplit(head);
        DicomSeries series = chosen(head, choice, progress);
        int volumes = series.volumes();
        if (!all && choice.volume() >= volumes) {
            throw head.failure("has no volume " + choice.volume() + ": there are " + volumes + ", counted from 0");
        }
        int first = all ? 0 : choice.volume();
        int count = all ? volumes : 1;
        VoxelArena arena = new VoxelArena();
        try {
            DicomSeries.Opened opened = series.open(first, count, DicomReader::allocate, arena, progress);
            MemorySegment voxels = opened.voxels();
            long size = voxels.byteSize() / count;
            List<Volume> views = new ArrayList<>(count);
            for (int v = 0; v < count; v++) {
                views.add(Volume.view(opened.descriptions().get(v), voxels.asSlice(v * size, size)));
            }
            return new VolumeSeries(views, arena);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    private static MemorySegment allocate(long bytes, Arena arena) throws IOException {
        return arena instanceof VoxelArena voxels ? voxels.unpacked(bytes) : arena.allocate(bytes, Long.BYTES);
    }

    private static DicomContent content(FileHead head, VolumeChoice choice, ReadProgress progress) throws IOException {
        List<Path> files = choice.series().map(SeriesChoice::files).orElse(List.of());
        // files of a folder that was moved are looked for anew
        if (!files.isEmpty() && files.stream().allMatch(Files::isRegularFile)) {
            return DicomContent.ofFiles(head.path(), files, progress);
        }
        return Files.isDirectory(head.path())
                ? DicomContent.ofFolder(head.path(), progress)
                : DicomContent.ofFile(head.path(), progress);
    }

    /** The same choice with its headers read, so that what is asked for next need not read them again. */
    VolumeChoice prepared(FileHead head, VolumeChoice choice, ReadProgress progress) throws IOException {
        DicomSeries series = chosen(head, choice, progress);
        List<Path> files = choice.series().map(SeriesChoice::files).orElse(List.of());
        String id = choice.series().map(SeriesChoice::id).orElse(series.id());
        return choice.withSeries(new SeriesChoice(id, files, series));
    }

    private static DicomSeries chosen(FileHead head, VolumeChoice choice, ReadProgress progress) throws IOException {
        Optional<DicomSeries> read = choice.series().flatMap(SeriesChoice::headers);
        if (read.isPresent()) {
            return read.get();
        }
        List<DicomSeries> all = content(head, choice, progress).series();
        if (choice.series().isEmpty()) {
            if (all.size() == 1) {
                return all.getFirst();
            }
            throw head.failure("holds " + all.size() + " series; choose one by its id (--series): " + said(all));
        }
        SeriesChoice wanted = choice.series().get();
        for (DicomSeries series : all) {
            if (series.id().equals(wanted.id())) {
                return series;
            }
        }
        if (all.size() == 1 && !wanted.files().isEmpty()) {
            return all.getFirst();
        }
        throw head.failure("has no series " + wanted.id() + "; it holds " + said(all));
    }

    private static String said(List<DicomSeries> series) {
        String more = series.size() > MOST_SAID
                ? " and " + (series.size() - MOST_SAID) + " more, which lmttm info lists"
                : "";
        return series.stream()
                .limit(MOST_SAID)
                .map(s -> s.id() + " (" + s.name() + ", " + s.shape()[0] + " × " + s.shape()[1] + " × " + s.shape()[2]
                        + ")")
                .collect(Collectors.joining(", ", "", more));
    }
}
