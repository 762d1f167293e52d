/**
 * What a trace says: attention by group of tokens, memory over time, and the voxels behind each patch. Pure functions
 * of one trace; no toolkit, no engine.
 */
@NullMarked
package org.lmttm.insight;

import org.jspecify.annotations.NullMarked;
