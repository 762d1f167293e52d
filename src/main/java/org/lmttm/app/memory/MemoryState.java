package org.lmttm.app.memory;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.BlockOrder;
import org.lmttm.insight.Faithfulness;
import org.lmttm.insight.Lineage;
import org.lmttm.insight.Phase;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;

/**
 * What the memory workspace shows: a trace, the timestamp at the play head and a few choices. No nodes; use on one
 * thread.
 */
final class MemoryState {
    private final ObjectProperty<@Nullable TraceReading> original = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable TraceReading> changed = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable TraceReading> reading = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable VoxelBox> target = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Lineage> lineage = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable TokenAt> lineageAsked = new SimpleObjectProperty<>();
    private final BooleanProperty lineageShown = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable ProbabilityBand> band = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable VoxelBox> sought = new SimpleObjectProperty<>();
    private final IntegerProperty step = new SimpleIntegerProperty();
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private final BooleanProperty loop = new SimpleBooleanProperty();
    private final BooleanProperty sameScale = new SimpleBooleanProperty(true);
    private final ObjectProperty<@Nullable RunScale> runScale = new SimpleObjectProperty<>();
    private final ObjectProperty<Phase> phase = new SimpleObjectProperty<>(Phase.AFTER);
    private final ObjectProperty<BlockOrder> order = new SimpleObjectProperty<>(BlockOrder.STORED);
    private final ObjectProperty<@Nullable Faithfulness> faithfulness = new SimpleObjectProperty<>();
    private final BooleanProperty overlay = new SimpleBooleanProperty();
    private final ObjectProperty<MapKind> overlayKind = new SimpleObjectProperty<>(MapKind.READ);
    private final ObjectProperty<@Nullable RolledOut> rolledOut = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Pointed> pointed = new SimpleObjectProperty<>();
    private final boolean difference;
    private final TraceScale scale;
    private @Nullable MemoryState partner;

    /**
     * Where the colour scales end.
     *
     * @param read multiple of uniform
     * @param write multiple of uniform
     * @param patchesRead multiple of uniform, mean over the rows read
     * @param patchesWritten multiple of uniform, mean over the rows written
     * @param memory magnitude of memory values
     * @param change magnitude of a write's change
     */
    record Limits(double read, double write, double patchesRead, double patchesWritten, double memory, double change) {
        /** Multiple of uniform on the slab. */
        double patches(MapKind kind) {
            return kind == MapKind.WRITE ? patchesWritten : patchesRead;
        }

        /** Ends that hold both. */
        Limits with(Limits other) {
            return new Limits(
                    Math.max(read, other.read),
                    Math.max(write, other.write),
                    Math.max(patchesRead, other.patchesRead),
                    Math.max(patchesWritten, other.patchesWritten),
                    Math.max(memory, other.memory),
                    Math.max(change, other.change));
        }
    }

    MemoryState() {
        this(false);
    }

    /**
     * A state.
     *
     * @param difference whether traces shown are differences of two, whose attention has a sign
     */
    MemoryState(boolean difference) {
        this.difference = difference;
        this.scale = new TraceScale(difference);
        reading.addListener((property, before, now) -> {
            scale.clear();
            pointed.set(null);
            goTo(step.get());
        });
        original.addListener((property, before, now) -> {
            playing.set(false);
            target.set(null);
            changed.set(null);
            reading.set(now);
        });
        reading.addListener((property, before, now) -> {
            rolledOut.set(null);
            lineage.set(null);
            lineageAsked.set(null);
        });
        changed.addListener((property, before, now) -> reading.set(now == null ? original.get() : now));
        step.addListener((property, before, now) -> {
            scale.moved();
            pointed.set(null);
        });
    }

    /** The trace of the active case; null for none. */
    ObjectProperty<@Nullable TraceReading> original() {
        return original;
    }

    /** A trace shown in its place: what a change made of it; null for none. */
    ObjectProperty<@Nullable TraceReading> changed() {
        return changed;
    }

    /** The trace shown: the changed one where there is one; null for none. */
    ReadOnlyObjectProperty<@Nullable TraceReading> reading() {
        return reading.getReadOnlyProperty();
    }

    /** The patch chosen by a click, as voxels of the model's cube; null for none. */
    ObjectProperty<@Nullable VoxelBox> target() {
        return target;
    }

    /** The timestamp at the play head, 0 … T − 1. */
    IntegerProperty step() {
        return step;
    }

    BooleanProperty playing() {
        return playing;
    }

    /** Whether play starts again after the last timestamp. */
    BooleanProperty loop() {
        return loop;
    }

    /** One colour scale for all timestamps instead of one for each. */
    BooleanProperty sameScale() {
        return sameScale;
    }

    /** The scale that the trace shown shares with others of its run; null for its own. */
    ObjectProperty<@Nullable RunScale> runScale() {
        return runScale;
    }

    /** Which state of the blocks is shown. */
    ObjectProperty<Phase> phase() {
        return phase;
    }

    /** In which order blocks and tokens stand. */
    ObjectProperty<BlockOrder> order() {
        return order;
    }

    /** How well the map chosen ranks what the prediction rests on; null while it was not measured. */
    ObjectProperty<@Nullable Faithfulness> faithfulness() {
        return faithfulness;
    }

    /** Whether attention is painted on the slab. */
    BooleanProperty overlay() {
        return overlay;
    }

    ObjectProperty<MapKind> overlayKind() {
        return overlayKind;
    }

    /** The weight under the pointer; null for none. */
    ObjectProperty<@Nullable Pointed> pointed() {
        return pointed;
    }

    /** Chooses the patch under the pointer, if there is one. */
    void choosePointed() {
        TraceReading shown = reading.get();
        int patch = Pointed.patchOf(pointed.get());
        if (shown != null && patch >= 0) {
            choose(shown.grid().box(step.get(), patch));
        }
    }

    /** Chooses a patch by its voxels. */
    void choose(VoxelBox patch) {
        target.set(patch);
        sought.set(patch);
    }

    /** Chooses the token under the pointer and asks where it came from, if there is one. */
    void askLineageOfPointed() {
        if (pointed.get() instanceof Pointed.Value value) {
            askLineage(step.get(), value.block(), value.token());
        }
    }

    /**
     * Asks where a token came from.
     *
     * @param t the memory after this timestamp
     */
    void askLineage(int t, int block, int token) {
        lineageAsked.set(new TokenAt(t, block, token));
        lineageShown.set(true);
    }

    /** The token whose lineage is wanted; null for none. */
    ObjectProperty<@Nullable TokenAt> lineageAsked() {
        return lineageAsked;
    }

    /**
     * A memory token.
     *
     * @param t in the memory after this timestamp
     * @param block which
     * @param token 0 … m − 1
     */
    record TokenAt(int t, int block, int token) {}

    /** Where the token chosen came from; null for none. */
    ObjectProperty<@Nullable Lineage> lineage() {
        return lineage;
    }

    /** Whether the lineage stands in the place of the attention matrices. */
    BooleanProperty lineageShown() {
        return lineageShown;
    }

    /** How far the probabilities move under small changes of the case; null while it was not measured. */
    ObjectProperty<@Nullable ProbabilityBand> band() {
        return band;
    }

    /** The patch clicked last, for what leads back to the volume. */
    ObjectProperty<@Nullable VoxelBox> sought() {
        return sought;
    }

    int steps() {
        TraceReading shown = reading.get();
        return shown == null ? 0 : shown.steps();
    }

    /** The rollout of the trace shown; null while it is being computed, and for changed passes, which have none. */
    ObjectProperty<@Nullable RolledOut> rolledOut() {
        return rolledOut;
    }

    /** The map chosen on the patches of a timestamp, as a multiple of uniform; null while it is not known. */
    float @Nullable [] patches(TraceReading shown, int t) {
        if (overlayKind.get() != MapKind.ROLLOUT) {
            return shown.patchAttention(t, overlayKind.get().attention());
        }
        RolledOut out = rolledOut.get();
        return out != null && out.reading() == shown ? out.patches().get(t) : null;
    }

    /** Where the colour scale of the map chosen ends. */
    double patchCap() {
        RolledOut out = rolledOut.get();
        Limits ends = limits();
        if (overlayKind.get() == MapKind.ROLLOUT && out != null) {
            return out.cap();
        }
        return ends == null ? 1 : ends.patches(overlayKind.get());
    }

    /** Moves the play head, kept within the trace. */
    void goTo(int t) {
        step.set(Math.clamp(t, 0, Math.max(0, steps() - 1)));
    }

    /** Moves the play head by some timestamps, stopping at the ends. */
    void move(int by) {
        goTo(step.get() + by);
    }

    /** Moves the play head as a key says; whether it says anything. */
    boolean key(KeyCode key) {
        switch (key) {
            case LEFT -> move(-1);
            case RIGHT -> move(1);
            case HOME -> goTo(0);
            case END -> goTo(steps() - 1);
            case SPACE -> togglePlay();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Starts or stops playing; starting at the end begins from the first timestamp. */
    void togglePlay() {
        if (!playing.get() && step.get() >= steps() - 1) {
            goTo(0);
        }
        playing.set(!playing.get() && steps() > 1);
    }

    /** One tick of play: the next timestamp; at the end the first one when looping, else play stops. */
    void advance() {
        if (step.get() < steps() - 1) {
            move(1);
            if (step.get() == steps() - 1 && !loop.get()) {
                playing.set(false);
            }
        } else if (loop.get()) {
            goTo(0);
        } else {
            playing.set(false);
        }
    }

    /** Whether traces shown are differences of two, whose attention has a sign. */
    boolean difference() {
        return difference;
    }

    /** Shows the same colours for the same values as another state. */
    void shareScale(MemoryState with) {
        partner = with;
    }

    /** Ends of the colour scales for the timestamp shown; empty traces have none. */
    @Nullable
    Limits limits() {
        return limits(step.get());
    }

    /** Ends of the colour scales for a timestamp; null while they are not known. */
    @Nullable
    Limits limits(int t) {
        Limits own = ownLimits(t);
        Limits other = partner == null ? null : partner.ownLimits(t);
        return own == null || other == null ? own : own.with(other);
    }

    /** Where the scales of the trace shown end. */
    TraceScale scale() {
        return scale;
    }

    /** Whether the trace shown can be drawn: where its scales end is known, or found out when it is asked for. */
    boolean drawable() {
        return !scale.awaited() || runScale.get() != null;
    }

    private @Nullable Limits ownLimits(int t) {
        TraceReading shown = reading.get();
        return shown == null ? null : scale.at(shown, runScale.get(), t, sameScale.get(), step.get());
    }
}
