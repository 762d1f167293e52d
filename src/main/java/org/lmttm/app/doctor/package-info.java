/** What the window adds to the doctor's findings. */
@NullMarked
package org.lmttm.app.doctor;

import org.jspecify.annotations.NullMarked;
