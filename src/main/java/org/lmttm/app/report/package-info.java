/** The case report of the window: what is asked before it is written, and its writing in the background. */
@NullMarked
package org.lmttm.app.report;

import org.jspecify.annotations.NullMarked;
