package org.lmttm.app.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.lmttm.training.AtomicFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON file of values under dotted keys. A value is put into what the file holds at that moment; keys that this version
 * does not know stay.
 */
final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final boolean fresh;
    private Executor writer = Runnable::run;

    SettingsFile(Path file) {
        this.file = file.toAbsolutePath();
        this.fresh = !Files.exists(file);
    }

    Path folder() {
        return Objects.requireNonNull(file.getParent());
    }

    /** Whether there was no file when this was made. */
    boolean fresh() {
        return fresh;
    }

    /** Lets someone else write. */
    void writeWith(Executor executor) {
        writer = executor;
    }

    /** All values; none where there is no file. One that cannot be read is put aside, so that nothing overwrites it. */
    ObjectNode read() {
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(Files.readString(file)) instanceof ObjectNode root) {
                return root;
            }
            LOG.warn("the settings are no JSON object; defaults are used");
        } catch (IOException | JacksonException e) {
            LOG.warn(
                    "settings cannot be read, defaults are used: {}",
                    e.getClass().getSimpleName());
        }
        try {
            Files.move(file, file.resolveSibling("settings.damaged.json"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "the damaged settings cannot be put aside: {}", e.getClass().getSimpleName());
        }
        return JSON.createObjectNode();
    }

    /** Puts a value, which JSON can hold, under a key such as {@code viewing.layout}. */
    void put(String key, Object value) {
        JsonNode node = JSON.valueToTree(value);
        writer.execute(() -> write(key, node));
    }

    private void write(String key, JsonNode value) {
        ObjectNode root = read();
        ObjectNode parent = root;
        String[] names = key.split("\\.", -1);
        for (int n = 0; n < names.length - 1; n++) {
            parent = parent.get(names[n]) instanceof ObjectNode child ? child : parent.putObject(names[n]);
        }
        parent.set(names[names.length - 1], value);
        try {
            Files.createDirectories(folder());
            AtomicFiles.writeText(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } catch (IOException e) {
            // a setting that cannot be kept must not disturb reading images; the log says why
            LOG.warn("settings cannot be written: {}", e.getClass().getSimpleName());
        }
    }
}
