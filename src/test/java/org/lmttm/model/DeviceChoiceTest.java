package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lmttm.model.DeviceChoice.Gpus;

/** Which device a name means on machines with none, one and several GPUs. */
class DeviceChoiceTest {
    private static final Gpus NONE = new Gpus(0, "the libraries are without CUDA");

    private static Device resolve(String name, Gpus gpus) {
        return new DeviceChoice(name).resolve(() -> gpus);
    }

    @Test
    void autoIsTheFirstGpuWhereThereIsOne() {
        assertThat(resolve("auto", NONE)).isEqualTo(Device.cpu());
        assertThat(resolve("auto", Gpus.of(1))).isEqualTo(Device.gpu(0));
        assertThat(resolve("auto", Gpus.of(3))).isEqualTo(Device.gpu(0));
    }

    @Test
    void aNamedDeviceIsThatOne() {
        assertThat(resolve("gpu", Gpus.of(2))).isEqualTo(Device.gpu(0));
        assertThat(resolve("gpu1", Gpus.of(2))).isEqualTo(Device.gpu(1));
        AtomicInteger asked = new AtomicInteger();
        assertThat(DeviceChoice.CPU.resolve(() -> Gpus.of(asked.incrementAndGet())))
                .isEqualTo(Device.cpu());
        assertThat(asked).as("the CPU needs no search for GPUs").hasValue(0);
    }

    @Test
    void pyTorchsNamesMeanTheSameGpus() {
        assertThat(resolve("cuda", Gpus.of(2))).isEqualTo(Device.gpu(0));
        assertThat(new DeviceChoice("cuda:1")).isEqualTo(new DeviceChoice("gpu1"));
    }

    @Test
    void aMissingDeviceIsNamedWithWhatThereIsAndWhatToDo() {
        assertThatThrownBy(() -> resolve("gpu2", Gpus.of(1)))
                .isInstanceOf(DeviceException.class)
                .hasMessage("device gpu2: there is one GPU, gpu0; use one of them, cpu or auto");
        assertThatThrownBy(() -> resolve("gpu2", Gpus.of(2)))
                .hasMessage("device gpu2: there are 2 GPUs, gpu0, gpu1; use one of them, cpu or auto");
        assertThatThrownBy(() -> resolve("gpu", NONE))
                .hasMessage("device gpu: there is no GPU to compute on: the libraries are without CUDA; or use cpu or"
                        + " auto");
    }

    @Test
    void otherNamesAreRefused() {
        for (String name : List.of("", "GPU", "cuda:", "cuda0", "gpu1234", "gpu-1", "cpu0")) {
            assertThatThrownBy(() -> new DeviceChoice(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("device must be auto, cpu, gpu0, gpu1, …, not \"" + name + "\"");
        }
    }

    @Test
    void theEngineComputesWhereItIsTold() {
        try (NDManager manager = NativeEngine.newManager(DeviceChoice.CPU)) {
            assertThat(manager.getDevice()).isEqualTo(Device.cpu());
            assertThat(manager.newSubManager().getDevice()).isEqualTo(Device.cpu());
        }
        assertThatThrownBy(() -> NativeEngine.newManager(new DeviceChoice("gpu999")))
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("device gpu999: there ");
        try (InferenceModel model = InferenceModel.of(TestModels.checkpoint(), new DeviceChoice("gpu999"))) {
            assertThatThrownBy(() -> model.predict(TestModels.cube(1)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("device gpu999: there ");
        }
    }

    @Test
    void tf32IsSettledOnceInTheEnvironmentThatCudaReads() {
        boolean exact = NativeEngine.allowTf32(false);
        assertThat(NativeEngine.allowTf32(true)).isEqualTo(!exact);
        if (exact) {
            assertThat(NativeEnvironment.get("NVIDIA_TF32_OVERRIDE")).hasValue("0");
        } else {
            assertThat(NativeEnvironment.get("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE"))
                    .hasValue("1");
        }
        assertThat(NativeEnvironment.get("LMTTM_TEST_UNSET")).isEmpty();
        assertThat(NativeEnvironment.set("LMTTM_TEST_SET", "é 1")).isTrue();
        assertThat(NativeEnvironment.get("LMTTM_TEST_SET")).hasValue("é 1");
    }
}
