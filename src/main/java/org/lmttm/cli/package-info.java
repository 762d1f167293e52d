/**
 * The command line: the same core as the window. Every command prints one JSON object with {@code --json} and ends with
 * status 0, 1 (failed, one line on standard error) or 2 (wrong usage).
 */
@NullMarked
package org.lmttm.cli;

import org.jspecify.annotations.NullMarked;
