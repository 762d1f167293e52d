/** The doctor in the window: what it finds, and what only the window knows. */
@NullMarked
package org.lmttm.app.doctor;

import org.jspecify.annotations.NullMarked;
