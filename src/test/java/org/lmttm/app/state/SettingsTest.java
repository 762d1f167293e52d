package org.lmttm.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatIsSetComesBack() {
        Settings settings = Settings.in(folder);
        settings.trainingAdvanced().set(true);
        settings.dark().set(false);
        assertThat(Settings.in(folder).trainingAdvanced().get()).isTrue();
        assertThat(Settings.in(folder).dark().get()).isFalse();
    }

    @Test
    void settingsOfAnOlderVersionAreKept() throws IOException {
        Files.writeString(
                folder.resolve("settings.json"),
                "{\"dark\": false, \"radiological\": false, \"recent_files\": [], \"model_files\": []}");
        Settings settings = Settings.in(folder);
        assertThat(settings.dark().get()).isFalse();
        assertThat(settings.radiological().get()).isFalse();
        assertThat(settings.trainingAdvanced().get()).isFalse();
    }

    @Test
    void settingsAreWrittenByWhoeverMayWaitForTheDisk(@TempDir Path folder) {
        java.util.List<Runnable> waiting = new java.util.ArrayList<>();
        Settings settings = Settings.in(folder);
        settings.writeWith(waiting::add);
        settings.dark().set(!settings.dark().get());
        assertThat(folder).isEmptyDirectory();
        waiting.forEach(Runnable::run);
        assertThat(Settings.in(folder).dark().get()).isEqualTo(settings.dark().get());
    }
}
