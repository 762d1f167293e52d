/** NumPy's files: {@code .npy} arrays (format versions 1 to 3) and {@code .npz} archives of them, read and written. */
@NullMarked
package org.lmttm.volume.io.numpy;

import org.jspecify.annotations.NullMarked;
