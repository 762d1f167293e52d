/** Files of PyTorch: what the published code saved, read without running anything that a file says. */
@NullMarked
package org.lmttm.model.torch;

import org.jspecify.annotations.NullMarked;
