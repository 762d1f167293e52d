/** NumPy's own files: arrays ({@code .npy}) and archives of them ({@code .npz}). */
@NullMarked
package org.lmttm.volume.io.numpy;

import org.jspecify.annotations.NullMarked;
