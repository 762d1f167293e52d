package org.lmttm.app.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.cohort.CohortSettings;
import org.lmttm.dataset.CohortReport;
import org.lmttm.dataset.VolumeFacts;
import org.lmttm.model.Preprocessing;
import org.lmttm.training.PreprocessingConfig;
import org.lmttm.training.PreprocessingConfig.Intensity;

/** What a dataset is to be built with, as the form has it: text that may be wrong. Knows no nodes. */
final class CohortDraft {
    /** The sizes that MedMNIST has. */
    static final List<Integer> SIZES = List.of(28, 64);

    /** The axes that are offered: depth upwards, forwards, to the right; or as the arrays are stored. */
    static final List<String> AXES = List.of("SAR", "ASR", "RSA", Preprocessing.AS_STORED);

    /** The intensities that are offered. Distances are made of stored masks when a model is trained. */
    static final List<Intensity> INTENSITIES = List.of(Intensity.UINT8, Intensity.WINDOW, Intensity.PERCENTILES);

    private static final Messages TEXT = new Messages("org.lmttm.app.cohort");

    private final ObjectProperty<Integer> size = new SimpleObjectProperty<>(this, "size", SIZES.getFirst());
    private final StringProperty region = new SimpleStringProperty(this, "region", "");
    private final ObjectProperty<String> axes = new SimpleObjectProperty<>(this, "axes", AXES.getFirst());
    private final ObjectProperty<Intensity> intensity =
            new SimpleObjectProperty<>(this, "intensity", Intensity.PERCENTILES);
    private final StringProperty low = new SimpleStringProperty(this, "low", "");
    private final StringProperty high = new SimpleStringProperty(this, "high", "");

    /** A field that is needed is empty still: nothing to blame anyone for. */
    static final class Unfilled extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Unfilled(String message) {
            super(message);
        }
    }

    /** Takes axes and intensity that usually suit a cohort, judged by its first volume. */
    void suit(CohortReport report) {
        report.rows().stream()
                .flatMap(row -> row.volume().stream())
                .findFirst()
                .map(VolumeFacts::description)
                .map(PreprocessingConfig::suiting)
                .ifPresent(usual -> {
                    axes.set(usual.axes());
                    intensity.set(usual.intensity());
                    low.set("");
                    high.set("");
                });
    }

    /**
     * The settings that it stands for.
     *
     * @throws Unfilled when a field that is needed is empty
     * @throws IllegalArgumentException when a field is wrong; says which
     */
    CohortSettings settings() {
        boolean ends = intensity.get() != Intensity.UINT8;
        if (ends) {
            judgeEnds();
        }
        return new CohortSettings(
                size.get(),
                new PreprocessingConfig(
                        intensity.get(),
                        ends ? number(low.get()) : null,
                        ends ? number(high.get()) : null,
                        axes.get(),
                        edges(),
                        Preprocessing.Interpolation.TRILINEAR));
    }

    /** Says in the window's words what the settings would refuse in those of a configuration. */
    private void judgeEnds() {
        Double from = number(low.get());
        Double to = number(high.get());
        if (intensity.get() == Intensity.WINDOW) {
            if (from == null || to == null) {
                throw new Unfilled(TEXT.text("no_window"));
            }
            if (!(Double.isFinite(from) && Double.isFinite(to) && from < to)) {
                throw new IllegalArgumentException(
                        TEXT.text("window_order", low.get().strip(), high.get().strip()));
            }
        } else if (!((from == null || from >= 0)
                && (to == null || to <= 100)
                && Objects.requireNonNullElse(from, 0.5) < Objects.requireNonNullElse(to, 99.5))) {
            throw new IllegalArgumentException(TEXT.text("percentiles_order"));
        }
    }

    private static @Nullable Double number(String text) {
        String digits = text.strip().replace('\u2212', '-');
        if (digits.isEmpty()) {
            return null;
        }
        try {
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(TEXT.text("no_number", text.strip()), e);
        }
    }

    private @Nullable List<Double> edges() {
        String text = region.get().strip();
        if (text.isEmpty()) {
            return null;
        }
        List<Double> edges = new ArrayList<>();
        for (String part : text.split("[\\s,;×x]+", -1)) {
            Double edge = number(part);
            if (edge != null) {
                edges.add(edge);
            }
        }
        if (edges.size() == 1) {
            edges.addAll(List.of(edges.getFirst(), edges.getFirst()));
        }
        if (edges.size() != 3 || edges.stream().anyMatch(edge -> !(edge > 0 && edge < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException(TEXT.text("no_region", text));
        }
        return edges;
    }

    /** Everything that changes the settings. */
    Observable[] fields() {
        return new Observable[] {size, region, axes, intensity, low, high};
    }

    /** Voxels an axis. */
    ObjectProperty<Integer> size() {
        return size;
    }

    /** Edges of the region in mm, one number or three; empty: the whole volume. */
    StringProperty region() {
        return region;
    }

    /** The directions in which depth, height and width grow. */
    ObjectProperty<String> axes() {
        return axes;
    }

    /** Which values become 0 and 255. */
    ObjectProperty<Intensity> intensity() {
        return intensity;
    }

    /** The window's or percentiles' lower end; empty: the usual percentile. */
    StringProperty low() {
        return low;
    }

    /** The window's or percentiles' upper end; empty: the usual percentile. */
    StringProperty high() {
        return high;
    }
}
