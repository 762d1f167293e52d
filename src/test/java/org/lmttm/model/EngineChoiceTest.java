package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmttm.download.DownloadProgress;
import org.lmttm.download.NetworkAccess;

/** Choosing libraries of PyTorch: folders and archives as installers leave them. */
class EngineChoiceTest {
    @TempDir
    private Path folder;

    private Path python(String version, List<String> libraries) throws IOException {
        return FakeLibtorch.python(folder, version, libraries);
    }

    private EngineDownload.Done use(Path zip) throws IOException {
        return use(zip, FakeLibtorch.archive(zip, "https://example.org/"));
    }

    private EngineDownload.Done use(Path zip, EngineArchive archive) throws IOException {
        return EngineDownload.of(archive, choice(), new NetworkAccess(true, "none"))
                .use(zip, DownloadProgress.NONE);
    }

    private EngineChoice choice() {
        return EngineChoice.in(folder.resolve("settings"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"site-packages/torch/lib", "site-packages/torch", "site-packages"})
    void anInstalledPyTorchIsFoundFromItsFolderOrOneAbove(String chosen) throws IOException {
        Path lib = python("2.7.1+cu128", FakeLibtorch.CUDA);
        EngineLibraries libraries = EngineLibraries.of(folder.resolve(chosen));
        assertThat(libraries).isEqualTo(new EngineLibraries(lib, "2.7.1", "cu128"));
        assertThat(libraries.cuda()).isTrue();
        assertThat(libraries.runtimeFolders()).contains(folder.resolve("site-packages/nvidia/cuda_runtime/lib"));
    }

    @ParameterizedTest
    @CsvSource({
        "2.8.0+cu128, of PyTorch 2.8.0+cu128; only 2.7.1 loads",
        "2.7.1+cu126, are for cu126; only cu128",
        "2.7.1, of PyTorch 2.7.1; only 2.7.1"
    })
    void anotherPyTorchIsRefusedSayingWhich(String version, String reason) throws IOException {
        Path lib = python(version, FakeLibtorch.CUDA);
        assertThatThrownBy(() -> EngineLibraries.of(lib))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(lib.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertThatThrownBy(() -> EngineLibraries.of(folder))
                .hasMessageContaining("no libraries of PyTorch")
                .hasMessageContaining("torch/lib");
        Path lib = python("2.7.1+cu128", List.of("torch", "torch_cpu", "c10"));
        assertThatThrownBy(() -> EngineLibraries.of(lib))
                .hasMessageContaining(System.mapLibraryName("torch_cuda") + ", " + System.mapLibraryName("c10_cuda"));
        Files.delete(lib.resolveSibling("version.py"));
        assertThatThrownBy(() -> EngineLibraries.of(lib)).hasMessageContaining("version.py or build-version");
    }

    @Test
    void theChoiceIsKeptAndTakenBack() throws IOException {
        EngineChoice choice = EngineChoice.in(folder.resolve("settings"));
        assertThat(choice.chosen()).isEmpty();
        Path lib = python("2.7.1+cpu", List.of("torch", "torch_cpu", "c10"));
        choice.choose(EngineLibraries.of(lib));
        assertThat(EngineChoice.in(folder.resolve("settings")).chosen()).hasValue(lib);
        assertThat(names(folder.resolve("settings/engine"))).containsExactly("libraries.txt");
        choice.reset();
        choice.reset();
        assertThat(choice.chosen()).isEmpty();
    }

    @Test
    void aChoiceThatWentAwayIsSaidWithTheWayBack() throws IOException {
        EngineChoice choice = EngineChoice.in(folder.resolve("settings"));
        Path lib = python("2.7.1+cu128", FakeLibtorch.CUDA);
        choice.choose(EngineLibraries.of(lib));
        Files.delete(lib.resolve(System.mapLibraryName("torch_cpu")));
        assertThatThrownBy(() -> choice.apply(new EngineProperties()))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(lib.toString())
                .hasMessageContaining("lmttm engine --own");
        assertThat(System.getProperty("PYTORCH_LIBRARY_PATH")).isNull();
    }

    @Test
    void aFailedStartLeavesNoTraceForTheNextTry() throws IOException {
        List<String> names = List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION", "PYTORCH_FLAVOR", "jna.library.path");
        List<String> before = names.stream().map(System::getProperty).toList();
        Path lib = python("2.7.1+cu128", FakeLibtorch.CUDA);
        Files.createFile(lib.resolve("libcudart.so.12"));
        choice().choose(EngineLibraries.of(lib));
        for (int i = 0; i < 2; i++) {
            EngineProperties properties = new EngineProperties();
            assertThat(choice().apply(properties)).isEqualTo(EngineSource.chosen(lib));
            assertThat(System.getProperty("PYTORCH_LIBRARY_PATH")).isEqualTo(lib.toString());
            assertThat(System.getProperty("jna.library.path")).startsWith(lib.toString());
            properties.restore();
            assertThat(names.stream().map(System::getProperty).toList()).isEqualTo(before);
        }
    }

    @Test
    void theEnvironmentsValueIsTakenAsItStandsAlsoWhereItIsNoPath() throws IOException {
        String several = "\"/opt/torch/lib\":/usr/lib\0";
        EngineSource source = choice().source(Optional.of(several));
        assertThat(source).isEqualTo(new EngineSource(EngineSource.Kind.ENVIRONMENT, several));
        assertThat(source.folder()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("noFolders")
    void aChoiceThatNamesNoFolderIsSaidWithItsFile(byte[] text) throws IOException {
        Path file = Files.createDirectories(folder.resolve("settings/engine")).resolve("libraries.txt");
        Files.write(file, text);
        assertThatThrownBy(() -> choice().chosen())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": no folder is named");
    }

    static List<byte[]> noFolders() {
        return List.of(new byte[0], " \n".getBytes(StandardCharsets.UTF_8), new byte[] {'/', 0}, new byte[] {-1});
    }

    @Test
    void aPlusInAFilesNameIsWrittenSoThatEveryServerReadsIt() {
        EngineArchive archive = EngineArchive.of("Linux", "amd64").orElseThrow();
        assertThat(archive.at("https://download.pytorch.org/libtorch/cu128")).isEqualTo(archive);
    }

    @Test
    void anArchiveIsUnpackedWithoutHeadersBesideTheOneBefore() throws IOException {
        Path zip = FakeLibtorch.zip(folder.resolve("libtorch.zip"), FakeLibtorch.entries());
        EngineDownload.Done first = use(zip);
        assertThat(first.libraries().flavor()).isEqualTo("cu128");
        assertThat(first.before()).isEmpty();
        assertThat(names(folder.resolve("settings/engine/libtorch-2.7.1-cu128")))
                .containsExactly("build-version", "lib");

        EngineDownload.Done second = use(zip);
        assertThat(second.libraries().folder())
                .as("a program may have the first ones loaded")
                .isEqualTo(folder.resolve("settings/engine/libtorch-2.7.1-cu128-2/lib"));
        assertThat(second.before()).containsExactly(folder.resolve("settings/engine/libtorch-2.7.1-cu128"));
        assertThat(choice().chosen()).hasValue(second.libraries().folder());
        assertThat(zip).exists();
    }

    @Test
    void anArchiveThatIsDamagedOrOfSomethingElseChangesNothing() throws IOException {
        Path zip = FakeLibtorch.zip(folder.resolve("libtorch.zip"), FakeLibtorch.entries());
        EngineArchive expected = FakeLibtorch.archive(zip, "https://example.org/");
        EngineLibraries before = use(zip).libraries();

        Map<String, byte[]> other = FakeLibtorch.entries();
        other.put("libtorch/build-version", "2.7.1+cu126".getBytes(StandardCharsets.UTF_8));
        Path wrong = FakeLibtorch.zip(folder.resolve("other.zip"), other);
        assertThatThrownBy(() -> use(wrong, expected))
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("https://example.org");
        assertThatThrownBy(() -> use(wrong))
                .hasMessageStartingWith(wrong + ": these libraries")
                .hasMessageContaining("cu126");
        for (String out : List.of("libtorch/lib/../../../../outside.txt", "libtorch/lib/../../outside.txt")) {
            Map<String, byte[]> leading = FakeLibtorch.entries();
            leading.put(out, new byte[3]);
            Path slip = FakeLibtorch.zip(folder.resolve("slip.zip"), leading);
            assertThatThrownBy(() -> use(slip)).hasMessageContaining("leads out of its folder");
        }
        assertThatThrownBy(() -> use(folder.resolve("none.zip"), expected)).hasMessageContaining("no such file");

        assertThat(folder.resolve("outside.txt")).doesNotExist();
        assertThat(folder.resolve("settings/outside.txt")).doesNotExist();
        assertThat(names(folder.resolve("settings/engine")))
                .containsExactly("libraries.txt", "libtorch-2.7.1-cu128", "unpacking.lock");
        assertThat(choice().chosen()).hasValue(before.folder());
        assertThat(EngineLibraries.of(before.folder())).isEqualTo(before);
    }

    @Test
    void eachSystemHasItsArchive() {
        assertThat(EngineArchive.of("Linux", "amd64").orElseThrow().address())
                .isEqualTo("https://download.pytorch.org/libtorch/cu128/"
                        + "libtorch-cxx11-abi-shared-with-deps-2.7.1%2Bcu128.zip");
        assertThat(EngineArchive.of("Windows 11", "amd64").orElseThrow().file())
                .isEqualTo("libtorch-win-shared-with-deps-2.7.1+cu128.zip");
        assertThat(EngineArchive.of("Mac OS X", "aarch64")).isEmpty();
        assertThat(EngineArchive.of("Linux", "aarch64")).isEmpty();
    }
}
