package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.download.DownloadException;
import org.lmttm.download.DownloadLimits;
import org.lmttm.download.DownloadProgress;
import org.lmttm.download.FileServer;
import org.lmttm.download.NetworkAccess;

/** The engine's libraries fetched from a server on this machine, or put into the program's folder beforehand. */
class EngineDownloadTest {
    private static final DownloadLimits QUICK = new DownloadLimits(
            2, Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofSeconds(5), 3, 10 << 20, 1 << 20, 2);
    private static final String V1 = "\"v1\"";

    @TempDir
    private Path folder;

    private Path zip;
    private byte[] content;
    private EngineChoice choice;
    private Path home;

    /** Keeps the steps it is told and stops in one of them. */
    private static class Told implements DownloadProgress {
        final List<String> steps = new ArrayList<>(List.of("fetching"));
        private String stopIn = "";
        private long done;

        @Override
        public void update(long bytes, long total) {
            done = bytes;
        }

        @Override
        public void checking() {
            begin("checking");
        }

        @Override
        public void unpacking() {
            begin("unpacking");
        }

        private void begin(String step) {
            steps.add(step);
            done = 0;
        }

        @Override
        public boolean cancelled() {
            return steps.getLast().equals(stopIn) && done > 0;
        }
    }

    @BeforeEach
    void makeArchive() throws IOException {
        zip = FakeLibtorch.zip(folder.resolve("elsewhere/whatever.zip"), FakeLibtorch.entries());
        content = Files.readAllBytes(zip);
        choice = EngineChoice.in(folder.resolve("settings"));
        home = folder.resolve("settings/engine");
    }

    private EngineDownload download(FileServer server) throws IOException {
        return download(server, NetworkAccess.SYSTEM, QUICK);
    }

    private EngineDownload download(FileServer server, NetworkAccess network, DownloadLimits limits)
            throws IOException {
        return new EngineDownload(FakeLibtorch.archive(zip, server.place()), choice, network, limits);
    }

    /** What is in the program's folder, but for the file that is only there to be locked. */
    private List<String> here() throws IOException {
        if (!Files.exists(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("unpacking.lock"))
                    .sorted()
                    .toList();
        }
    }

    private Path put() throws IOException {
        return Files.copy(zip, Files.createDirectories(home).resolve(FakeLibtorch.FILE));
    }

    @Test
    void librariesAreFetchedCheckedUnpackedAndChosen() throws Exception {
        Told told = new Told();
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            EngineDownload.Done done = download(server).run(false, told);

            assertThat(done.libraries().cuda()).isTrue();
            assertThat(done.archive()).isNull();
            assertThat(done.before()).isEmpty();
            assertThat(choice.chosen()).hasValue(done.libraries().folder());
            assertThat(choice.source())
                    .isEqualTo(EngineSource.chosen(done.libraries().folder()));
            for (var entry : FakeLibtorch.entries().entrySet()) {
                Path file = home.resolve(entry.getKey().replace("libtorch/", "libtorch-2.7.1-cu128/"));
                if (entry.getKey().contains("include")) {
                    assertThat(file).doesNotExist();
                } else {
                    assertThat(file).hasBinaryContent(entry.getValue());
                }
            }
        }
        assertThat(told.steps).containsExactly("fetching", "checking", "unpacking");
        assertThat(here()).containsExactly("libraries.txt", "libtorch-2.7.1-cu128");
    }

    @Test
    void theArchiveIsKeptWhereThatIsAsked() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            EngineDownload.Done done = download(server).run(true, DownloadProgress.NONE);
            assertThat(done.archive()).hasBinaryContent(content);
        }
        assertThat(here()).contains(FakeLibtorch.FILE);
    }

    @Test
    void whatWasUnpackedBeforeIsChosenAgainWithoutTheNetwork() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(content, V1), FileServer.status(404))) {
            EngineLibraries libraries =
                    download(server).run(false, DownloadProgress.NONE).libraries();
            choice.reset();

            assertThat(download(server).run(false, DownloadProgress.NONE).libraries())
                    .isEqualTo(libraries);
            assertThat(server.ranges()).hasSize(1);
        }
    }

    @Test
    void aCutOffDownloadGoesOnTheNextTime() throws Exception {
        try (FileServer server = new FileServer(
                FileServer.cutOff(content, V1, 200_000), FileServer.status(404), FileServer.file(content, V1))) {
            EngineDownload download = download(server);
            assertThatThrownBy(() -> download.run(false, DownloadProgress.NONE)).isInstanceOf(DownloadException.class);
            long begun = download.begun();
            assertThat(begun).isPositive().isLessThan(content.length);
            assertThat(choice.chosen()).isEmpty();

            download.run(false, DownloadProgress.NONE);

            assertThat(server.ranges().getLast()).isEqualTo("bytes=" + begun + "-");
        }
        assertThat(choice.chosen()).isPresent();
    }

    @Test
    void anotherFileIsNamedWithItsChecksumAndNotKept() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(new byte[1000], V1))) {
            assertThatThrownBy(() -> download(server).run(false, DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("libtorch.zip: localhost sent another file of 1000 bytes (SHA-256 ")
                    .hasMessageContaining("put it into " + home);
        }
        assertThat(here()).isEmpty();
    }

    @Test
    void offlineAFilePutThereIsUsedAndWithoutItTheWordsSayWhere() throws Exception {
        NetworkAccess offline = new NetworkAccess(true, "system");
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            EngineDownload download = download(server, offline, QUICK);
            assertThatThrownBy(() -> download.run(false, DownloadProgress.NONE))
                    .hasMessageContaining("the network is switched off")
                    .hasMessageContaining(server.place() + "libtorch.zip")
                    .hasMessageContaining("put it into " + home);

            Path here = put();
            assertThat(download.begun()).isEqualTo(content.length);
            EngineDownload.Done done = download.run(false, DownloadProgress.NONE);

            assertThat(done.archive())
                    .as("who put it there decides when it goes")
                    .isEqualTo(here)
                    .exists();
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void aWrongFilePutThereIsRefusedAndStays() throws Exception {
        Files.writeString(Files.createDirectories(home).resolve(FakeLibtorch.FILE), "an error page");
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            assertThatThrownBy(() -> download(server).run(false, DownloadProgress.NONE))
                    .hasMessageContaining("is another file (SHA-256")
                    .hasMessageContaining("move it away");
            assertThat(server.ranges()).isEmpty();
        }
        assertThat(here()).containsExactly(FakeLibtorch.FILE);
    }

    @Test
    void whatIsStoppedWhileUnpackingIsNotFetchedAgain() throws Exception {
        Told told = new Told();
        told.stopIn = "unpacking";
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            EngineDownload download = download(server);
            assertThatThrownBy(() -> download.run(false, told)).isInstanceOf(CancellationException.class);
            assertThat(here()).containsExactly(FakeLibtorch.FILE, FakeLibtorch.FILE + ".fetched");
            assertThat(choice.chosen()).isEmpty();

            assertThat(download.run(false, DownloadProgress.NONE).archive()).isNull();
            assertThat(server.ranges()).hasSize(1);
        }
        assertThat(choice.chosen()).isPresent();
        assertThat(here())
                .as("what the program fetched itself goes")
                .containsExactly("libraries.txt", "libtorch-2.7.1-cu128");
    }

    @Test
    void whatIsToBeKeptIsKeptAlsoWhenItIsStoppedBetween() throws Exception {
        Told told = new Told();
        told.stopIn = "unpacking";
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            EngineDownload download = download(server);
            assertThatThrownBy(() -> download.run(true, told)).isInstanceOf(CancellationException.class);
            assertThat(download.runHere(DownloadProgress.NONE).orElseThrow().archive())
                    .exists();
        }
    }

    @Test
    void aFilePutInThePlaceOfAFetchedOneStays() throws Exception {
        Told told = new Told();
        told.stopIn = "unpacking";
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            EngineDownload download = download(server);
            assertThatThrownBy(() -> download.run(false, told)).isInstanceOf(CancellationException.class);
            Files.delete(download.place());
            Files.setLastModifiedTime(put(), FileTime.fromMillis(1_000_000));
            assertThat(download.run(false, DownloadProgress.NONE).archive()).exists();
        }
    }

    @Test
    void whenTheChoiceCannotBeWrittenTheArchiveIsStillThere() throws Exception {
        Path blocked = Files.createDirectories(home.resolve("libraries.txt/in the way"));
        try (FileServer server = new FileServer(FileServer.file(content, V1), FileServer.status(404))) {
            EngineDownload download = download(server);
            assertThatThrownBy(() -> download.run(false, DownloadProgress.NONE)).isInstanceOf(IOException.class);
            assertThat(download.place()).hasBinaryContent(content);

            Files.delete(blocked);
            Files.delete(blocked.getParent());
            assertThat(download.run(false, DownloadProgress.NONE).archive()).isNull();
            assertThat(server.ranges()).hasSize(1);
        }
        assertThat(here()).containsExactly("libraries.txt", "libtorch-2.7.1-cu128");
    }

    @Test
    void withoutTheNetworkOnlyWhatIsHereIsUsed() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            EngineDownload download = download(server);
            assertThat(download.runHere(DownloadProgress.NONE)).isEmpty();
            assertThat(here()).isEmpty();
            put();
            assertThat(download.runHere(DownloadProgress.NONE)).isPresent();
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void whatAnotherUnpackingHasUnderWayIsNotSweptAway() throws Exception {
        put();
        Told told = new Told() {
            @Override
            public void update(long bytes, long total) {
                super.update(bytes, total);
                if (steps.getLast().equals("unpacking")) {
                    choice.sweep();
                }
            }
        };
        try (FileServer server = new FileServer(FileServer.status(404))) {
            assertThat(download(server).run(false, told).libraries().cuda()).isTrue();
        }
    }

    @Test
    void whatIsStoppedWhileCheckingChangesNothing() throws Exception {
        put();
        Told told = new Told();
        told.stopIn = "checking";
        try (FileServer server = new FileServer(FileServer.status(404))) {
            assertThatThrownBy(() -> download(server).run(false, told)).isInstanceOf(CancellationException.class);
        }
        assertThat(here()).containsExactly(FakeLibtorch.FILE);
    }

    @Test
    void aDiskWithoutRoomForWhatIsUnpackedIsSaidBeforeAnythingComes() throws Exception {
        DownloadLimits vast = QUICK.unpacking(1e12);
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            assertThatThrownBy(
                            () -> download(server, NetworkAccess.SYSTEM, vast).run(false, DownloadProgress.NONE))
                    .hasMessageContaining("MiB more, unpacked, but the disk of " + home)
                    .hasMessageContaining("make room");
        }
        assertThat(here()).isEmpty();
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingIsUnpacked() throws Exception {
        put();
        DownloadLimits greedy = new DownloadLimits(
                2, QUICK.firstPause(), QUICK.longestPause(), QUICK.stall(), 3, 10 << 20, Long.MAX_VALUE / 2, 0);
        try (FileServer server = new FileServer(FileServer.status(404))) {
            assertThatThrownBy(
                            () -> download(server, NetworkAccess.SYSTEM, greedy).run(false, DownloadProgress.NONE))
                    .hasMessageContaining("its libraries need 0 MiB, but the disk of " + home)
                    .hasMessageContaining("make room");
        }
        assertThat(here()).containsExactly(FakeLibtorch.FILE);
    }

    @Test
    void anEntryThatGrowsPastItsSizeIsNotWrittenToItsEnd() throws Exception {
        Map<String, byte[]> entries = FakeLibtorch.entries();
        byte[] zeros = new byte[9_000_000];
        String bomb = "libtorch/lib/bomb.so";
        entries.put(bomb, zeros);
        FakeLibtorch.zip(zip, entries);
        byte[] bytes = Files.readAllBytes(zip);
        int central = lastIndexOf(bytes, bomb) - 46;
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(central + 24))
                .isEqualTo(zeros.length);
        bytes[central + 26] = 0; // the size unpacked, as the table of contents has it
        Files.write(zip, bytes);
        try (FileServer server = new FileServer(FileServer.status(404))) {
            assertThatThrownBy(() -> download(server).use(zip, DownloadProgress.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(zip.toString());
        }
        assertThat(here()).isEmpty();
    }

    private static int lastIndexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }

    @Test
    void aDamagedZipIsNamed() throws Exception {
        Files.writeString(zip, "PK, but no archive");
        try (FileServer server = new FileServer(FileServer.status(404))) {
            assertThatThrownBy(() -> download(server).use(zip, DownloadProgress.NONE))
                    .hasMessageContaining(zip + ": is damaged or no zip archive");
        }
        assertThat(here()).isEmpty();
    }

    @Test
    void whatAKilledProgramLeftIsRemoved() throws Exception {
        Path left = Files.createDirectories(home.resolve("unpacking-1/libtorch/lib"));
        Files.writeString(left.resolve("half.so"), "half");
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            download(server).run(false, DownloadProgress.NONE);
        }
        assertThat(here()).containsExactly("libraries.txt", "libtorch-2.7.1-cu128");
    }
}
