/** What the program knows of itself: its version and where it keeps its own files. */
@NullMarked
package org.lmttm.program;

import org.jspecify.annotations.NullMarked;
