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

    @Test
    void twoWindowsKeepWhatTheOtherOneSet() {
        Settings one = Settings.in(folder);
        Settings other = Settings.in(folder);
        one.layout().set("one");
        other.pictureScale().set(3);
        one.keys().put("file.open", "F2");
        Settings later = Settings.in(folder);
        assertThat(later.layout().get()).isEqualTo("one");
        assertThat(later.pictureScale().get()).isEqualTo(3);
        assertThat(later.keys()).containsEntry("file.open", "F2");
    }

    @Test
    void whatANewerVersionKnowsStays() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{\"dark\": false, \"viewing\": {\"holograms\": true}}");
        Settings.in(folder).cineSpeed().set(30);
        assertThat(Files.readString(folder.resolve("settings.json"))).contains("holograms", "cine_speed");
        assertThat(Settings.in(folder).dark().get()).isFalse();
    }

    @Test
    void oneSettingThatCannotBeReadCostsNoOther() throws IOException {
        Files.writeString(
                folder.resolve("settings.json"),
                "{\"dark\": \"perhaps\", \"radiological\": false, \"viewing\": {\"picture_scale\": 900}}");
        Settings settings = Settings.in(folder);
        assertThat(settings.dark().get()).isTrue();
        assertThat(settings.radiological().get()).isFalse();
        assertThat(settings.pictureScale().get()).isEqualTo(4);
    }

    @Test
    void damagedSettingsArePutAside() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{\"dark\": fal");
        Settings settings = Settings.in(folder);
        settings.radiological().set(false);
        assertThat(folder.resolve("settings.damaged.json")).hasContent("{\"dark\": fal");
        assertThat(Settings.in(folder).radiological().get()).isFalse();
    }

    @Test
    void aSettingIsReset() {
        Settings settings = Settings.in(folder);
        assertThat(settings.isUsual(settings.device())).isTrue();
        settings.device().set("cpu");
        assertThat(settings.isUsual(settings.device())).isFalse();
        settings.reset(settings.device());
        assertThat(Settings.in(folder).device().get()).isEqualTo("auto");
    }
}
