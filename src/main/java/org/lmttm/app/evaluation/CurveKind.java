package org.lmttm.app.evaluation;

/** Which curve is drawn. */
enum CurveKind {
    ROC,
    PR
}
