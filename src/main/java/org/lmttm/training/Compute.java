package org.lmttm.training;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.DeviceChoice;

/**
 * On what the numbers are computed.
 *
 * @param device as {@link DeviceChoice} names it
 * @param devices several, among which the cases of each batch are shared out; then {@code device} is not used. Null:
 *     one device. The first keeps the optimizer and validates. A GPU stands there once; the CPU may stand there several
 *     times, which saves no time but shows on any machine that several devices compute what one computes
 * @param tf32 whether a GPU may round the factors of matrix products to 10 bits, which is faster
 * @param threads engine threads; 0 leaves the choice to the engine. Results are bit for bit equal only for the same
 *     number
 */
public record Compute(String device, @Nullable List<String> devices, boolean tf32, int threads) {
    /** Whatever there is, in full precision. */
    static final Compute USUAL = new Compute("auto", null, false, 0);

    private static final int MOST_DEVICES = 64;

    /** Checks every range; the message names the key as it stands in JSON. */
    public Compute {
        new DeviceChoice(device); // checks the name
        devices = devices == null ? null : List.copyOf(devices);
        if (devices != null) {
            check(devices);
        }
        TrainingConfig.require(threads >= 0 && threads <= 1024, "threads", "0 to 1024", threads);
    }

    private static void check(List<String> devices) {
        TrainingConfig.require(
                !devices.isEmpty() && devices.size() <= MOST_DEVICES,
                "devices",
                "null or a list of 1 to " + MOST_DEVICES + " devices",
                devices);
        Set<String> gpus = new HashSet<>();
        for (String device : devices) {
            boolean known = DeviceChoice.isName(device) && !device.equals(DeviceChoice.AUTO.name());
            TrainingConfig.require(known, "devices", "of cpu, gpu0, gpu1, …", devices);
            String name = new DeviceChoice(device).name();
            boolean twice = !name.equals(DeviceChoice.CPU.name()) && !gpus.add(name.equals("gpu") ? "gpu0" : name);
            TrainingConfig.require(!twice, "devices", "a list that names each GPU once", devices);
        }
    }

    /** The devices among which a batch is shared out, the first before the others; one where there is only one. */
    List<DeviceChoice> choices() {
        return (devices == null ? List.of(device) : devices)
                .stream().map(DeviceChoice::new).toList();
    }

    /** The device, of several the first. */
    DeviceChoice choice() {
        return choices().getFirst();
    }

    /** What computes, in few words: {@code auto}, {@code gpu0 + gpu1}. */
    public String label() {
        return String.join(" + ", choices().stream().map(DeviceChoice::name).toList());
    }
}
