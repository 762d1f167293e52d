/**
 * Training: the configuration, the run folder with its events, checkpoints and traces, the loop, and the child process
 * that runs it. A run is a folder; the trainer only writes it and everybody else only follows it.
 */
@NullMarked
package org.lmttm.training;

import org.jspecify.annotations.NullMarked;
