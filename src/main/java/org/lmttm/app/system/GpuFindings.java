package org.lmttm.app.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lmttm.doctor.Finding;

/** What NVIDIA's driver says of itself and of the GPUs it sees, whether or not the engine computes on them. */
public final class GpuFindings {
    private GpuFindings() {}

    /** Looks; nothing where there is no driver. Loads the driver's library. */
    public static List<Finding> look() {
        try (Nvml driver = new Nvml()) {
            return of(driver);
        }
    }

    static List<Finding> of(Nvml driver) {
        List<Gpu> gpus = driver.read();
        List<Finding> findings = new ArrayList<>();
        if (!driver.driver().isEmpty()) {
            findings.add(Finding.ok("NVIDIA driver", driver.driver()));
        }
        for (int i = 0; i < gpus.size(); i++) {
            Gpu gpu = gpus.get(i);
            String memory = gpu.totalBytes() == 0
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            ", %.1f GB memory, %.1f GB of it in use",
                            gpu.totalBytes() / 1e9,
                            gpu.usedBytes() / 1e9);
            // the driver and CUDA may number cards in different orders
            findings.add(Finding.ok("Card " + (i + 1), gpu.name() + memory));
        }
        return findings;
    }
}
