package org.lmttm.volume.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipException;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.numpy.NpyHeader;
import org.lmttm.volume.io.numpy.NpzFile;

/**
 * NumPy arrays: {@code .npy}, {@code .npz} with one array of voxels, and {@code .npz} in MedMNIST's layout
 * ({@code train_images}, {@code val_images}, {@code test_images}). They carry no patient geometry.
 */
final class NumpyReader implements FormatReader {
    private static final String IMAGES = "_images";
    private static final List<String> SPLITS = List.of("train", "val", "test");
    private static final int PIECE = 1 << 18;
    /** Archives that unpack to at most this are read to their end when opened, so that damage shows at once. */
    private static final long VERIFIED_BYTES = 32 << 20;

    @Override
    public String describe() {
        return "NumPy (.npy, .npz, MedMNIST)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return NpyHeader.recognises(head.bytes())
                || isZip(head)
                || head.name().endsWith(".npy")
                || head.name().endsWith(".npz");
    }

    private static boolean isZip(FileHead head) {
        byte[] b = head.bytes();
        return !head.gzip() && b.length > 3 && b[0] == 'P' && b[1] == 'K' && b[2] < 9 && b[3] < 9;
    }

    private static boolean isArchive(FileHead head) {
        return isZip(head) || head.name().endsWith(".npz");
    }

    @Override
    public VolumeListing list(FileHead head) throws IOException {
        if (!isArchive(head)) {
            return new VolumeListing(
                    "NPY", ArrayLayout.of(npyHeader(head), head, "the array").volumes(), Map.of());
        }
        try (NpzFile npz = NpzFile.open(head.path())) {
            Map<String, Integer> splits = splits(npz, head);
            if (!splits.isEmpty()) {
                return new VolumeListing("NPZ (MedMNIST)", 1, splits);
            }
            String name = onlyVolume(npz, head);
            return new VolumeListing(
                    "NPZ", ArrayLayout.of(npz.header(name), head, name).volumes(), Map.of());
        }
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        if (!isArchive(head)) {
            return fields("", npyHeader(head));
        }
        List<HeaderField> fields = new ArrayList<>();
        try (NpzFile npz = NpzFile.open(head.path())) {
            for (String name : npz.names()) {
                fields.addAll(fields(name + ".", npz.header(name)));
            }
        }
        return fields;
    }

    private static List<HeaderField> fields(String array, NpyHeader header) {
        return List.of(
                new HeaderField(
                        array + "shape", "Lengths of the axes", header.shape().toString(), false),
                new HeaderField(
                        array + "descr",
                        "Element type",
                        header.type().numpyName() + ", "
                                + header.order().toString().toLowerCase(Locale.ROOT),
                        false),
                new HeaderField(
                        array + "fortran_order", "First index fastest", header.fortran() ? "True" : "False", false));
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the series owns the arena
    public VolumeSeries open(FileHead head, VolumeChoice choice, boolean all) throws IOException {
        VoxelArena arena = new VoxelArena();
        try {
            List<Volume> volumes =
                    isArchive(head) ? openArchive(head, choice, all, arena) : openArray(head, choice, all, arena);
            return new VolumeSeries(volumes, arena);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    private static List<Volume> openArray(FileHead head, VolumeChoice choice, boolean all, VoxelArena arena)
            throws IOException {
        choice.refuseSplit(head);
        NpyHeader header = npyHeader(head);
        ArrayLayout layout = ArrayLayout.of(header, head, "the array");
        Range range = Range.of(choice, all, layout, head);
        boolean whole = layout.scattered();
        long first = whole ? 0 : range.first() * layout.volumeBytes();
        long bytes = whole ? header.byteCount() : range.count() * layout.volumeBytes();
        if (header.byteCount() > head.largestContent() - header.length()) {
            throw head.failure("is cut short or damaged: its header declares " + header.byteCount()
                    + " bytes of voxels, the file has " + head.size());
        }
        MemorySegment stored =
                FileBytes.of(DataFile.of(head), head.gzip(), header.length()).load(first, bytes, true, arena);
        return volumes(
                layout,
                whole ? layout.gather(stored, range.first(), range.count(), arena) : stored,
                range,
                "NPY",
                head.displayName(),
                List.of());
    }

    private static NpyHeader npyHeader(FileHead head) throws IOException {
        try (InputStream in = head.content()) {
            return NpyHeader.read(in, head.path(), "the file");
        } catch (EOFException | ZipException e) {
            throw new VolumeFormatException(head.path(), "damaged gzip stream; copy the file again", e);
        }
    }

    private static List<Volume> openArchive(FileHead head, VolumeChoice choice, boolean all, VoxelArena arena)
            throws IOException {
        try (NpzFile npz = NpzFile.open(head.path())) {
            Map<String, Integer> splits = splits(npz, head);
            verify(npz);
            return splits.isEmpty()
                    ? openOnly(npz, head, choice, all, arena)
                    : openCase(npz, head, choice, splits, arena);
        }
    }

    private static void verify(NpzFile npz) throws IOException {
        long unpacked = 0;
        for (String name : npz.names()) {
            unpacked += npz.largest(name);
        }
        if (unpacked <= VERIFIED_BYTES) {
            for (String name : npz.names()) {
                npz.verify(name);
            }
        }
    }

    private static List<Volume> openOnly(NpzFile npz, FileHead head, VolumeChoice choice, boolean all, VoxelArena arena)
            throws IOException {
        choice.refuseSplit(head);
        String name = onlyVolume(npz, head);
        ArrayLayout layout = ArrayLayout.of(npz.header(name), head, name);
        Range range = Range.of(choice, all, layout, head);
        MemorySegment voxels = member(npz, head, name, layout, range, arena);
        return volumes(layout, voxels, range, "NPZ", head.displayName() + " " + name, List.of());
    }

    private static List<Volume> openCase(
            NpzFile npz, FileHead head, VolumeChoice choice, Map<String, Integer> splits, VoxelArena arena)
            throws IOException {
        if (choice.volume() > 0) {
            throw head.failure("holds labelled cases, one volume each: choose with a case such as train:0");
        }
        String split = choice.split().orElseGet(() -> splits.keySet().iterator().next());
        Integer count = splits.get(split);
        if (count == null) {
            throw head.failure("has no split '" + split + "'; there are " + splits.keySet());
        }
        if (choice.index() >= count) {
            throw head.failure(
                    "has no case " + choice.index() + " in " + split + ": there are " + count + ", counted from 0");
        }
        String name = split + IMAGES;
        ArrayLayout layout = ArrayLayout.of(npz.header(name), head, name);
        Range range = new Range(choice.index(), 1);
        MemorySegment voxels = member(npz, head, name, layout, range, arena);
        List<String> warnings = choice.split().isPresent()
                ? List.of()
                : List.of("holds labelled cases " + splits + "; this is " + split + ":" + choice.index());
        String display = head.displayName() + " " + split + ":" + choice.index();
        Volume volume = Volume.view(layout.description(display, "NPZ (MedMNIST)", warnings), voxels);
        return List.of(volume);
    }

    /** Voxels of consecutive volumes of one member of the archive. */
    private static MemorySegment member(
            NpzFile npz, FileHead head, String name, ArrayLayout layout, Range range, VoxelArena arena)
            throws IOException {
        NpyHeader header = layout.header();
        if (header.byteCount() > npz.largest(name) - header.length()) {
            throw head.failure("array " + name + " is cut short or damaged: its header declares " + header.byteCount()
                    + " bytes, more than follow");
        }
        boolean whole = layout.scattered();
        long bytes = whole ? header.byteCount() : range.count() * layout.volumeBytes();
        try (InputStream in = npz.stream(name)) {
            in.skipNBytes(header.length() + (whole ? 0 : range.first() * layout.volumeBytes()));
            MemorySegment stored = arena.unpacked(bytes);
            fill(head, in, stored);
            return whole ? layout.gather(stored, range.first(), range.count(), arena) : stored;
        } catch (EOFException | ZipException e) {
            throw new VolumeFormatException(
                    head.path(), "array " + name + " is damaged (" + e.getMessage() + "); copy the file again", e);
        }
    }

    /** Fills memory from a stream, and fails naming both numbers when the stream is shorter. */
    private static void fill(FileHead file, InputStream in, MemorySegment target) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, target.byteSize())];
        long done = 0;
        while (done < target.byteSize()) {
            int n = in.read(piece, 0, (int) Math.min(piece.length, target.byteSize() - done));
            if (n < 0) {
                throw file.failure("the data are cut short: " + done + " of " + target.byteSize() + " bytes are there");
            }
            MemorySegment.copy(MemorySegment.ofArray(piece), 0, target, done, n);
            done += n;
        }
    }

    private static List<Volume> volumes(
            ArrayLayout layout, MemorySegment voxels, Range range, String format, String name, List<String> warnings) {
        List<Volume> volumes = new ArrayList<>(range.count());
        for (int v = 0; v < range.count(); v++) {
            String display = layout.volumes() > 1 ? name + " [" + (range.first() + v) + "]" : name;
            volumes.add(Volume.view(
                    layout.description(display, format, warnings),
                    voxels.asSlice(v * layout.volumeBytes(), layout.volumeBytes())));
        }
        return volumes;
    }

    private static Map<String, Integer> splits(NpzFile npz, FileHead head) throws IOException {
        Map<String, Integer> splits = new LinkedHashMap<>();
        List<String> names = npz.names();
        for (String split : SPLITS) {
            if (names.contains(split + IMAGES)) {
                NpyHeader header = npz.header(split + IMAGES);
                if (header.shape().size() != 4) {
                    throw head.failure("array " + split + IMAGES + " has shape " + header.shape()
                            + "; cases must be volumes: (cases, depth, height, width)");
                }
                splits.put(split, ArrayLayout.of(header, head, split + IMAGES).volumes());
            }
        }
        return splits;
    }

    /** The array of an archive without splits that is a volume: the only one there is with three axes or more. */
    private static String onlyVolume(NpzFile npz, FileHead head) throws IOException {
        List<String> candidates = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (String name : npz.names()) {
            NpyHeader header = npz.header(name);
            found.add(name + header.shape());
            if (header.shape().size() >= 3) {
                candidates.add(name);
            }
        }
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        throw head.failure(
                candidates.isEmpty()
                        ? "holds no array of volumes; arrays: " + found
                        : "holds several arrays that could be the volume (" + found
                                + "); save the one you mean as .npy, or name them train_images, val_images, test_images");
    }

    /** Consecutive volumes of an array. */
    private record Range(int first, int count) {
        static Range of(VolumeChoice choice, boolean all, ArrayLayout layout, FileHead head)
                throws VolumeFormatException {
            if (all) {
                return new Range(0, layout.volumes());
            }
            if (choice.volume() >= layout.volumes()) {
                throw head.failure(
                        "has no volume " + choice.volume() + ": there are " + layout.volumes() + ", counted from 0");
            }
            return new Range(choice.volume(), 1);
        }
    }
}
