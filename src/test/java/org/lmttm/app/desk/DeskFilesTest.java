package org.lmttm.app.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.VolumeChoice;

/** Desks on disk: what is written is read, what is damaged is refused, what a crash leaves is found. */
class DeskFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Desk desk(String file) {
        return new Desk(
                Desk.FORMAT,
                "memory",
                List.of(
                        new Desk.Case(
                                new FileRef(file, 12, "ab"),
                                VolumeChoice.ofCase("train", 7),
                                new Voxel(1, 2.5, 3),
                                new Window(-100, 300),
                                List.of(Markup.of(Markup.Kind.DISTANCE, new Point(1, 2, 3), new Point(4, 5, 6.25)))),
                        new Desk.Case(new FileRef("/b.nii", -1, null), VolumeChoice.volume(2), null, null, List.of())),
                1,
                null,
                3,
                Map.of("volume", Map.of("zoom", 2.5)));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("new folder").resolve("a" + DeskFiles.ENDING);
        DeskFiles.write(file, desk("/a.npz"));
        assertThat(DeskFiles.read(file)).isEqualTo(desk("/a.npz"));
        assertThat(DeskFiles.isDesk(file)).isTrue();
    }

    @Test
    void damagedDesksAreRefusedByName() throws IOException {
        Path file = folder.resolve("a" + DeskFiles.ENDING);
        DeskFiles.write(file, desk("/a.npz"));
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(9);
        int refused = 0;
        for (int trial = 0; trial < 400; trial++) {
            byte[] bad = trial % 2 == 0 ? java.util.Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int x = 0; x < 3 && bad.length > 0; x++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bad);
            try {
                DeskFiles.read(file);
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage()).contains("a" + DeskFiles.ENDING).doesNotContain("\n");
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void anotherFormatIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a" + DeskFiles.ENDING), "{\"format\": 99}");
        assertThatThrownBy(() -> DeskFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was saved in format 99");
    }

    @Test
    void aFileIsKnownAgainByItsContent() throws IOException {
        Path file = Files.writeString(folder.resolve("a.nii"), "twelve bytes");
        Fingerprint print = Fingerprint.of(file, () -> false);
        FileRef ref = new FileRef(file.toString(), print.bytes(), print.sha256());
        assertThat(print.bytes()).isEqualTo(12);
        assertThat(FileState.of(ref, file, () -> false)).isEqualTo(FileState.SAME);
        Files.writeString(file, "twelve Bytes");
        assertThat(FileState.of(ref, file, () -> false)).isEqualTo(FileState.CHANGED);
        Files.writeString(file, "more than twelve bytes");
        assertThat(FileState.of(ref, file, () -> false)).isEqualTo(FileState.CHANGED);
        Files.delete(file);
        assertThat(FileState.of(ref, file, () -> false)).isEqualTo(FileState.MISSING);
    }

    @Test
    void aFolderMovedWithItsDeskIsFound() throws IOException {
        Path moved = Files.writeString(folder.resolve("a.npz"), "content");
        Fingerprint print = Fingerprint.of(moved, () -> false);
        Desk desk = new Desk(
                Desk.FORMAT,
                "volume",
                List.of(new Desk.Case(
                        new FileRef("/nowhere/a.npz", print.bytes(), print.sha256()),
                        VolumeChoice.FIRST,
                        null,
                        null,
                        List.of())),
                0,
                null,
                0,
                Map.of());
        assertThat(DeskKeeper.find(desk, folder, () -> false))
                .containsExactly(new DeskKeeper.Found(desk.cases().getFirst(), moved, FileState.SAME));
        assertThat(DeskKeeper.find(desk, null, () -> false))
                .first()
                .extracting(DeskKeeper.Found::state)
                .isEqualTo(FileState.MISSING);
    }

    @Test
    void aPathThatThisSystemCannotHaveIsAMissingFileAndItsNameIsStillFoundBesideTheDesk() throws IOException {
        Path moved = Files.writeString(folder.resolve("a.npz"), "content");
        Fingerprint print = Fingerprint.of(moved, () -> false);
        FileRef none = new FileRef("/bad\u0000folder/b\u0000.npz", -1, null);
        FileRef other = new FileRef("C:\\scans\\a.npz", print.bytes(), print.sha256());
        assertThat(other.name()).isEqualTo("a.npz");
        Desk desk = new Desk(
                Desk.FORMAT,
                "volume",
                List.of(
                        new Desk.Case(none, VolumeChoice.FIRST, null, null, List.of()),
                        new Desk.Case(other, VolumeChoice.FIRST, null, null, List.of())),
                0,
                null,
                0,
                Map.of());
        assertThat(DeskKeeper.find(desk, folder, () -> false))
                .extracting(DeskKeeper.Found::state)
                .containsExactly(FileState.MISSING, FileState.SAME);
    }

    @Test
    void onlyWhatACrashLeftIsOffered() throws IOException {
        Autosave autosave = new Autosave(folder, Runnable::run);
        autosave.keep(desk("/mine.nii"));
        assertThat(autosave.left(pid -> false)).as("our own is no crash").isEmpty();
        Path running = folder.resolve("running-77" + DeskFiles.ENDING);
        Path older = folder.resolve("running-78" + DeskFiles.ENDING);
        Path crashed = folder.resolve("running-79" + DeskFiles.ENDING);
        DeskFiles.write(running, desk("/running.nii"));
        DeskFiles.write(older, desk("/older.nii"));
        DeskFiles.write(crashed, desk("/crashed.nii"));
        Files.setLastModifiedTime(older, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        Autosave.Left left = autosave.left(pid -> pid == 77).orElseThrow();
        assertThat(left.desk()).isEqualTo(desk("/crashed.nii"));
        assertThat(older).doesNotExist();
        assertThat(running).exists();
        autosave.settle(left);
        assertThat(autosave.left(pid -> pid == 77)).isEmpty();
    }

    @Test
    void aWindowThatEndsAsItShouldLeavesItsDeskAsTheLast() throws IOException {
        Autosave autosave = new Autosave(folder, Runnable::run);
        autosave.keep(desk("/a.nii"));
        autosave.end(desk("/b.nii"));
        assertThat(DeskFiles.read(autosave.last())).isEqualTo(desk("/b.nii"));
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).containsExactly(autosave.last());
        }
        autosave.end(new Desk(Desk.FORMAT, "volume", List.of(), -1, null, 0, Map.of()));
        assertThat(DeskFiles.read(autosave.last()))
                .as("an empty window ends no desk")
                .isEqualTo(desk("/b.nii"));
        assertThat(Files.readString(autosave.last(), StandardCharsets.UTF_8)).contains("\"sha256\"");
    }

    @Test
    void aDeskIsPutAwayInTheBackgroundInTheOrderAskedFor() throws IOException {
        java.util.List<Runnable> waiting = new java.util.ArrayList<>();
        Autosave autosave = new Autosave(folder, waiting::add);
        autosave.keep(desk("/a.nii"));
        autosave.end(desk("/b.nii"));
        autosave.keep(desk("/a.nii"));
        assertThat(folder).as("nothing is written by the thread that asks").isEmptyDirectory();
        waiting.forEach(Runnable::run);
        assertThat(DeskFiles.read(autosave.last())).isEqualTo(desk("/b.nii"));
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).as("what is open now is kept beside it").hasSize(2);
        }
    }
}
