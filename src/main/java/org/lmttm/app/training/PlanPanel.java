package org.lmttm.app.training;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.training.RunPlan;

/** What the next run comes to: parameters, operations, memory, steps. */
final class PlanPanel extends VBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final double MIB = 1 << 20;

    private final Label changes = Controls.label("", "badge", "accent");
    private final Label parameters = value("plan-parameters");
    private final Label memory = value("plan-memory");
    private final Label gflop = value("plan-gflop");
    private final Label steps = value("plan-steps");

    PlanPanel(ConfigDraft draft, PlanWatch watch) {
        getStyleClass().add("plan");
        HBox head = new HBox(Controls.label(Texts.text("plan.title"), "inspector-title"), Controls.spring(), changes);
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
        grid.addRow(1, name("plan.gflop"), gflop, name("plan.steps"), steps);
        getChildren().addAll(head, grid);
        draft.changes().addListener((property, before, now) -> count(now.intValue()));
        watch.plan().addListener((property, before, now) -> show(now));
        watch.stale().addListener((property, before, now) -> pseudoClassStateChanged(STALE, now));
        pseudoClassStateChanged(STALE, watch.stale().get());
        count(draft.changes().get());
        show(watch.plan().get());
    }

    private static Label value(String id) {
        Label label = Controls.label("", "plan-value");
        label.setId(id);
        return label;
    }

    private static Label name(String key) {
        return Controls.label(Texts.text(key), "subtle");
    }

    private void count(int changed) {
        changes.setText(Texts.text("form.changes", changed));
        changes.setVisible(changed > 0);
    }

    private void show(@Nullable RunPlan plan) {
        if (plan == null) {
            for (Label label : new Label[] {parameters, memory, gflop, steps}) {
                label.setText("\u2013");
            }
            return;
        }
        parameters.setText(count(plan.parameterCount(), "", "k", "M", "G"));
        memory.setText(Texts.text("plan.memory-value", bytes(plan.memoryBytes().total())));
        gflop.setText(String.format(Locale.ROOT, plan.stepGflop() < 10 ? "%.2f" : "%.0f", plan.stepGflop()));
        steps.setText(String.format(Locale.ROOT, "%d \u00d7 %d", plan.epochs(), plan.stepsPerEpoch()));
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
