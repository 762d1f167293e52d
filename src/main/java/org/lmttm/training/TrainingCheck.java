package org.lmttm.training;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lmttm.model.Arithmetic;
import org.lmttm.model.DeviceChoice;

/**
 * One training step of a small network, in plain and in fast arithmetic from the same starting weights: both must give
 * the same loss, which a broken engine or device does not.
 *
 * @param device device and engine
 * @param plainLoss of the step as the paper writes it
 * @param fastLoss of the step with what does not change computed once
 * @param seconds both steps together, starting the engine not counted
 */
public record TrainingCheck(String device, float plainLoss, float fastLoss, double seconds) {
    private static final double TOLERANCE = 1e-3;
    private static final int CASES = 8;

    /**
     * Takes both steps; some tenths of a second on a CPU.
     *
     * @throws org.lmttm.model.DeviceException if the device is not there
     */
    public static TrainingCheck run(DeviceChoice device) {
        TrainingConfig config =
                TrainingConfig.recommended().with(Map.of("batch_size", CASES, "epochs", 1, "device", device.name()));
        try (Learner plain = new Learner(config);
                Learner fast = new Learner(config)) {
            long start = System.nanoTime();
            float first = loss(plain, config, Arithmetic.PLAIN);
            float second = loss(fast, config, Arithmetic.FAST);
            return new TrainingCheck(plain.device(), first, second, (System.nanoTime() - start) / 1e9);
        }
    }

    /** Whether both losses are finite and the same but for rounding. */
    public boolean agrees() {
        return Float.isFinite(plainLoss) && Math.abs(plainLoss - fastLoss) < TOLERANCE;
    }

    private static float loss(Learner learner, TrainingConfig config, Arithmetic arithmetic) {
        learner.compute(arithmetic);
        CubeSet cases = CubeSet.noise(config, CASES);
        learner.step(
                learner.load(cases),
                List.of(IntStream.range(0, CASES).toArray()),
                Objective.of(config, cases.labels()),
                0,
                config.optimization().learningRate());
        return learner.takeLosses()[0];
    }
}
