package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.app.state.Settings;
import org.lmttm.download.FileServer;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineChoice;
import org.lmttm.model.FakeLibtorch;
import picocli.CommandLine;

class EngineCommandTest {
    private static final String SETTINGS = "lmttm.settings";

    @TempDir
    private Path folder;

    private String usual = "";
    private Path zip;

    @BeforeEach
    void useOtherSettings() throws Exception {
        usual = System.getProperty(SETTINGS, "");
        System.setProperty(SETTINGS, folder.resolve("settings").toString());
        zip = FakeLibtorch.zip(folder.resolve("served.zip"), FakeLibtorch.entries());
    }

    @AfterEach
    void useUsualSettings() {
        System.setProperty(SETTINGS, usual);
    }

    /** The command of a machine whose archive this is; what is published is for the systems that have it. */
    private static CommandRun of(EngineArchive archive, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new EngineCommand(Optional.of(archive)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new CommandRun(status, out.toString(), err.toString());
    }

    private Path home() {
        return EngineChoice.ofUser().home();
    }

    @Test
    void withoutOptionsItSaysWhatIsLoadedAndChangesNothing() throws Exception {
        EngineArchive archive = FakeLibtorch.archive(zip, "http://localhost/");
        CommandRun run = of(archive);

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("The program's own: PyTorch 2.7.1 for the CPU.")
                .contains("lmttm engine --download", archive.address(), archive.sha256())
                .contains(home().resolve(FakeLibtorch.FILE).toString());
        assertThat(of(archive, "--json").json().path("source").asString()).isEqualTo("own");
        assertThat(home()).doesNotExist();
    }

    @Test
    void librariesAreFetchedChosenAndGivenBack() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(Files.readAllBytes(zip), "\"v1\""))) {
            EngineArchive archive = FakeLibtorch.archive(zip, server.place());

            CommandRun run = of(archive, "--download");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out())
                    .startsWith("Chosen: PyTorch 2.7.1 with CUDA (cu128) in " + home())
                    .contains("from the next start on");
            assertThat(home().resolve(FakeLibtorch.FILE)).doesNotExist();
            assertThat(of(archive, "--own", "--json").json().path("source").asString())
                    .isEqualTo("own");
            assertThat(EngineChoice.ofUser().chosen()).isEmpty();
        }
    }

    @Test
    void aFilePutThereIsTakenOfflineAndStays() throws Exception {
        Settings.in(folder.resolve("settings")).offline().set(true);
        EngineArchive archive = FakeLibtorch.archive(zip, "http://localhost:1/");
        CommandRun refused = CommandRun.of("engine", "--download", "--mirror", "http://localhost:1/");
        if (EngineArchive.forThisMachine().isPresent()) {
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains("the network is switched off", "put it into " + home());
        }
        Path put = Files.copy(zip, Files.createDirectories(home()).resolve(FakeLibtorch.FILE));

        CommandRun run = of(archive, "--download", "--json");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().path("source").asString()).isEqualTo("chosen");
        assertThat(run.json().path("begun_bytes").asLong()).isEqualTo(Files.size(zip));
        assertThat(put).exists();
    }

    @Test
    void anArchiveThatIsUsedTwiceSaysWhatMayBeDeleted() throws Exception {
        EngineArchive archive = FakeLibtorch.archive(zip, "http://localhost:1/");
        assertThat(of(archive, "--use", zip.toString()).status()).isZero();

        CommandRun run = of(archive, "--use", zip.toString());

        assertThat(run.out())
                .contains("Unpacked before, to be deleted while no program has it loaded: "
                        + home().resolve("libtorch-2.7.1-cu128"))
                .contains("The archive is still there: " + zip);
    }

    @Test
    void optionsThatContradictEachOtherAreWrongUsage() {
        assertThat(CommandRun.of("engine", "--own", "--download").status()).isEqualTo(2);
        assertThat(CommandRun.of("engine", "--keep").status()).isEqualTo(2);
        assertThat(CommandRun.of("engine", "--mirror", "http://localhost/").status())
                .isEqualTo(2);
    }
}
