/** The workbench's state as JavaFX properties, without nodes: open cases, models, results, background work, settings. */
@NullMarked
package org.lmttm.app.state;

import org.jspecify.annotations.NullMarked;
