/** Labelled volumes: MedMNIST archives, their splits, classes and cubes. */
@NullMarked
package org.lmttm.dataset;

import org.jspecify.annotations.NullMarked;
