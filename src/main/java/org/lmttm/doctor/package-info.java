/** What this machine offers the program, and what is wrong where something is. */
@NullMarked
package org.lmttm.doctor;

import org.jspecify.annotations.NullMarked;
