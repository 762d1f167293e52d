package org.lmttm.app.training;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.lmttm.training.RunHistory.Epoch;

/** The plots of the desk. */
enum PlotKind {
    LOSS(3, false, true),
    AUC(3, true, false),
    ACC(3, true, false),
    RATE(-1, false, true);

    /** Which of a curve's points is the best. */
    enum Best {
        NONE,
        LOWEST,
        HIGHEST
    }

    /**
     * A number of each epoch.
     *
     * @param id its name in tables and bundles
     * @param dashed drawn dashed
     */
    record Curve(String id, ToDoubleFunction<Epoch> value, boolean dashed, Best best) {
        /** Its name in legends. */
        String label() {
            return Texts.text("curve." + id);
        }
    }

    private final int decimals;
    private final boolean share;
    private final boolean logarithmic;

    PlotKind(int decimals, boolean share, boolean logarithmic) {
        this.decimals = decimals;
        this.share = share;
        this.logarithmic = logarithmic;
    }

    /** The name in style sheets, bundles, files and tests. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Fixed decimals of its values; negative: powers of ten. */
    int decimals() {
        return decimals;
    }

    /** Whether values lie between 0 and 1. */
    boolean share() {
        return share;
    }

    /** Whether a logarithmic axis suits it. */
    boolean logarithmic() {
        return logarithmic;
    }

    /** What is drawn. */
    List<Curve> curves() {
        return switch (this) {
            case LOSS ->
                List.of(
                        new Curve("train", Epoch::loss, false, Best.NONE),
                        new Curve("val", Epoch::valLoss, true, Best.LOWEST));
            case AUC -> List.of(new Curve("val", Epoch::valAuc, false, Best.HIGHEST));
            case ACC -> List.of(new Curve("val", Epoch::valAcc, false, Best.HIGHEST));
            case RATE -> List.of(new Curve("rate", Epoch::learningRate, false, Best.NONE));
        };
    }

    /** What is on the axis of values. */
    String unit() {
        return this == LOSS ? Texts.text("unit.loss") : "";
    }
}
