/** Datasets in the window: the published ones, fetching them, and looking through one. */
@NullMarked
package org.lmttm.app.dataset;

import org.jspecify.annotations.NullMarked;
