/** Classification metrics: numbers in, numbers out. AUC and ACC are those of the official MedMNIST evaluator. */
@NullMarked
package org.lmttm.metrics;

import org.jspecify.annotations.NullMarked;
