package org.lmttm.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A row of a cohort's table, and what is known of its volume.
 *
 * @param number in a spreadsheet: 1 is the header
 * @param file as written
 * @param path the file; empty where no file can be called so
 * @param label its class, from 0; −1 where it is none of the classes
 * @param patient a number that means the same in every row
 * @param split empty where the table names none that there is
 * @param volume empty where it cannot be read
 */
public record CohortRow(
        long number,
        String file,
        Optional<Path> path,
        int label,
        int patient,
        Optional<Split> split,
        Optional<VolumeFacts> volume) {}
