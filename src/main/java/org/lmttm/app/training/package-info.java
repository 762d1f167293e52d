/** The training desk: configure a run, start its trainer, and follow the run folder while it grows. */
@NullMarked
package org.lmttm.app.training;

import org.jspecify.annotations.NullMarked;
