package org.lmttm.app.evaluation;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import org.lmttm.app.control.Controls;
import org.lmttm.metrics.Bootstrap.Interval;
import org.lmttm.metrics.Proportion;
import org.lmttm.metrics.ThresholdStatistics;

/** Sensitivity, specificity and predictive values at the threshold, with their intervals. */
final class StatisticsView extends GridPane {
    private static final String[] NAMES = {"sensitivity", "specificity", "ppv", "npv"};

    private final EvaluationState state;
    private final Label[] values = new Label[NAMES.length];
    private final Label[] intervals = new Label[NAMES.length];
    private final IntervalBar[] bars = new IntervalBar[NAMES.length];

    StatisticsView(EvaluationState state) {
        this.state = state;
        getStyleClass().add("statistics");
        for (int r = 0; r < NAMES.length; r++) {
            Label name = Controls.label(Texts.text("statistics." + NAMES[r]), "muted");
            name.setTooltip(new Tooltip(Texts.text("statistics." + NAMES[r] + ".tip")));
            values[r] = Controls.label("", "statistic-value");
            values[r].setId("statistic-" + NAMES[r]);
            intervals[r] = Controls.label("", "small", "muted");
            bars[r] = new IntervalBar(120);
            addRow(r, name, values[r], bars[r], intervals[r]);
        }
        state.shown().addListener(observable -> show());
        state.threshold().addListener(observable -> show());
        show();
    }

    private void show() {
        ThresholdStatistics s = state.statistics().orElse(null);
        Proportion[] all = s == null
                ? new Proportion[NAMES.length]
                : new Proportion[] {s.sensitivity(), s.specificity(), s.ppv(), s.npv()};
        for (int r = 0; r < NAMES.length; r++) {
            boolean defined = all[r] != null && all[r].of() > 0;
            Interval interval = defined ? all[r].interval() : new Interval(Double.NaN, Double.NaN);
            values[r].setText(Texts.number(defined ? all[r].value() : Double.NaN, 3));
            intervals[r].setText(defined ? Texts.interval(interval, 2) : Texts.text("statistics.none"));
            bars[r].show(defined ? all[r].value() : Double.NaN, interval, Double.NaN);
        }
    }
}
