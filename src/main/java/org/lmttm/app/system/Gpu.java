package org.lmttm.app.system;

/**
 * A GPU at one moment.
 *
 * @param name as its driver calls it
 * @param load share of the last moments in which it computed, in [0, 1]; NaN where the driver does not say
 * @param usedBytes memory in use by all programs
 * @param totalBytes memory it has
 */
public record Gpu(String name, double load, long usedBytes, long totalBytes) {}
