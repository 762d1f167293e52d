package org.lmttm.training;

import org.lmttm.model.MemoryShortage;

/** What to change in a configuration when memory ran out. */
final class MemoryAdvice {
    private MemoryAdvice() {}

    /** One line: what ran out, what is left, and what to do. */
    static String text(MemoryShortage shortage, TrainingConfig config) {
        String ways = switch (shortage.place()) {
            case PROGRAM -> shortage.advice();
            case CPU -> "in config.json " + smallerBatches(config);
            case GPU ->
                "in config.json " + smallerBatches(config) + ", or set "
                        + (config.compute().devices() == null ? "" : "devices null and ") + "device cpu";
        };
        return shortage.text() + "; the last good checkpoint is kept; " + ways + "; then resume";
    }

    private static String smallerBatches(TrainingConfig config) {
        int batch = config.batchSize();
        if (batch == 1) {
            return "choose a smaller network";
        }
        int factor = 2;
        while (batch % factor != 0) {
            factor++;
        }
        int accumulation = config.optimization().accumulation();
        return "set batch_size " + batch / factor + " (from " + batch + ") and accumulation " + accumulation * factor
                + " (from " + accumulation + ")" + (config.casesAreApart() ? ", which keeps every step the same" : "");
    }
}
