package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.lmttm.model.MemoryShortage.Place;

/** Failures for want of memory, in the engine's own words. */
class MemoryShortageTest {
    private static MemoryShortage shortage(String message) {
        return MemoryShortage.in(new EngineException(message)).orElseThrow();
    }

    @Test
    void theGpusWordsAreUnderstood() {
        MemoryShortage full = shortage(
                "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of"
                        + " 7.79 GiB of which 1.21 GiB is free. Including non-PyTorch memory, this process has 6.20 GiB memory"
                        + " in use. Of the allocated memory 5.90 GiB is allocated by PyTorch, and 20.33 MiB is reserved by"
                        + " PyTorch but unallocated.\nException raised from malloc at ../c10/cuda/CUDACachingAllocator.cpp:1338");
        assertThat(full.place()).isEqualTo(Place.GPU);
        assertThat(full.text())
                .isEqualTo("the GPU's memory is used up (2.00 GiB more was asked for; GPU 0 has 7.79 GiB, of which"
                        + " 1.21 GiB was free)");
        assertThat(shortage("CUDA out of memory. Tried to allocate 20.00 MiB").text())
                .isEqualTo("the GPU's memory is used up (20.00 MiB more was asked for)");
        assertThat(shortage("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")
                        .place())
                .isEqualTo(Place.GPU);
    }

    @Test
    void theCpusWordsAreUnderstood() {
        for (String words : new String[] {"can't allocate memory", "not enough memory"}) {
            MemoryShortage full = shortage("[enforce fail at alloc_cpu.cpp:118] . DefaultCPUAllocator: " + words
                    + ": you tried to allocate 3145728 bytes.");
            assertThat(full).isEqualTo(new MemoryShortage(Place.CPU, "3.0 MiB more was asked for"));
        }
    }

    @Test
    void theEngineReallySaysSo() {
        try (NDManager manager = NativeEngine.newManager(DeviceChoice.CPU)) {
            Throwable failure = catchThrowable(() -> manager.zeros(new Shape(1L << 50), DataType.UINT8));
            assertThat(MemoryShortage.in(failure))
                    .hasValue(new MemoryShortage(Place.CPU, "1073741824.0 MiB more was asked for"));
        }
    }

    @Test
    void aShortageIsFoundBehindItsConsequences() {
        OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
        assertThat(MemoryShortage.in(new IllegalStateException(new IOException(heap))))
                .hasValue(new MemoryShortage(Place.PROGRAM, "Java heap space"));
        assertThat(MemoryShortage.in(new EngineException("mat1 and mat2 shapes cannot be multiplied")))
                .isEmpty();
    }
}
