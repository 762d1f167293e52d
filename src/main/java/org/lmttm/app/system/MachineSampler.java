package org.lmttm.app.system;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Measures the machine and one process of it. Used on one thread; the first sample takes longer. */
final class MachineSampler implements AutoCloseable {
    private final GpuSource gpus;
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private @Nullable OperatingSystem system;
    private @Nullable OSProcess before;

    MachineSampler(GpuSource gpus) {
        this.gpus = gpus;
    }

    /**
     * The machine now.
     *
     * @param trainer the number of the trainer's process; empty where there is none
     */
    SystemSample sample(OptionalLong trainer) {
        double load = machine.getCpuLoad();
        double cores = Double.NaN;
        long resident = 0;
        OSProcess process = trainer.isPresent() ? process(trainer.getAsLong()) : null;
        if (process != null) {
            OSProcess known = before;
            resident = process.getResidentSetSize();
            if (known != null && known.getProcessID() == process.getProcessID()) {
                cores = process.getProcessCpuLoadBetweenTicks(known);
            }
        }
        before = process;
        long total = machine.getTotalMemorySize();
        return new SystemSample(load < 0 ? Double.NaN : load, total - free(), total, cores, resident, gpus.read());
    }

    /** What programs could still get: on Linux that is more than what nothing is kept in. */
    private long free() {
        return info().getHardware().getMemory().getAvailable();
    }

    private @Nullable OSProcess process(long pid) {
        OperatingSystem known = system;
        if (known == null) {
            known = info().getOperatingSystem();
            system = known;
        }
        return known.getProcess((int) pid);
    }

    private @Nullable SystemInfo info;

    private SystemInfo info() {
        SystemInfo known = info;
        if (known == null) {
            known = new SystemInfo();
            info = known;
        }
        return known;
    }

    /** Why there are no GPUs; empty where there are. */
    String noGpu() {
        return gpus.absence();
    }

    @Override
    public void close() {
        gpus.close();
    }
}
