/** What the machine is doing: processor, memory and GPU, of the machine and of the trainer. */
@NullMarked
package org.lmttm.app.system;

import org.jspecify.annotations.NullMarked;
