package org.lmttm.insight;

import org.lmttm.model.Trace;

/** The remark that stands above every table. */
final class TableHead {
    /** For tables whose rows name model and mode. */
    static final String RESEARCH = "# Research use only \u2014 not for clinical use";

    private TableHead() {}

    /** Line with the model and the mode of a trace, ended. */
    static String of(Trace trace) {
        return RESEARCH + "; model " + trace.model() + ", " + trace.mode().label() + "\n";
    }
}
