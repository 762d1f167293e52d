package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.VolumeFormatException;

/**
 * The series that a file, a folder or a DICOMDIR holds, found by reading headers.
 *
 * @param series the series, by number
 * @param warnings files that cannot be read, for the user to see
 */
public record DicomContent(List<DicomSeries> series, List<String> warnings) {
    private static final int DEEPEST = 12;
    private static final int MOST_FILES = 200_000;
    private static final int MOST_DIRECTIONS = 512;
    /** A localizer has images from three sides. */
    private static final int LOCALIZER_DIRECTIONS = 3;

    private static final double SAME_DIRECTION = 1e-3;
    private static final double SAME_SPACING = 1e-4;

    /** Whether a file that begins with these bytes (132 are enough) is DICOM. */
    public static boolean looksLike(byte[] head) {
        return DicomFile.looksLike(head);
    }

    /**
     * The series of a single image file, or those that a DICOMDIR names.
     *
     * @throws VolumeFormatException when the file is not an image that can be read
     * @throws IOException when reading fails
     */
    public static DicomContent ofFile(Path file, ReadProgress progress) throws IOException {
        DicomFile dicom = DicomFile.read(file);
        if (dicom.data().has(Tag.DIRECTORY_RECORD_SEQUENCE)) {
            return ofFiles(file, MediaDirectory.files(dicom), progress);
        }
        ImageFile image = ImageFile.of(dicom);
        return group(List.of(image), List.of());
    }

    /**
     * The series in a folder and those below it.
     *
     * @throws VolumeFormatException when it holds no DICOM image that can be read
     * @throws IOException when reading fails
     */
    public static DicomContent ofFolder(Path folder, ReadProgress progress) throws IOException {
        List<Path> files = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return files.size() > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                if (!(e instanceof FileSystemLoopException)) { // a link to a folder above adds no file
                    warnings.add(unreadable(file, e));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        if (files.size() > MOST_FILES) {
            throw new VolumeFormatException(folder, "holds over " + MOST_FILES + " files; choose a folder within it");
        }
        files.sort(null);
        return ofFiles(folder, files, warnings, progress);
    }

    /** One line that names the file alone: a path may name the patient. */
    private static String unreadable(Path file, IOException e) {
        return switch (e) {
            case VolumeFormatException _ -> String.valueOf(e.getMessage());
            case AccessDeniedException _ -> file.getFileName() + ": may not be read; ask who owns it";
            case NoSuchFileException _ -> file.getFileName() + ": is gone";
            default -> file.getFileName() + ": cannot be read (" + e.getClass().getSimpleName() + ")";
        };
    }

    /**
     * The series in given files.
     *
     * @param from what messages name: the folder or DICOMDIR that holds the files
     * @throws VolumeFormatException when there is no DICOM image that can be read
     * @throws IOException when reading fails
     */
    public static DicomContent ofFiles(Path from, List<Path> files, ReadProgress progress) throws IOException {
        return ofFiles(from, files, List.of(), progress);
    }

    private static DicomContent ofFiles(Path from, List<Path> files, List<String> unread, ReadProgress progress)
            throws IOException {
        Finding[] found = new Finding[files.size()];
        try (ParallelReads reads = new ParallelReads(Math.max(1, files.size()), progress)) {
            reads.run(files.size(), n -> found[n] = read(files.get(n)));
        }
        List<ImageFile> images = new ArrayList<>();
        List<String> warnings = new ArrayList<>(unread);
        for (Finding one : found) {
            one.image().ifPresent(images::add);
            one.problem().ifPresent(warnings::add);
        }
        if (images.isEmpty()) {
            throw new VolumeFormatException(
                    from,
                    warnings.isEmpty()
                            ? "holds no DICOM images"
                            : "holds no DICOM image that can be read; " + warnings.getFirst());
        }
        return group(images, warnings);
    }

    /** The image of a file, or what is wrong with it; neither for one that is no DICOM image at all. */
    private record Finding(Optional<ImageFile> image, Optional<String> problem) {
        static final Finding NOTHING = new Finding(Optional.empty(), Optional.empty());
    }

    private static Finding read(Path file) {
        try {
            byte[] head;
            try (InputStream in = Files.newInputStream(file)) {
                head = in.readNBytes(DicomFile.MARK_END);
            }
            if (!DicomFile.looksLike(head)) {
                return Finding.NOTHING;
            }
            DicomFile dicom = DicomFile.read(file);
            if (dicom.pixels() == null || dicom.data().has(Tag.DIRECTORY_RECORD_SEQUENCE)) {
                return Finding.NOTHING;
            }
            return new Finding(Optional.of(ImageFile.of(dicom)), Optional.empty());
        } catch (IOException e) {
            return new Finding(Optional.empty(), Optional.of(unreadable(file, e)));
        }
    }

    private static DicomContent group(List<ImageFile> files, List<String> warnings) throws VolumeFormatException {
        Map<String, List<Frame>> groups = new LinkedHashMap<>();
        Map<String, List<String>> said = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        Map<String, Integer> duplicates = new LinkedHashMap<>();
        for (ImageFile file : files) {
            DicomImage.Identity identity = file.image().identity();
            String series = identity.series() + "|" + identity.modality() + "|"
                    + file.image().layout().columns() + "×"
                    + file.image().layout().rows() + "×"
                    + file.image().layout().samples();
            if (!identity.sopInstance().isEmpty() && !seen.add(identity.sopInstance())) {
                duplicates.merge(series, 1, Integer::sum);
                continue;
            }
            for (Frame frame : file.frames()) {
                String key = keyOf(series, frame, groups);
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(frame);
                List<String> heard = said.computeIfAbsent(key, k -> new ArrayList<>());
                file.warnings().stream().filter(w -> !heard.contains(w)).forEach(heard::add);
            }
        }
        gatherRotations(groups, said);
        List<DicomSeries> series = new ArrayList<>();
        Set<String> names = new HashSet<>();
        groups.forEach((key, frames) -> {
            List<String> heard = new ArrayList<>(said.getOrDefault(key, List.of()));
            duplicates.forEach((owner, count) -> {
                if (key.startsWith(owner + "|")) {
                    heard.add(
                            count == 1
                                    ? "1 file is a copy of another and is left out"
                                    : count + " files are copies of others and are left out");
                }
            });
            if (!warnings.isEmpty()) {
                heard.add((warnings.size() == 1 ? "1 file" : warnings.size() + " files") + " beside it cannot be read; "
                        + warnings.getFirst());
            }
            series.add(DicomSeries.of(identity(key, frames, names), frames, heard));
        });
        series.sort(Comparator.comparingInt(DicomSeries::number).thenComparing(DicomSeries::id));
        return new DicomContent(List.copyOf(series), List.copyOf(warnings));
    }

    /** Images that each look from another side are one rotation, shown one after the other, not a series each. */
    private static void gatherRotations(Map<String, List<Frame>> groups, Map<String, List<String>> said) {
        Map<String, List<String>> alone = new LinkedHashMap<>();
        groups.forEach((key, frames) -> alone.computeIfAbsent(seriesOf(key), k -> new ArrayList<>())
                .add(frames.size() == 1 && frames.getFirst().placed() ? key : ""));
        alone.forEach((series, keys) -> {
            if (keys.size() <= LOCALIZER_DIRECTIONS || keys.contains("")) {
                return;
            }
            List<Frame> all = new ArrayList<>();
            keys.forEach(key -> groups.getOrDefault(key, List.of()).forEach(f -> all.add(f.unplaced())));
            keys.forEach(groups::remove);
            groups.put(keys.getFirst(), all);
            said.computeIfAbsent(keys.getFirst(), k -> new ArrayList<>())
                    .add("its " + all.size() + " images each look from another side and are shown one after the other");
        });
    }

    /** Tells a group apart by what its frames are, not by the order in which files were met. */
    private static String identity(String key, List<Frame> frames, Set<String> taken) {
        StringBuilder identity = new StringBuilder(seriesOf(key));
        double[] direction = frames.getFirst().orientation();
        if (direction != null) {
            for (double d : direction) {
                identity.append('|').append(Math.round(d * 10));
            }
        }
        while (!taken.add(identity.toString())) {
            identity.append('+');
        }
        return identity.toString();
    }

    private static String seriesOf(String key) {
        return key.substring(0, key.lastIndexOf('|'));
    }

    /** The key of the group that a frame belongs to: that of the first one with its direction and spacing. */
    private static String keyOf(String series, Frame frame, Map<String, List<Frame>> groups)
            throws VolumeFormatException {
        for (int n = 0; n < MOST_DIRECTIONS; n++) {
            String key = series + "|" + n;
            List<Frame> group = groups.get(key);
            if (group == null || fits(frame, group.getFirst())) {
                return key;
            }
        }
        throw new VolumeFormatException(
                frame.image().path(),
                "is of a series with over " + MOST_DIRECTIONS + " directions, which is no volume");
    }

    private static boolean fits(Frame a, Frame b) {
        if (a.placed() != b.placed()) {
            return false;
        }
        return !a.placed()
                || (near(a.orientation(), b.orientation(), SAME_DIRECTION)
                        && near(a.spacing(), b.spacing(), SAME_SPACING));
    }

    private static boolean near(
            double @org.jspecify.annotations.Nullable [] a,
            double @org.jspecify.annotations.Nullable [] b,
            double tolerance) {
        if (a == null || b == null) {
            return Arrays.equals(a, b);
        }
        for (int x = 0; x < a.length; x++) {
            if (Math.abs(a[x] - b[x]) > tolerance) {
                return false;
            }
        }
        return true;
    }
}
