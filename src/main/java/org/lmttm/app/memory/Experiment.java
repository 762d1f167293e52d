package org.lmttm.app.memory;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.Change;
import org.lmttm.insight.WhatIf;

/** A change that was tried, with what came of it as far as it is known. Use on one thread. */
final class Experiment {
    private final int number;
    private final Change change;
    private final String title;
    private final ObjectProperty<@Nullable WhatIf> answer = new SimpleObjectProperty<>();
    private final StringProperty problem = new SimpleStringProperty("");

    /**
     * A change not yet tried.
     *
     * @param number counts from 1
     * @param title the change in words
     */
    Experiment(int number, Change change, String title) {
        this.number = number;
        this.change = change;
        this.title = title;
    }

    int number() {
        return number;
    }

    Change change() {
        return change;
    }

    /** The change in words. */
    String title() {
        return title;
    }

    /** What came of it on the case shown; null while nobody knows. The control's draws come in one by one. */
    ObjectProperty<@Nullable WhatIf> answer() {
        return answer;
    }

    /** Why there is no answer; empty where there is one or it is awaited. */
    StringProperty problem() {
        return problem;
    }
}
