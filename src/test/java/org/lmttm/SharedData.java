package org.lmttm;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reference data beside the checkout: real volumes and parity arrays, which are never part of the project. */
public final class SharedData {
    private SharedData() {}

    /**
     * The path of a shared file or folder; skips the calling test, saying why, where it is absent.
     *
     * @param relative path below the shared folder, such as {@code data/nifti/anatomical.nii}
     */
    public static Path require(String relative) {
        Path path = root().resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), () -> "reference data is absent: shared/" + relative);
        return path;
    }

    private static Path root() {
        String environment = System.getenv("LMTTM_SHARED");
        String fallback = environment == null ? "../shared" : environment;
        return Path.of(System.getProperty("lmttm.shared", fallback)).toAbsolutePath();
    }
}
