package org.lmttm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Other programs that are installed on this machine, timed at the same work; those that are not are left out. */
final class BenchPeers {
    private BenchPeers() {}

    /**
     * Times VTK, scikit-image and nibabel through Python, and gzip.
     *
     * @param size of the gyroid
     * @param repeat how often each
     * @param packed a gzip-compressed NIfTI file
     * @return seconds of each run, by program; empty where none is installed
     */
    static Map<String, List<Double>> measure(int size, int repeat, Path packed) throws IOException {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Path script = Files.createTempFile("lmttm-peers", ".py");
        try (InputStream from = Objects.requireNonNull(BenchPeers.class.getResourceAsStream("peers.py"))) {
            Files.write(script, from.readAllBytes());
            String printed =
                    run(List.of("python3", script.toString(), "" + size, "" + repeat, packed.toString()), true);
            if (printed != null) {
                seconds.putAll(new JsonMapper().readValue(printed, new TypeReference<Map<String, List<Double>>>() {}));
            }
        } finally {
            Files.deleteIfExists(script);
        }
        List<Double> gzip = new ArrayList<>();
        for (int i = 0; i < repeat; i++) {
            long start = System.nanoTime();
            if (run(List.of("gzip", "-dc", packed.toString()), false) != null) {
                gzip.add((System.nanoTime() - start) / 1e9);
            }
        }
        if (!gzip.isEmpty()) {
            seconds.put("gzip", gzip);
        }
        return seconds;
    }

    /** What a program printed; null when it is not installed or failed. */
    private static @Nullable String run(List<String> command, boolean keep) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        if (!keep) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException _) {
            // not installed: left out, as the answer shows
            return null;
        }
        try (InputStream out = process.getInputStream()) {
            String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? printed : null;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(command.getFirst() + " was interrupted", e);
        }
    }
}
