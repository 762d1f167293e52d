package org.lmttm.app.training;

import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.training.RunPlan;

/** What the next run comes to: parameters, operations, memory, time, steps; and what differs from its source. */
final class PlanPanel extends VBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final double MIB = 1 << 20;
    private static final double TIP_WIDTH = 320;

    private final ConfigDraft draft;
    private final Label changes = Controls.shrinkingLabel("", "badge", "accent");
    private final Tooltip differences = new Tooltip();
    private final Label parameters = value("plan-parameters");
    private final Label memory = value("plan-memory");
    private final Label gflop = value("plan-gflop");
    private final Label time = value("plan-time");
    private final Label steps = value("plan-steps");

    PlanPanel(ConfigDraft draft, PlanWatch watch) {
        this.draft = draft;
        getStyleClass().add("plan");
        changes.setId("plan-changes");
        changes.setTooltip(differences);
        HBox head =
                new HBox(8, Controls.label(Texts.text("plan.title"), "inspector-title"), Controls.spring(), changes);
        head.setAlignment(Pos.CENTER_LEFT);
        GridPane grid = new GridPane();
        grid.getStyleClass().add("plan-grid");
        for (int pair = 0; pair < 2; pair++) {
            ColumnConstraints names = new ColumnConstraints();
            ColumnConstraints values = new ColumnConstraints();
            values.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().addAll(names, values);
        }
        grid.addRow(0, name("plan.parameters"), parameters, name("plan.memory"), memory);
        grid.addRow(1, name("plan.gflop"), gflop, name("plan.time"), time);
        grid.add(name("plan.steps"), 0, 2);
        grid.add(steps, 1, 2, 3, 1);
        getChildren().addAll(head, grid);
        draft.revision().addListener(observable -> count());
        watch.forecast().addListener((property, before, now) -> show(now));
        watch.stale().addListener((property, before, now) -> pseudoClassStateChanged(STALE, now));
        pseudoClassStateChanged(STALE, watch.stale().get());
        count();
        show(watch.forecast().get());
    }

    private static Label value(String id) {
        Label label = Controls.label("", "plan-value");
        label.setId(id);
        return label;
    }

    private static Label name(String key) {
        Label name = Controls.label(Texts.text(key), "subtle");
        Tooltip tip = new Tooltip(Texts.text(key + ".tip"));
        tip.setWrapText(true);
        tip.setMaxWidth(TIP_WIDTH);
        name.setTooltip(tip);
        return name;
    }

    private void count() {
        List<String> words =
                draft.differences().stream().map(ConfigDraft.Change::words).toList();
        changes.setText(Texts.text("form.changes", words.size(), String.join(", ", words)));
        differences.setText(String.join("\n", words));
        changes.setVisible(!words.isEmpty());
    }

    private void show(@Nullable Forecast forecast) {
        if (forecast == null) {
            for (Label label : new Label[] {parameters, memory, gflop, time, steps}) {
                label.setText("\u2013");
            }
            return;
        }
        RunPlan plan = forecast.plan();
        parameters.setText(count(plan.parameterCount(), "", "k", "M", "G"));
        memory.setText(Texts.text("plan.memory-value", bytes(plan.memoryBytes().total())));
        double gflops = forecast.caseGflop();
        gflop.setText(String.format(Locale.ROOT, gflops < 1 ? "%.3f" : gflops < 100 ? "%.1f" : "%.0f", gflops));
        boolean known = Double.isFinite(forecast.seconds());
        time.setText(known ? Texts.text("plan.time-value", duration(forecast.seconds())) : "\u2013");
        steps.setText(String.format(Locale.ROOT, "%d \u00d7 %d", plan.epochs(), plan.stepsPerEpoch()));
    }

    /** A time as an estimate is said: 40 s, 22 min, 3.5 h, 2.1 d. */
    static String duration(double seconds) {
        double minutes = seconds / 60;
        double hours = minutes / 60;
        return hours >= 48
                ? String.format(Locale.ROOT, "%.1f d", hours / 24)
                : hours >= 2
                        ? String.format(Locale.ROOT, "%.1f h", hours)
                        : minutes >= 2
                                ? String.format(Locale.ROOT, "%.0f min", minutes)
                                : String.format(Locale.ROOT, "%.0f s", Math.max(1, seconds));
    }

    /** Three digits and a unit. */
    private static String count(long number, String... units) {
        double value = number;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 || value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return (String.format(Locale.ROOT, format, value) + " " + units[unit]).strip();
    }

    private static String bytes(long bytes) {
        double mib = bytes / MIB;
        return mib < 1024
                ? String.format(Locale.ROOT, "%.0f MiB", Math.max(1, mib))
                : String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
    }
}
