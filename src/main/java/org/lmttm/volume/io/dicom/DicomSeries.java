package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lmttm.volume.Affine;
import org.lmttm.volume.DisplayHints;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;

/**
 * Images that belong together: those of one series with one size and direction. Holds headers only; the pixels are read
 * when a volume is opened.
 */
public final class DicomSeries {
    private static final int ID_BYTES = 4;
    private static final String[] COLOURS = {"red", "green", "blue"};

    private final String id;
    private final SliceStack stack;
    private final VoxelForm form;
    private final DicomImage first;
    private final List<Path> files;
    private final List<String> warnings;

    private DicomSeries(String id, SliceStack stack, DicomImage first, List<Path> files, List<String> warnings) {
        this.id = id;
        this.stack = stack;
        this.form = VoxelForm.of(stack);
        this.first = first;
        this.files = files;
        this.warnings = warnings;
    }

    /**
     * The voxels of opened volumes.
     *
     * @param descriptions the volumes, in the order of their voxels
     * @param voxels all of them, one volume after the other
     */
    public record Opened(List<Volume.Description> descriptions, MemorySegment voxels) {}

    /**
     * The series that frames form.
     *
     * @param key tells the series apart from others, also from those of the same UID
     * @param frames at least one, all of one size and direction
     * @param warnings what is odd about their files
     */
    static DicomSeries of(String key, List<Frame> frames, List<String> warnings) {
        SliceStack stack = SliceStack.of(frames);
        Set<Path> files = new LinkedHashSet<>();
        frames.forEach(f -> files.add(f.image().path()));
        List<String> said = new ArrayList<>(warnings);
        said.addAll(stack.warnings());
        DicomImage first = frames.getFirst().image();
        if (first.inverted()) {
            said.add(
                    "asks for low values to be shown bright, as on film (MONOCHROME1 or an inverse presentation table)");
        }
        return new DicomSeries(id(key), stack, first, List.copyOf(files), List.copyOf(said));
    }

    /** A short name that stays the same wherever the files lie, and tells nothing of the patient. */
    private static String id(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Eight hexadecimal digits that name the series; the same for the same files wherever they lie. */
    public String id() {
        return id;
    }

    /** What the scanner or its operator calls the series, free of the patient's name and number; may be empty. */
    public String description() {
        DicomImage.Identity identity = first.identity();
        String description = identity.description().strip();
        List<String> told = new ArrayList<>(List.of(identity.patientName().split("[ ,=]+")));
        told.add(identity.patientId());
        for (String word : told) {
            boolean in =
                    word.length() > 2 && description.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
            if (in) {
                return "";
            }
        }
        return description;
    }

    /** Such as CT or MR; may be empty. */
    public String modality() {
        return first.identity().modality();
    }

    /** The patient's name: shown only to those who ask for it. */
    public String patientName() {
        return first.identity().patientName();
    }

    /** Number of the series in its study; -1 when unknown. */
    public int number() {
        return first.identity().seriesNumber();
    }

    /** The files, in no particular order. */
    public List<Path> files() {
        return files;
    }

    /** Whether the files are as they were when their headers were read. */
    public boolean unchanged() {
        return stack.images().allMatch(DicomImage::unchanged);
    }

    /** Voxels along i (columns), j (rows) and k (slices). */
    public int[] shape() {
        return new int[] {first.layout().columns(), first.layout().rows(), stack.depth()};
    }

    /** Volumes along time or colour. */
    public int volumes() {
        return stack.volumes().size() * form.channels();
    }

    /** Voxel → patient mm, RAS+, where the files say where they lie. */
    public Optional<Affine> affine() {
        return stack.affine();
    }

    /** What is odd, for the user to see. */
    public List<String> warnings() {
        return warnings;
    }

    /** What to call the series where no patient data may stand. */
    public String name() {
        String description = description();
        if (!description.isEmpty()) {
            return description;
        }
        String modality = modality().isEmpty() ? "DICOM" : modality();
        return number() < 0 ? modality + " series" : modality + " series " + number();
    }

    /** A file of the series, whose header stands for that of the others: one of the first slice. */
    public Path representative() {
        return first.path();
    }

    /**
     * Reads volumes.
     *
     * @param from the first one
     * @param count how many
     * @param allocator provides memory where files cannot be mapped
     * @param arena owns the memory
     * @param progress follows the work and may end it
     * @throws IOException naming the file and what is wrong with it
     */
    public Opened open(int from, int count, VoxelAllocator allocator, Arena arena, ReadProgress progress)
            throws IOException {
        SeriesVoxels voxels = new SeriesVoxels(stack, form, first.layout());
        SeriesVoxels.Voxels read = voxels.read(from, count, allocator, arena, progress);
        List<Volume.Description> descriptions = new ArrayList<>();
        for (int v = from; v < from + count; v++) {
            descriptions.add(description(v, read));
        }
        return new Opened(descriptions, read.memory());
    }

    private Volume.Description description(int volume, SeriesVoxels.Voxels voxels) {
        Frame start = stack.volumes().get(volume / form.channels()).stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow();
        boolean scaled = form == VoxelForm.STORED;
        int[] shape = shape();
        return new Volume.Description(
                name() + (volumes() == 1 ? "" : " [" + labels().get(volume) + "]"),
                "DICOM",
                shape[0],
                shape[1],
                shape[2],
                form.type(stack),
                voxels.order(),
                Volume.StorageOrder.FIRST_FASTEST,
                scaled ? start.slope() : 1,
                scaled ? start.intercept() : 0,
                stack.affine(),
                warnings,
                new DisplayHints(Optional.of(modality()).filter(m -> !m.isEmpty()), first.windows(), first.inverted()));
    }

    /** What to call each volume: its time, b-value, echo or colour, or its number where nothing tells. */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (int v = 0; v < volumes(); v++) {
            String label = stack.labels().get(v / form.channels());
            String colour = colours() ? COLOURS[v % form.channels()] : "";
            String both = label.isEmpty() ? colour : colour.isEmpty() ? label : label + ", " + colour;
            labels.add(both.isEmpty() ? String.valueOf(v) : both);
        }
        return labels;
    }

    /** Whether volumes are red, green and blue. */
    public boolean colours() {
        return form == VoxelForm.COLOUR;
    }
}
