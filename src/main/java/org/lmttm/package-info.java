/** LMTTM Workbench: volumes, the Linked Memory Token Turing Machine and its memory in one window. */
@NullMarked
package org.lmttm;

import org.jspecify.annotations.NullMarked;
