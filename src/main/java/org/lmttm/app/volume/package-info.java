/** The volume workspace: slices, surface, prediction panel. */
@NullMarked
package org.lmttm.app.volume;

import org.jspecify.annotations.NullMarked;
