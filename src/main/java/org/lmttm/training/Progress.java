package org.lmttm.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run stands between two steps: all that decides how it goes on, besides weights and optimizer.
 *
 * @param epoch epochs completed
 * @param batch optimizer steps of the current epoch done
 * @param step optimizer steps done
 * @param lossSum sum over the current epoch's cases of their cross-entropy so far
 * @param bestScore best validation number so far, larger is better; −∞ before the first
 * @param sinceBest epochs since that number was reached
 */
record Progress(int epoch, int batch, long step, double lossSum, double bestScore, int sinceBest) {
    static final Progress START = new Progress(0, 0, 0, 0, Double.NEGATIVE_INFINITY, 0);

    /** The next step is done; its loss summed over its cases, each by its weight. */
    Progress afterStep(double weightedLoss) {
        return new Progress(epoch, batch + 1, step + 1, lossSum + weightedLoss, bestScore, sinceBest);
    }

    /** Whether a validation number of the current epoch is the best so far. */
    boolean isBest(double score) {
        return epoch == 0 || score > bestScore;
    }

    /** The epoch is done and validated. */
    Progress afterEpoch(double score) {
        return new Progress(epoch + 1, 0, step, 0, Math.max(bestScore, score), isBest(score) ? 0 : sinceBest + 1);
    }

    /** As text values that read back to the same bits. */
    Map<String, String> toMetadata() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("epoch", Integer.toString(epoch));
        values.put("batch", Integer.toString(batch));
        values.put("step", Long.toString(step));
        values.put("loss_sum", Double.toString(lossSum));
        values.put("best_score", Double.toString(bestScore));
        values.put("since_best", Integer.toString(sinceBest));
        return values;
    }

    /**
     * Reads {@link #toMetadata} back.
     *
     * @throws IllegalArgumentException if a value is missing or is no number
     */
    static Progress of(Map<String, String> values) {
        return new Progress(
                Integer.parseInt(value(values, "epoch")),
                Integer.parseInt(value(values, "batch")),
                Long.parseLong(value(values, "step")),
                Double.parseDouble(value(values, "loss_sum")),
                Double.parseDouble(value(values, "best_score")),
                // States from before there was early stopping do not count it.
                Integer.parseInt(values.getOrDefault("since_best", "0")));
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("\"" + key + "\" is missing");
        }
        return value;
    }
}
