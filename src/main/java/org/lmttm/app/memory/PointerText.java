package org.lmttm.app.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.BlockOrder;
import org.lmttm.insight.Phase;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture;

/** What lies under the pointer in words and exact numbers. Pure text, no nodes. */
final class PointerText {
    private PointerText() {}

    /**
     * One line of the pane.
     *
     * @param label what
     * @param value how much
     */
    record Line(String label, String value) {}

    /** Four lines at a time, whatever is pointed at; dashes when nothing is. */
    static List<Line> lines(@Nullable TraceReading reading, @Nullable Pointed pointed) {
        if (reading == null || pointed == null) {
            return weightLines("\u2013", "\u2013", "\u2013", "\u2013");
        }
        Architecture architecture = reading.architecture();
        return switch (pointed) {
            case Pointed.Weight weight ->
                weightLines(
                        Numbers.fixed(weight.weight(), 4) + ", "
                                + Words.text("times-uniform", Numbers.fixed(weight.multiple(), 1)),
                        from(weight),
                        to(architecture, weight),
                        weight.voxels() == null ? "\u2013" : Numbers.range(weight.voxels()));
            case Pointed.Patch patch ->
                weightLines(
                        Words.text("mean-uniform", Numbers.fixed(patch.multiple(), 2)),
                        Words.text(
                                switch (patch.kind()) {
                                    case READ -> "all-read";
                                    case WRITE -> "all-written";
                                    case ROLLOUT -> "all-rolled";
                                }),
                        patch(architecture, patch.patch()),
                        Numbers.range(patch.voxels()));
            case Pointed.Value value ->
                List.of(
                        new Line(Words.text("pointer.value"), signed(value.value())),
                        new Line(
                                Words.text("pointer.block"),
                                Words.text("block.phase", value.block(), phase(value.phase()))),
                        new Line(Words.text("pointer.token"), Integer.toString(value.token())),
                        new Line(Words.text("pointer.dimension"), Integer.toString(value.dimension())));
        };
    }

    private static List<Line> weightLines(String weight, String from, String to, String voxels) {
        return List.of(
                new Line(Words.text("pointer.weight"), weight),
                new Line(Words.text("pointer.from"), from),
                new Line(Words.text("pointer.to"), to),
                new Line(Words.text("pointer.voxels"), voxels));
    }

    private static String signed(float value) {
        return (value > 0 ? "+" : "") + Numbers.fixed(value, 4);
    }

    private static String from(Pointed.Weight weight) {
        return weight.kind() == AttentionKind.READ
                ? Words.text("from.read", Words.role(weight.rows()), weight.row())
                : Words.text("from.write", weight.row());
    }

    private static String to(Architecture architecture, Pointed.Weight weight) {
        Role role = weight.to().role();
        return switch (role) {
            case PATCHES -> patch(architecture, weight.patch());
            case OUTPUTS -> Words.text("to.output", weight.token());
            case PREVIOUS, CURRENT, NEXT, NOT_READ ->
                Words.text(
                        "to.memory",
                        weight.token(),
                        Words.role(role),
                        weight.to().block());
        };
    }

    private static String patch(Architecture architecture, int patch) {
        return Words.text("to.patch", patch / architecture.patchColumns(), patch % architecture.patchColumns());
    }

    static String map(MapKind kind) {
        return switch (kind) {
            case READ -> Words.text("slab.read");
            case WRITE -> Words.text("slab.write");
            case ROLLOUT -> Words.text("slab.rollout");
        };
    }

    static String order(BlockOrder order) {
        return Words.text("order." + order);
    }

    static String phase(Phase phase) {
        return switch (phase) {
            case BEFORE -> Words.text("phase.before");
            case AFTER -> Words.text("phase.after");
            case CHANGE -> Words.text("phase.change");
        };
    }
}
