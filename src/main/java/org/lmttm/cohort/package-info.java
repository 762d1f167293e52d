/** A cohort of one's own as an archive in MedMNIST's layout: regions of interest, resampled as models see them. */
@NullMarked
package org.lmttm.cohort;

import org.jspecify.annotations.NullMarked;
