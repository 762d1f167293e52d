package org.lmttm.app.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.training.RunFiles;
import org.lmttm.app.training.UiPump;

class SystemMonitorTest {
    private static final Gpu CARD = new Gpu("NVIDIA Test 4070", 0.86, 3_400_000_000L, 12_000_000_000L);

    @TempDir
    private Path folder;

    private final UiPump window = new UiPump();
    private final List<String> closed = new ArrayList<>();

    private final class Cards implements GpuSource {
        private final List<Gpu> cards;

        Cards(List<Gpu> cards) {
            this.cards = cards;
        }

        @Override
        public List<Gpu> read() {
            return cards;
        }

        @Override
        public String absence() {
            return cards.isEmpty() ? "no card in this test" : "";
        }

        @Override
        public void close() {
            closed.add(Thread.currentThread().getName());
        }
    }

    private static SystemSample last(SystemMonitor monitor) {
        return monitor.samples().get().getLast();
    }

    @Test
    void nothingIsMeasuredUntilSomebodyLooksAndNothingAfter() throws Exception {
        try (SystemMonitor monitor = new SystemMonitor(window, () -> new Cards(List.of(CARD)))) {
            assertThat(monitor.measuring()).isFalse();
            monitor.watch(true);
            monitor.watch(true);
            window.until("a sample", () -> !monitor.samples().get().isEmpty());
            assertThat(last(monitor).gpus()).containsExactly(CARD);
            assertThat(last(monitor).totalBytes()).isGreaterThan(last(monitor).usedBytes());
            assertThat(last(monitor).usedBytes()).isPositive();
            assertThat(last(monitor).trainerBytes()).isZero();
            assertThat(monitor.noGpu().get()).isEmpty();
            monitor.watch(false);
            assertThat(monitor.measuring()).isTrue();
            monitor.watch(false);
            assertThat(monitor.measuring()).isFalse();
        }
    }

    @Test
    void theTrainerOfTheRunIsMeasured() throws Exception {
        RunFiles files = new RunFiles(folder.resolve("run"));
        files.trainerComes();
        try (SystemMonitor monitor = new SystemMonitor(window, () -> new Cards(List.of()))) {
            monitor.follow(files.run());
            monitor.watch(true);
            window.until(
                    "the trainer's load",
                    () -> !monitor.samples().get().isEmpty() && last(monitor).trainerCores() >= 0);
            // this test's own virtual machine: between 10 MB and what there is
            assertThat(last(monitor).trainerBytes())
                    .isBetween(10_000_000L, last(monitor).totalBytes());
            assertThat(monitor.noGpu().get()).isEqualTo("no card in this test");
            monitor.follow(null);
            window.until("no trainer", () -> last(monitor).trainerBytes() == 0);
            assertThat(last(monitor).trainerCores()).isNaN();
        }
    }

    @Test
    void minutesAreKeptAndTheSourceIsClosedWhereItWasOpened() throws Exception {
        SystemMonitor monitor = new SystemMonitor(window, () -> new Cards(List.of(CARD)));
        monitor.watch(true);
        window.until("three samples", () -> monitor.samples().get().size() >= 3);
        assertThat(monitor.samples().get().size()).isLessThanOrEqualTo(SystemMonitor.KEPT);
        monitor.close();
        window.until("the end", () -> !closed.isEmpty());
        assertThat(closed).containsExactly("lmttm-system");
    }

    @Test
    void numbersAreSaidWithTheirUnits() {
        SystemSample sample =
                new SystemSample(0.634, 8_250_000_000L, 16_000_000_000L, 1.94, 1_240_000_000L, List.of(CARD));
        assertThat(said(Quantity.cpu(""), sample)).isEqualTo("63 %");
        assertThat(said(Quantity.memory(), sample)).isEqualTo("8.3 of 16.0 GB");
        assertThat(said(Quantity.trainerCpu(), sample)).startsWith("1.9 of ");
        assertThat(said(Quantity.trainerMemory(""), sample)).isEqualTo("1.2 GB");
        assertThat(said(Quantity.gpuLoad(0, ""), sample)).isEqualTo("86 %");
        assertThat(said(Quantity.gpuMemory(0, ""), sample)).isEqualTo("3.4 of 12.0 GB");
        assertThat(said(Quantity.gpuLoad(1, ""), sample)).isEqualTo("– ");
        SystemSample idle = new SystemSample(Double.NaN, 1, 2, Double.NaN, 0, List.of());
        assertThat(said(Quantity.cpu(""), idle)).isEqualTo("– ");
        assertThat(said(Quantity.trainerMemory(""), idle)).isEqualTo("– no trainer");
    }

    private static String said(Quantity quantity, SystemSample sample) {
        Quantity.Said said = quantity.value().apply(sample);
        return said.number() + " " + said.unit();
    }
}
