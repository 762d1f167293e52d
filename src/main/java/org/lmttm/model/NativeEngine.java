package org.lmttm.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Starting the native engine. */
public final class NativeEngine {
    private static @Nullable EngineSource loaded;

    private NativeEngine() {}

    /** Forbids every download and usage report, however the program was started. Call before the first engine use. */
    public static void prepare() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /**
     * Says whether a GPU may round the factors of float32 products to the 10 bits of TF32, which is faster. Without a
     * word about it before the engine starts it may not.
     *
     * @return whether the process computes so; false where it was settled otherwise before
     */
    public static boolean allowTf32(boolean allowed) {
        return Tf32.choose(allowed);
    }

    /** As {@link #newManager(DeviceChoice)}, on whatever there is. */
    public static NDManager newManager() {
        return newManager(DeviceChoice.AUTO);
    }

    /**
     * A manager that owns memory of a device until it is closed, as do the managers made of it; starts the engine where
     * needed.
     *
     * @throws DeviceException if the native libraries are missing or do not load, or there is no such device; says what
     *     to do
     */
    public static NDManager newManager(DeviceChoice choice) {
        Engine engine = start();
        return engine.newBaseManager(choice.resolve(() -> gpus(engine)));
    }

    /**
     * The engine's name and version, such as "PyTorch 2.7.1"; starts it where needed.
     *
     * @throws DeviceException if the native libraries are missing or do not load
     */
    public static String version() {
        Engine engine = start();
        return engine.getEngineName() + " " + engine.getVersion();
    }

    /** The engine is one a process, and so is the choice that it was started with. */
    private static synchronized Engine start() {
        if (loaded != null) {
            return Engine.getInstance(); // a choice that was made since then is for the next start
        }
        prepare();
        Tf32.choose(false); // where nobody chose before
        EngineProperties properties = new EngineProperties();
        EngineSource source = EngineChoice.ofUser().apply(properties);
        try {
            Engine engine = Engine.getInstance();
            loaded = source;
            return engine;
        } catch (EngineException | UnsatisfiedLinkError | InvalidPathException e) {
            String chosen = chosen();
            properties.restore(); // other libraries may be chosen before the next try
            throw new DeviceException(
                    "the neural engine does not start on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch")
                            + ": its native libraries (pytorch-native-cpu) are missing from lib/ or do not load: "
                            + e.getMessage() + chosen,
                    e);
        }
    }

    private static String chosen() {
        String path = System.getProperty("PYTORCH_LIBRARY_PATH");
        return path == null
                ? ""
                : "; those of " + path + " were chosen: Preferences › Computing or lmttm engine --own goes back to the"
                        + " program's own";
    }

    /**
     * What the engine says of itself; starts it where needed.
     *
     * @throws DeviceException if it does not start
     */
    public static EngineFacts facts() {
        Engine engine = start();
        DeviceChoice.Gpus gpus = gpus(engine);
        List<EngineFacts.Gpu> found = IntStream.range(0, gpus.count())
                .mapToObj(i -> new EngineFacts.Gpu(
                        i, capability(i), CudaUtils.getGpuMemory(Device.gpu(i)).getMax()))
                .toList();
        return new EngineFacts(
                engine.getVersion(),
                Engine.getDjlVersion(),
                engine.hasCapability(StandardCapabilities.CUDA),
                source(),
                Path.of(LibUtils.getLibtorchPath()),
                JniUtils.getNumThreads(),
                found,
                gpus.absence());
    }

    /**
     * Which libraries the engine of this process loaded.
     *
     * @throws DeviceException if it does not start
     */
    private static synchronized EngineSource source() {
        start();
        return Objects.requireNonNull(loaded);
    }

    /** DJL writes 8.9 as 89. */
    private static String capability(int gpu) {
        String digits = CudaUtils.getComputeCapability(gpu);
        return digits.substring(0, digits.length() - 1) + "." + digits.substring(digits.length() - 1);
    }

    private static DeviceChoice.Gpus gpus(Engine engine) {
        if (!engine.hasCapability(StandardCapabilities.CUDA)) {
            return new DeviceChoice.Gpus(
                    0,
                    "the engine's libraries (PyTorch " + engine.getVersion() + ") are those without CUDA;"
                            + " Preferences › Computing, or lmttm engine, says how to get those with CUDA");
        }
        int count = engine.getGpuCount();
        return new DeviceChoice.Gpus(
                count,
                count > 0
                        ? ""
                        : "the engine's libraries have CUDA, but no NVIDIA GPU answers or the CUDA runtime (cudart)"
                                + " does not load; " + runtimeAdvice());
    }

    /** DJL looks for the runtime along PATH on Windows, and elsewhere where JNA does. */
    private static String runtimeAdvice() {
        return System.getProperty("os.name").startsWith("Windows")
                ? "add the folder of cudart64_12.dll, which lies with the engine's libraries, to PATH and start again"
                : "let jna.library.path name its folder";
    }
}
