package org.lmttm.app.evaluation;

/** Which cases the table lists. */
enum CaseFilter {
    ALL,
    WRONG,
    /** Within {@value #NEAR} of the threshold. */
    NEAR_THRESHOLD;

    /** How near is near. */
    static final double NEAR = 0.1;
}
