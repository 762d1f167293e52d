package org.lmttm.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run keeps on disk, and when.
 *
 * @param keepBestBy the validation number that decides which checkpoint is kept as the best
 * @param checkpointEvery epochs between two checkpoints that can be resumed, at least 1
 * @param pinnedCase index in the validation split whose trace is written while training; null for none
 * @param traceEvery epochs between two traces of the pinned case, at least 1
 */
public record Keeping(
        KeepBestBy keepBestBy,
        int checkpointEvery,
        @Nullable Integer pinnedCase,
        int traceEvery) {
    /** The best by validation AUC, a checkpoint and a trace of the first validation case after every epoch. */
    static final Keeping USUAL = new Keeping(KeepBestBy.VAL_AUC, 1, 0, 1);

    /** The validation number by which the best checkpoint is chosen. */
    public enum KeepBestBy {
        @JsonProperty("val_auc")
        VAL_AUC,
        @JsonProperty("val_acc")
        VAL_ACC,
        @JsonProperty("val_loss")
        VAL_LOSS;

        /** The event value's key, such as {@code val_auc}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks every range; the message names the key as it stands in JSON. */
    public Keeping {
        TrainingConfig.require(checkpointEvery >= 1, "checkpoint_every", "at least 1", checkpointEvery);
        TrainingConfig.require(pinnedCase == null || pinnedCase >= 0, "pinned_case", "null or at least 0", pinnedCase);
        TrainingConfig.require(traceEvery >= 1, "trace_every", "at least 1", traceEvery);
    }
}
