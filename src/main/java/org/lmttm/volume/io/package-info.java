/** Reads and writes volume files: one reader a format behind one front door, {@link org.lmttm.volume.io.VolumeFiles}. */
@NullMarked
package org.lmttm.volume.io;

import org.jspecify.annotations.NullMarked;
