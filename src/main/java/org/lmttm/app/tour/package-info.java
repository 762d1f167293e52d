/** The tour: drives the real window through the main job on a sample case and saves a picture of every view. */
@NullMarked
package org.lmttm.app.tour;

import org.jspecify.annotations.NullMarked;
