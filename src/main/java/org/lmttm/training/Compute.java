package org.lmttm.training;

import org.lmttm.model.DeviceChoice;

/**
 * On what the numbers are computed.
 *
 * @param device as {@link DeviceChoice} names it
 * @param tf32 whether a GPU may round the factors of matrix products to 10 bits, which is faster
 * @param threads engine threads; 0 leaves the choice to the engine. Results are bit for bit equal only for the same
 *     number
 */
public record Compute(String device, boolean tf32, int threads) {
    /** Whatever there is, in full precision. */
    static final Compute USUAL = new Compute("auto", false, 0);

    /** Checks every range; the message names the key as it stands in JSON. */
    public Compute {
        new DeviceChoice(device); // checks the name
        TrainingConfig.require(threads >= 0 && threads <= 1024, "threads", "0 to 1024", threads);
    }

    /** The device. */
    DeviceChoice choice() {
        return new DeviceChoice(device);
    }
}
