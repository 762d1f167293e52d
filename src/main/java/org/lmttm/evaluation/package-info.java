/** A model over a dataset: per-case results, metrics, and MedMNIST's result files. */
@NullMarked
package org.lmttm.evaluation;

import org.jspecify.annotations.NullMarked;
