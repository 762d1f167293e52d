/** The memory workspace: one case's way through the model's memory, timestamp by timestamp. */
@NullMarked
package org.lmttm.app.memory;

import org.jspecify.annotations.NullMarked;
