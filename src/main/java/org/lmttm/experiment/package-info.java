/** Runs, looked at together. */
@NullMarked
package org.lmttm.experiment;

import org.jspecify.annotations.NullMarked;
