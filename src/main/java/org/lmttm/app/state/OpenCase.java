package org.lmttm.app.state;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Histogram;
import org.lmttm.volume.Markup;
import org.lmttm.volume.NamedWindow;
import org.lmttm.volume.SliceExtractor;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeStatistics;
import org.lmttm.volume.VolumeSummary;
import org.lmttm.volume.Window;
import org.lmttm.volume.WindowPreset;
import org.lmttm.volume.io.HeaderField;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeListing;

/**
 * An open volume, what was computed from it once, and how the user looks at it. A large volume is shown at once, in a
 * window from a sparse sample of its values; statistics, histogram and what follows from them come when every voxel was
 * counted. The window then changes to the exact one only where the user has left it as it was, and what is shown in the
 * end does not depend on the sample. Properties change on the UI thread.
 */
public final class OpenCase implements AutoCloseable {
    /** Bins of {@link #histogram()}. */
    public static final int BINS = 256;

    private final Path file;
    private final VolumeListing listing;
    private final VolumeChoice choice;
    private final Volume volume;
    private final List<HeaderField> header;
    private final ReadOnlyObjectWrapper<VolumeSummary> summary = new ReadOnlyObjectWrapper<>(this, "summary");
    private final List<Runnable> waiting = new ArrayList<>();
    private final SliceExtractor slices;
    private final ObjectProperty<Voxel> crosshair;
    private final ObjectProperty<Window> window;
    private final CountDownLatch pictured = new CountDownLatch(1);
    private final ObservableList<Markup> markups = FXCollections.observableArrayList();
    /** What gave the window, while that may be repeated with exact values. */
    private @Nullable Function<Histogram, Window> rule;

    /**
     * Reads voxels, of a large volume a sample: not for the user interface thread.
     *
     * @param file where the volume comes from
     * @param listing what else the file holds
     * @param choice which volume of the file this is
     * @param volume the voxels; closed with the case
     */
    public OpenCase(Path file, VolumeListing listing, VolumeChoice choice, Volume volume) {
        this(file, listing, choice, volume, List.of());
    }

    /**
     * As the other constructor, with the fields of the file's header.
     *
     * @param header for the user to read and search
     */
    public OpenCase(Path file, VolumeListing listing, VolumeChoice choice, Volume volume, List<HeaderField> header) {
        this.header = List.copyOf(header);
        this.file = file;
        this.listing = listing;
        this.choice = choice;
        this.volume = volume;
        this.summary.set(VolumeSummary.quick(volume, BINS));
        this.slices = new SliceExtractor(volume);
        this.crosshair = new SimpleObjectProperty<>(middle(volume));
        this.window = new SimpleObjectProperty<>(openingWindow());
        this.rule = windows().isEmpty() ? Histogram::autoWindow : null;
    }

    /** Where the volume comes from. */
    public Path file() {
        return file;
    }

    /** What else the file holds. */
    public VolumeListing listing() {
        return listing;
    }

    /** Which volume of the file this is. */
    public VolumeChoice choice() {
        return choice;
    }

    /** All fields of the file's header. */
    public List<HeaderField> header() {
        return header;
    }

    /** Whether another case is of the same file and its voxels lie at the same places: another time point or channel. */
    public boolean isVolumeBeside(OpenCase other) {
        Volume.Description mine = volume.description();
        Volume.Description theirs = other.volume.description();
        return file.equals(other.file)
                && choice.withVolume(0).equals(other.choice.withVolume(0))
                && mine.ni() == theirs.ni()
                && mine.nj() == theirs.nj()
                && mine.nk() == theirs.nk()
                && mine.affine().equals(theirs.affine());
    }

    /** Takes over what the user did with another volume of the same file: position, window, what was drawn. */
    void goOnFrom(OpenCase before) {
        crosshair.set(before.crosshair.get());
        window.set(before.window.get());
        rule = null;
        markups.setAll(before.markups);
    }

    /** The voxels and their geometry. */
    public Volume volume() {
        return volume;
    }

    /** A view shows a first picture of it; from then on work that can wait may use the processors. */
    public void pictured() {
        pictured.countDown();
    }

    /** Waits, not on the UI thread, until a view shows a picture or time is up. */
    void awaitPicture(Duration limit) throws InterruptedException {
        if (!pictured.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            pictured.countDown();
        }
    }

    /** What is known of the values; exact once every voxel was counted. */
    public ReadOnlyObjectProperty<VolumeSummary> summary() {
        return summary.getReadOnlyProperty();
    }

    /** Whether every voxel was counted. */
    public boolean measured() {
        return summary.get().exact();
    }

    /** Does something once every voxel was counted: at once where that is so. */
    public void whenMeasured(Runnable action) {
        if (measured()) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    /**
     * Every voxel was counted.
     *
     * @param exact what came out
     */
    public void measured(VolumeSummary exact) {
        Histogram before = histogram();
        summary.set(exact);
        Function<Histogram, Window> from = rule;
        rule = null;
        if (from != null && window.get().equals(from.apply(before))) {
            window.set(from.apply(exact.histogram()));
        }
        List<Runnable> actions = List.copyOf(waiting);
        waiting.clear();
        actions.forEach(Runnable::run);
    }

    /** Shows a window that follows from the values: until every voxel was counted that of the sample. */
    public void showWindow(Function<Histogram, Window> from) {
        rule = from;
        window.set(from.apply(histogram()));
    }

    /** Minimum, maximum and mean: of a sample until {@link #measured()}. */
    public VolumeStatistics statistics() {
        return summary.get().statistics();
    }

    /** {@link #BINS} bins over all finite values: of a sample until {@link #measured()}. */
    public Histogram histogram() {
        return summary.get().histogram();
    }

    /** Takes slices out of the volume. */
    public SliceExtractor slices() {
        return slices;
    }

    /** What to call the case. */
    public String name() {
        return volume.name();
    }

    /** The position that all views share, in voxel indices within the volume. */
    public ObjectProperty<Voxel> crosshair() {
        return crosshair;
    }

    /** Which values are shown black and white. */
    public ObjectProperty<Window> window() {
        return window;
    }

    /** What the reader marked, in the order it was drawn. */
    public ObservableList<Markup> markups() {
        return markups;
    }

    /** The window that the case opens with: the file's preferred one, else from percentiles. */
    public Window openingWindow() {
        return windows().isEmpty()
                ? histogram().autoWindow()
                : windows().getFirst().window();
    }

    /** Shows the window that the case opens with. */
    public void showOpeningWindow() {
        showWindow(values ->
                windows().isEmpty() ? values.autoWindow() : windows().getFirst().window());
    }

    /** Moves the crosshair to the voxel nearest to a position, within the volume. */
    public void moveCrosshair(Voxel to) {
        crosshair.set(new Voxel(
                Math.clamp((long) to.index(0), 0, volume.ni() - 1),
                Math.clamp((long) to.index(1), 0, volume.nj() - 1),
                Math.clamp((long) to.index(2), 0, volume.nk() - 1)));
    }

    /** Moves the crosshair to a position between voxels, within the volume; for slices at an angle. */
    public void moveCrosshairExactly(Voxel to) {
        crosshair.set(new Voxel(
                Math.clamp(to.i(), 0, volume.ni() - 1.0),
                Math.clamp(to.j(), 0, volume.nj() - 1.0),
                Math.clamp(to.k(), 0, volume.nk() - 1.0)));
    }

    /** Whether a position is nearest to a voxel of the volume. */
    public boolean inside(Voxel at) {
        for (int axis = 0; axis < 3; axis++) {
            if (at.index(axis) < 0 || at.index(axis) >= volume.size(axis)) {
                return false;
            }
        }
        return true;
    }

    /** DICOM's name of the modality: what the file says, or CT where the values look like it; empty when unknown. */
    public Optional<String> modality() {
        Optional<String> said = volume.description().hints().modality();
        return said.isPresent() || !WindowPreset.looksLikeCt(volume, statistics()) ? said : Optional.of("CT");
    }

    /** The windows that the file brings, its preferred one first. */
    public List<NamedWindow> windows() {
        return volume.description().hints().windows();
    }

    /** The value at a voxel, or not-a-number outside the volume. */
    public double valueAt(Voxel at) {
        return inside(at) ? volume.value(at.index(0), at.index(1), at.index(2)) : Double.NaN;
    }

    @Override
    public void close() {
        volume.close();
    }

    /** The voxel in the middle. */
    public static Voxel middle(Volume volume) {
        return new Voxel(half(volume.ni()), half(volume.nj()), half(volume.nk()));
    }

    private static int half(int size) {
        return (size - 1) / 2;
    }
}
