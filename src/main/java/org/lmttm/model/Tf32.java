package org.lmttm.model;

import org.jspecify.annotations.Nullable;

/**
 * Whether a GPU may round the factors of float32 products to the 10 bits of TF32. The engine has no switch for it: CUDA
 * and PyTorch look into the process's environment when they load, so the first choice in a process holds for all of it.
 */
final class Tf32 {
    /** CUDA's own libraries: 0 forbids it to all of them. */
    private static final String CUDA = "NVIDIA_TF32_OVERRIDE";

    /** PyTorch's matrix products: 1 allows it; its convolutions use it unless CUDA forbids it. */
    private static final String TORCH = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

    private static @Nullable Boolean allowed;

    private Tf32() {}

    /**
     * Chooses where nothing is chosen yet. Call before the engine starts.
     *
     * @return whether the process computes as wanted
     */
    static synchronized boolean choose(boolean wanted) {
        if (allowed == null) {
            boolean set = NativeEnvironment.set(TORCH, wanted ? "1" : "0");
            if (wanted) {
                allowed = set && !"0".equals(System.getenv(CUDA));
            } else {
                allowed = !(NativeEnvironment.set(CUDA, "0") && set);
            }
        }
        return allowed == wanted;
    }
}
