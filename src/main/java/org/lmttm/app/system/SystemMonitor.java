package org.lmttm.app.system;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.lmttm.training.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the machine did in the last minutes: a sample a second, measured on a thread of its own while at least one view
 * of it is shown. Use on the window's thread.
 */
public final class SystemMonitor implements AutoCloseable {
    /** Samples kept: two minutes. */
    static final int KEPT = 120;

    private static final Logger LOG = LoggerFactory.getLogger(SystemMonitor.class);
    private static final long PERIOD_MILLIS = 1000;

    private final Executor ui;
    private final MachineSampler sampler;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean handing = new AtomicBoolean();
    private final ReadOnlyObjectWrapper<List<SystemSample>> samples = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper noGpu = new ReadOnlyStringWrapper("");
    private volatile @Nullable RunFolder run;
    private @Nullable ScheduledFuture<?> sampling;
    private int watchers;

    /**
     * A monitor of this machine that measures nothing yet.
     *
     * @param ui runs things on the window's thread
     */
    public SystemMonitor(Executor ui) {
        this(ui, Nvml::new);
    }

    /** @param gpus makes the source of GPUs, on the measuring thread */
    SystemMonitor(Executor ui, Supplier<GpuSource> gpus) {
        this.ui = ui;
        this.sampler = new MachineSampler(new OnFirstUse(gpus));
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread created = new Thread(work, "lmttm-system");
            created.setDaemon(true);
            return created;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(true);
    }

    /** The samples of the last minutes, oldest first; empty until the first. */
    public ReadOnlyObjectProperty<List<SystemSample>> samples() {
        return samples.getReadOnlyProperty();
    }

    /** Why no GPU is among the samples, for the user; empty where one is, and until it is known. */
    public ReadOnlyStringProperty noGpu() {
        return noGpu.getReadOnlyProperty();
    }

    /** The run whose trainer is measured from now on; null for none. */
    public void follow(@Nullable RunFolder newRun) {
        run = newRun;
    }

    /** Measures while a view stands in a window that is shown. */
    public void measureWhile(Node shown) {
        ObservableValue<Boolean> showing = shown.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .orElse(false);
        showing.addListener((property, before, now) -> watch(now));
        if (showing.getValue()) {
            watch(true);
        }
    }

    /** Counts who looks: measures from the first to the last. */
    void watch(boolean begins) {
        watchers += begins ? 1 : -1;
        ScheduledFuture<?> now = sampling;
        if (watchers > 0 && now == null && !thread.isShutdown()) {
            // a scheduled executor would end silently on an exception: tick() reports all of them
            sampling = thread.scheduleAtFixedRate(this::tick, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        } else if (watchers == 0 && now != null) {
            now.cancel(false);
            sampling = null;
        }
    }

    /** Whether it measures. */
    boolean measuring() {
        return sampling != null;
    }

    private void tick() {
        if (!handing.compareAndSet(false, true)) {
            return; // the window is busy: it gets the next one
        }
        try {
            RunFolder now = run;
            OptionalLong trainer = now == null
                    ? OptionalLong.empty()
                    : now.trainer().stream().mapToLong(ProcessHandle::pid).findFirst();
            SystemSample sample = sampler.sample(trainer);
            String absence = sampler.noGpu();
            ui.execute(() -> {
                handing.set(false);
                accept(sample, absence);
            });
        } catch (RuntimeException | LinkageError e) {
            handing.set(false);
            LOG.warn("the machine cannot be measured: {}", e.toString());
            throw e; // it would fail again each second: the executor ends the series
        }
    }

    private void accept(SystemSample sample, String absence) {
        List<SystemSample> kept = new ArrayList<>(samples.get());
        kept.add(sample);
        noGpu.set(absence);
        samples.set(List.copyOf(kept.subList(Math.max(0, kept.size() - KEPT), kept.size())));
    }

    @Override
    public void close() {
        thread.execute(sampler::close); // where it was opened
        thread.shutdown();
    }

    /** Makes the source on the thread that uses it. */
    private static final class OnFirstUse implements GpuSource {
        private final Supplier<GpuSource> make;
        private @Nullable GpuSource made;

        OnFirstUse(Supplier<GpuSource> make) {
            this.make = make;
        }

        @Override
        public List<Gpu> read() {
            GpuSource source = made;
            if (source == null) {
                source = make.get();
                made = source;
            }
            return source.read();
        }

        @Override
        public String absence() {
            return made == null ? "" : made.absence();
        }

        @Override
        public void close() {
            if (made != null) {
                made.close();
            }
        }
    }
}
