/** Isosurfaces of volumes: extraction, simplification, mesh files and a software rasteriser. No toolkit in here. */
@NullMarked
package org.lmttm.surface;

import org.jspecify.annotations.NullMarked;
