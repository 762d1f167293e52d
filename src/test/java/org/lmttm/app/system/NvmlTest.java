package org.lmttm.app.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binding to NVIDIA's library, without one and against a library of ours with the same functions. */
class NvmlTest {
    private static final String FUNCTIONS = """
            #include <string.h>
            typedef struct { unsigned int gpu, memory; } rates;
            typedef struct { unsigned long long total, free, used; } sizes;
            static int devices[2];
            static int started;
            int nvmlInit_v2(void) { started = 1; return INIT; }
            int nvmlSystemGetDriverVersion(char *text, unsigned int length) {
                strncpy(text, "570.86.15", length); return 0; }
            int nvmlShutdown(void) { started = 0; return 0; }
            int nvmlDeviceGetCount_v2(unsigned int *count) { *count = 2; return started ? 0 : 1; }
            int nvmlDeviceGetHandleByIndex_v2(unsigned int i, void **device) { *device = &devices[i]; return 0; }
            int nvmlDeviceGetName(void *device, char *name, unsigned int length) {
                strncpy(name, device == &devices[0] ? "NVIDIA Test 4070" : "NVIDIA Test 90", length); return 0; }
            int nvmlDeviceGetUtilizationRates(void *device, rates *r) {
                r->gpu = 86; r->memory = 12; return device == &devices[0] ? 0 : 3; }
            int nvmlDeviceGetMemoryInfo(void *device, sizes *s) {
                s->total = 12000000000ULL; s->free = 8600000000ULL; s->used = 3400000000ULL; return 0; }
            """;

    @TempDir
    private Path folder;

    @Test
    void aMachineWithoutTheDriverHasNoGpusAndSaysWhy() {
        try (Nvml nvml = new Nvml(
                List.of("libno-such-driver.so.1", folder.resolve("none.so").toString()))) {
            assertThat(nvml.read()).isEmpty();
            assertThat(nvml.read()).isEmpty();
            assertThat(nvml.absence()).isEqualTo("no NVIDIA driver found");
        }
    }

    @Test
    void theInstalledDriverIsAskedOrSaidToBeAbsent() {
        try (Nvml nvml = new Nvml()) {
            List<Gpu> gpus = nvml.read();
            assertThat(nvml.absence().isEmpty()).isEqualTo(!gpus.isEmpty());
        }
    }

    @Test
    void eachSystemHasItsOwnLibrary() {
        assertThat(Nvml.names("Linux")).containsExactly("libnvidia-ml.so.1");
        assertThat(Nvml.names("Windows 11")).first().isEqualTo("nvml.dll");
    }

    @Test
    void devicesAreReadAndALoadThatIsNotMeasuredIsUnknown() throws Exception {
        try (Nvml nvml = new Nvml(List.of(library(FUNCTIONS, 0).toString()))) {
            List<Gpu> gpus = nvml.read();
            assertThat(nvml.absence()).isEmpty();
            assertThat(gpus).extracting(Gpu::name).containsExactly("NVIDIA Test 4070", "NVIDIA Test 90");
            assertThat(gpus.getFirst().load()).isCloseTo(0.86, within(1e-12));
            assertThat(gpus.getLast().load()).isNaN();
            assertThat(gpus).extracting(Gpu::usedBytes).containsExactly(3_400_000_000L, 3_400_000_000L);
            assertThat(gpus).extracting(Gpu::totalBytes).containsExactly(12_000_000_000L, 12_000_000_000L);
            assertThat(nvml.read()).isEqualTo(gpus);
            assertThat(GpuFindings.of(nvml))
                    .extracting(finding -> finding.name() + ": " + finding.value())
                    .containsExactly(
                            "NVIDIA driver: 570.86.15",
                            "Card 1: NVIDIA Test 4070, 12.0 GB memory, 3.4 GB of it in use",
                            "Card 2: NVIDIA Test 90, 12.0 GB memory, 3.4 GB of it in use");
        }
    }

    @Test
    void aDriverThatRefusesOrLacksAFunctionIsSaid() throws Exception {
        try (Nvml nvml = new Nvml(List.of(library(FUNCTIONS, 9).toString()))) {
            assertThat(nvml.read()).isEmpty();
            assertThat(nvml.absence()).contains("does not answer").contains("9");
        }
        String old = FUNCTIONS.replace("nvmlDeviceGetUtilizationRates", "nvmlSomethingElse");
        try (Nvml nvml = new Nvml(List.of(library(old, 0).toString()))) {
            assertThat(nvml.read()).isEmpty();
            assertThat(nvml.absence()).contains("too old");
        }
    }

    private Path library(String source, int init) throws IOException, InterruptedException {
        Path code = Files.writeString(folder.resolve("nvml" + source.hashCode() + init + ".c"), source);
        Path library = folder.resolve(code.getFileName() + ".so");
        Process compiler;
        try {
            compiler = new ProcessBuilder(
                            "cc", "-shared", "-fPIC", "-DINIT=" + init, "-o", library.toString(), code.toString())
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            return Assumptions.abort("no C compiler is at hand");
        }
        assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(compiler.exitValue()).isZero();
        return library;
    }
}
