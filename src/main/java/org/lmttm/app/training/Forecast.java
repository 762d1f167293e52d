package org.lmttm.app.training;

import java.io.IOException;
import java.nio.file.Path;
import org.lmttm.experiment.RunPace;
import org.lmttm.model.Cost;
import org.lmttm.training.RunPlan;
import org.lmttm.training.TrainingConfig;

/**
 * What the next run comes to.
 *
 * @param plan what it does
 * @param caseGflop billions of operations to train on a case once
 * @param seconds about how long it takes; NaN where no run on its device was measured
 */
record Forecast(RunPlan plan, double caseGflop, double seconds) {
    /**
     * Reads labels and what earlier runs measured, no voxels.
     *
     * @param runs folder of earlier runs
     * @throws IOException if the dataset cannot be used or does not fit, or the runs' folder cannot be listed
     */
    static Forecast of(TrainingConfig config, Path runs) throws IOException {
        RunPlan plan = RunPlan.of(config);
        return new Forecast(
                plan,
                Cost.of(config.architecture()).trainingFlops() / 1e9,
                RunPace.of(runs).seconds(config, plan).orElse(Double.NaN));
    }
}
