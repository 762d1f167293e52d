package org.lmttm.app.system;

import java.util.List;

/**
 * The machine at one moment.
 *
 * @param cpuLoad share of all cores at work, in [0, 1]; NaN until it is known
 * @param usedBytes memory in use by all programs
 * @param totalBytes memory of the machine
 * @param trainerCores cores that the trainer kept busy since the sample before; NaN where there is none, or not yet
 * @param trainerBytes resident memory of the trainer; 0 where there is none
 * @param gpus the GPUs
 */
public record SystemSample(
        double cpuLoad, long usedBytes, long totalBytes, double trainerCores, long trainerBytes, List<Gpu> gpus) {
    /** Makes the list immutable. */
    public SystemSample {
        gpus = List.copyOf(gpus);
    }
}
