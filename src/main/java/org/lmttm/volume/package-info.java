/** Volumes: typed voxels off heap, their geometry in patient space, and what is computed from them. */
@NullMarked
package org.lmttm.volume;

import org.jspecify.annotations.NullMarked;
