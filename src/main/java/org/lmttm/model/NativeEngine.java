package org.lmttm.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;

/** Starting the native engine. */
public final class NativeEngine {
    private NativeEngine() {}

    /** Forbids every download and usage report, however the program was started. Call before the first engine use. */
    public static void prepare() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /**
     * A manager that owns native memory until it is closed; starts the engine where needed.
     *
     * @throws IllegalStateException if the native libraries are missing or do not load; says what to do
     */
    public static NDManager newManager() {
        prepare();
        try {
            return NDManager.newBaseManager();
        } catch (EngineException | UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "the neural engine does not start on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch")
                            + ": its native libraries (pytorch-native-cpu) are missing from lib/ or do not load: "
                            + e.getMessage(),
                    e);
        }
    }
}
