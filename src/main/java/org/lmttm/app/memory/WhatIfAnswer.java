package org.lmttm.app.memory;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.Controls;
import org.lmttm.insight.WhatIf;

/** What came of the experiment chosen: before, after and difference, the control's, and both courses over time. */
final class WhatIfAnswer extends VBox {
    private final WhatIfState whatIf;
    private final Label name = Controls.label("", "muted");
    private final Label before = Controls.label("");
    private final Label after = Controls.label("", "tile-value");
    private final Label difference = Controls.label("", "strong");
    private final Label control = Controls.label("", "muted");
    private final Label controlName = Controls.label(Words.text("what-if.elsewhere"), "muted");
    private final Label problem = new Label();
    private final WhatIfChart chart = new WhatIfChart();
    private final GridPane numbers = new GridPane(10, 4);
    private @Nullable Experiment followed;

    WhatIfAnswer(WhatIfState whatIf) {
        this.whatIf = whatIf;
        getStyleClass().addAll("inspector-section", "what-if-answer");
        after.setId("what-if-after");
        difference.setId("what-if-difference");
        control.setId("what-if-control-mean");
        problem.setId("what-if-problem");
        problem.setWrapText(true);
        problem.getStyleClass().add("danger");
        HBox arrow = new HBox(8, before, Controls.label("\u2192", "muted"), after);
        arrow.setAlignment(Pos.CENTER_RIGHT);
        GridPane.setHgrow(arrow, Priority.ALWAYS);
        numbers.addRow(0, name, arrow, difference);
        numbers.addRow(1, controlName, Controls.spring(), control);
        GridPane.setColumnSpan(controlName, 2);
        GridPane.setHalignment(difference, javafx.geometry.HPos.RIGHT);
        GridPane.setHalignment(control, javafx.geometry.HPos.RIGHT);
        chart.setPrefHeight(120);
        chart.setMinHeight(120);
        getChildren().addAll(numbers, chart, problem);
        whatIf.chosen().addListener((property, old, now) -> follow(now));
        follow(whatIf.chosen().get());
    }

    private void follow(@Nullable Experiment experiment) {
        followed = experiment;
        if (experiment != null) {
            experiment.answer().addListener((property, old, now) -> {
                if (followed == experiment) {
                    show();
                }
            });
        }
        show();
    }

    private void show() {
        Experiment experiment = whatIf.chosen().get();
        WhatIf answer = experiment == null ? null : experiment.answer().get();
        String wrong = experiment == null ? "" : experiment.problem().get();
        problem.setText(wrong);
        show(problem, !wrong.isEmpty());
        show(numbers, answer != null);
        show(chart, answer != null);
        show(this, answer != null || !wrong.isEmpty());
        chart.answer(answer);
        if (answer == null) {
            return;
        }
        int label = answer.before().prediction();
        name.setText(answer.before().labels().get(label));
        before.setText(Numbers.fixed(answer.before().probabilities()[label], 2));
        after.setText(Numbers.fixed(answer.after().probabilities()[label], 2));
        difference.setText(Numbers.signed(answer.difference(label), 2));
        boolean controlled = !answer.control().isEmpty();
        controlName.setVisible(controlled);
        control.setVisible(controlled);
        control.setText(
                controlled
                        ? Words.text(
                                "what-if.control.mean",
                                Numbers.signed(answer.controlMean(label), 2),
                                answer.control().size() < 2
                                        ? "\u2013"
                                        : Numbers.fixed(answer.controlDeviation(label), 2),
                                answer.control().size())
                        : "");
    }

    private static void show(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
