/** The evaluation desk: what a model, or two, gave for every case of a split, and what that amounts to. */
@NullMarked
package org.lmttm.app.evaluation;

import org.jspecify.annotations.NullMarked;
