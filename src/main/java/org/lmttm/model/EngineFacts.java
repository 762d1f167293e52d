package org.lmttm.model;

import java.nio.file.Path;
import java.util.List;

/**
 * The engine as it runs in this process.
 *
 * @param version of PyTorch
 * @param djlVersion of DJL, which calls it
 * @param cuda whether its libraries have CUDA
 * @param source which libraries were loaded
 * @param libraries the folder they were loaded from
 * @param threads that one operation uses
 * @param gpus that it can compute on, numbered from 0
 * @param absence where there are none, why and what to do about it
 */
public record EngineFacts(
        String version,
        String djlVersion,
        boolean cuda,
        EngineSource source,
        Path libraries,
        int threads,
        List<Gpu> gpus,
        String absence) {
    /**
     * A GPU as CUDA tells of it.
     *
     * @param index as in {@code gpu0}
     * @param capability of computing, such as "8.9"
     * @param memory bytes in all
     */
    public record Gpu(int index, String capability, long memory) {}
}
