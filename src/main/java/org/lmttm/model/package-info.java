/** The LMTTM family on DJL: architecture, blocks, checkpoints, inference and traces. */
@NullMarked
package org.lmttm.model;

import org.jspecify.annotations.NullMarked;
