/** Own cohorts in the window: a table of labels checked, and a dataset built from it. */
@NullMarked
package org.lmttm.app.cohort;

import org.jspecify.annotations.NullMarked;
