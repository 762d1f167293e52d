/** Labelled volumes: MedMNIST archives, folders with a table of labels, their splits, classes and cubes. */
@NullMarked
package org.lmttm.dataset;

import org.jspecify.annotations.NullMarked;
