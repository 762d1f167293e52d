package org.lmttm.model;

import ai.djl.Device;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The device that shall compute, as users name it.
 *
 * @param name {@code auto} (the first GPU where there is one, else the CPU), {@code cpu}, {@code gpu} (the first), or
 *     {@code gpu0}, {@code gpu1}, …; PyTorch's own {@code cuda}, {@code cuda:0}, {@code cuda:1}, … mean the same GPUs
 */
public record DeviceChoice(String name) {
    // before the choices below, which are checked by them
    private static final Pattern GPU = Pattern.compile("gpu(\\d{0,3})");
    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /** The first GPU where there is one, else the CPU. */
    public static final DeviceChoice AUTO = new DeviceChoice("auto");

    /** The CPU, whatever else there is. */
    public static final DeviceChoice CPU = new DeviceChoice("cpu");

    /** @throws IllegalArgumentException if it is none of the names */
    public DeviceChoice {
        Matcher cuda = CUDA.matcher(name);
        if (cuda.matches()) {
            name = cuda.group(1) == null ? "gpu" : "gpu" + cuda.group(1);
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("device must be auto, cpu, gpu0, gpu1, …, not \"" + name + "\"");
        }
    }

    /** Whether it is one of the names. */
    public static boolean isName(String text) {
        return text.equals("auto")
                || text.equals("cpu")
                || GPU.matcher(text).matches()
                || CUDA.matcher(text).matches();
    }

    /**
     * The GPUs that the engine can compute on.
     *
     * @param count how many, numbered from 0
     * @param absence where there are none, why and what to do about it
     */
    public record Gpus(int count, String absence) {
        /** So many, at least 1. */
        public static Gpus of(int count) {
            return new Gpus(count, "");
        }
    }

    /**
     * The device itself.
     *
     * @param present what there is; asked only where the choice depends on it
     * @throws DeviceException if there is no such device; names it, what there is, and what to do
     */
    public Device resolve(Supplier<Gpus> present) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        Gpus gpus = present.get();
        if (name.equals("auto")) {
            return gpus.count() > 0 ? Device.gpu(0) : Device.cpu();
        }
        String number = name.substring("gpu".length());
        int index = number.isEmpty() ? 0 : Integer.parseInt(number);
        if (gpus.count() == 0) {
            throw new DeviceException(
                    "device " + name + ": there is no GPU to compute on: " + gpus.absence() + "; or use cpu or auto");
        }
        if (index >= gpus.count()) {
            String there =
                    IntStream.range(0, gpus.count()).mapToObj(i -> "gpu" + i).collect(Collectors.joining(", "));
            throw new DeviceException("device " + name + ": there "
                    + (gpus.count() == 1 ? "is one GPU, " : "are " + gpus.count() + " GPUs, ") + there
                    + "; use one of them, cpu or auto");
        }
        return Device.gpu(index);
    }
}
