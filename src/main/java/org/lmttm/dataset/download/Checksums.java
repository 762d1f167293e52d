package org.lmttm.dataset.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.lmttm.download.Checksum;
import org.lmttm.download.DownloadProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * MD5 of files, computed once: what was computed is kept in a JSON file, and counts as long as a file's length and time
 * of change stay. Thread-safe.
 */
public final class Checksums {
    private static final Logger LOG = LoggerFactory.getLogger(Checksums.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_KEPT = 2000;

    private final Path file;
    private final Map<String, Known> known = new TreeMap<>();

    /** A file's checksum when it had that length and time of change (milliseconds). */
    record Known(long bytes, long changed, String md5) {}

    /**
     * The checksums that a file keeps; none where there is no such file, or where it cannot be read: they are computed
     * again.
     */
    public Checksums(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                known.putAll(JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Known>>() {}));
            }
        } catch (IOException | JacksonException e) {
            LOG.warn("kept checksums cannot be read: {}", e.getClass().getSimpleName());
        }
    }

    /**
     * The MD5 of a file's content, 32 hexadecimal digits.
     *
     * @throws CancellationException when the progress says so
     */
    public String md5(Path of, DownloadProgress progress) throws IOException {
        String key = of.toAbsolutePath().normalize().toString();
        long bytes = Files.size(of);
        long changed = Files.getLastModifiedTime(of).toMillis();
        synchronized (known) {
            Known before = known.get(key);
            if (before != null && before.bytes() == bytes && before.changed() == changed) {
                return before.md5();
            }
        }
        String md5 = Checksum.Kind.MD5.of(of, progress);
        synchronized (known) {
            known.put(key, new Known(bytes, changed, md5));
            keep();
        }
        return md5;
    }

    private void keep() {
        known.keySet().removeIf(path -> known.size() > MOST_KEPT && !Files.exists(Path.of(path)));
        Path temporary = file.resolveSibling(".part-" + file.getFileName());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(temporary, JSON.writeValueAsBytes(known));
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // the next start computes them again
            LOG.warn("checksums cannot be kept: {}", e.getClass().getSimpleName());
        }
    }
}
