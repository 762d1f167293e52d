package org.lmttm.app.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Progress;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.TaskRunner.Lane;
import org.lmttm.app.state.WorkTask;
import org.lmttm.insight.Perturbation;
import org.lmttm.insight.Samples;
import org.lmttm.insight.Subject;
import org.lmttm.model.Mode;
import org.lmttm.model.Trace;

/** How far the prediction can be trusted to stay where it is, under changes that should not matter. */
final class TrustPanel extends VBox {
    private static final int DROPOUT_SAMPLES = 20;

    private final Session session;
    private final MemoryState state;
    private final Button measure = new Button();
    private final TrustView view = new TrustView();
    private @Nullable WorkTask running;

    /**
     * What was measured.
     *
     * @param label class in question
     * @param value its probability as it is
     * @param rows one distribution a kind of change
     * @param band probabilities after each timestamp under shifts and intensities
     */
    record Measured(int label, double value, List<Row> rows, ProbabilityBand band) {
        Measured {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One kind of change.
     *
     * @param name of it
     * @param samples probabilities
     */
    record Row(String name, Samples samples) {}

    TrustPanel(Session session, MemoryState state) {
        this.session = session;
        this.state = state;
        getStyleClass().addAll("inspector-section", "trust");
        measure.setId("trust-measure");
        measure.getStyleClass().add("small");
        measure.setOnAction(event -> toggle());
        view.setId("trust-view");
        Label title = Controls.label(Words.text("trust"), "inspector-title");
        title.setTooltip(new Tooltip(Words.text("trust.tip")));
        HBox header = new HBox(8, title, Controls.spring(), measure);
        header.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(header, view);
        state.original().addListener((property, before, now) -> clear());
        clear();
    }

    private void clear() {
        if (running != null) {
            running.cancel();
            running = null;
        }
        measure.setText(Words.text("faithfulness.measure"));
        measure.setDisable(state.original().get() == null);
        state.band().set(null);
        view.show(null);
    }

    private void toggle() {
        if (running != null) {
            clear();
            return;
        }
        CaseResult result = session.result().get();
        if (result == null) {
            return;
        }
        List<OpenCase> others = session.cases().stream()
                .filter(openCase -> openCase != result.openCase())
                .toList();
        measure.setText(Words.text("what-if.stop"));
        running = session.tasks()
                .start(
                        Words.text("trust"),
                        Lane.QUESTIONS,
                        progress -> measured(result, others, progress),
                        measured -> {
                            running = null;
                            measure.setText(Words.text("faithfulness.again"));
                            view.show(measured);
                            state.band().set(measured.band());
                        },
                        error -> {
                            clear();
                            session.tasks().notice(TaskRunner.error(Words.text("trust"), error));
                        });
    }

    private Measured measured(CaseResult result, List<OpenCase> others, Progress progress) throws IOException {
        Subject subject = session.inference().subject(result.model());
        Trace trace = result.trace();
        int label = trace.prediction();
        List<Row> rows = new ArrayList<>();
        List<Trace> traces = new ArrayList<>();
        traces.add(trace);
        Perturbation.Kind[] kinds = Perturbation.Kind.values();
        for (int kind = 0; kind < kinds.length; kind++) {
            List<Double> values = new ArrayList<>();
            for (Perturbation perturbation : Perturbation.all(
                    kinds[kind], trace.input(), trace.architecture().input())) {
                Trace changed = subject.trace(perturbation.cube(), List.of());
                values.add((double) changed.probabilities()[label]);
                if (kinds[kind] != Perturbation.Kind.FLIP) {
                    traces.add(changed);
                }
                go(progress, (kind + 0.5) / (kinds.length + 1), name(kinds[kind]));
            }
            rows.add(new Row(name(kinds[kind]), new Samples(values)));
        }
        if (trace.mode() == Mode.DETERMINISTIC && trace.architecture().dropout() > 0) {
            rows.add(new Row(Words.text("trust.dropout"), dropout(result, label)));
        }
        if (trace.mode() == Mode.PUBLISHED_CODE && !others.isEmpty()) {
            rows.addAll(company(result, others, label));
        }
        return new Measured(label, trace.probabilities()[label], rows, ProbabilityBand.of(traces, label));
    }

    private static void go(Progress progress, double share, String step) {
        progress.update(share, step);
        if (progress.cancelled()) {
            throw new CancellationException();
        }
    }

    private Samples dropout(CaseResult result, int label) throws IOException {
        long[] seeds = new long[DROPOUT_SAMPLES];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = i + 1L;
        }
        return samples(
                session.inference().dropping(result.model(), result.trace().input(), seeds), label);
    }

    /** In published-code mode the cases before and beside a case change its prediction: that is what is shown. */
    private List<Row> company(CaseResult result, List<OpenCase> others, int label) throws IOException {
        return List.of(
                new Row(
                        Words.text("trust.order"),
                        samples(
                                session.inference()
                                        .afterOthers(
                                                result.model(), result.trace().input(), others),
                                label)),
                new Row(
                        Words.text("trust.mates"),
                        samples(
                                session.inference()
                                        .besideOthers(
                                                result.model(), result.trace().input(), others),
                                label)));
    }

    private static Samples samples(List<float[]> probabilities, int label) {
        return new Samples(probabilities.stream().map(p -> (double) p[label]).toList());
    }

    private static String name(Perturbation.Kind kind) {
        return switch (kind) {
            case FLIP -> Words.text("trust.flip");
            case SHIFT -> Words.text("trust.shift");
            case INTENSITY -> Words.text("trust.intensity");
        };
    }
}
