package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.program.Sha256;

/** Choosing libraries of PyTorch: folders and archives as installers leave them, with empty files for libraries. */
class EngineChoiceTest {
    private static final List<String> CUDA = List.of("torch", "torch_cpu", "torch_cuda", "c10", "c10_cuda");

    @TempDir
    private Path folder;

    private Path python(String version, List<String> libraries) throws IOException {
        Path torch = Files.createDirectories(folder.resolve("site-packages/torch/lib"));
        for (String library : libraries) {
            Files.createFile(torch.resolve(System.mapLibraryName(library)));
        }
        Files.writeString(
                torch.resolveSibling("version.py"), "from typing import Optional\n__version__ = '" + version + "'\n");
        return torch;
    }

    private Path zip(Map<String, String> entries) throws IOException {
        Path file = folder.resolve("libtorch.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static Map<String, String> libtorch() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("libtorch/build-version", "2.7.1+cu128\n");
        entries.put("libtorch/include/torch.h", "");
        CUDA.forEach(library -> entries.put("libtorch/lib/" + System.mapLibraryName(library), library));
        return entries;
    }

    private static EngineArchive archive(Path zip) throws IOException {
        Sha256 hash = new Sha256();
        hash.addFile(zip, () -> false);
        return new EngineArchive("libtorch.zip", "https://example.org/libtorch.zip", hash.hex());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"site-packages/torch/lib", "site-packages/torch", "site-packages"})
    void anInstalledPyTorchIsFoundFromItsFolderOrOneAbove(String chosen) throws IOException {
        Path lib = python("2.7.1+cu128", CUDA);
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
        Path lib = python(version, CUDA);
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
        Path lib = python("2.7.1+cu128", CUDA);
        choice.choose(EngineLibraries.of(lib));
        Files.delete(lib.resolve(System.mapLibraryName("torch_cpu")));
        assertThatThrownBy(choice::apply)
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(lib.toString())
                .hasMessageContaining("lmttm engine --own");
        assertThat(System.getProperty("PYTORCH_LIBRARY_PATH")).isNull();
    }

    @Test
    void anArchiveIsUnpackedWithoutHeadersAndReplacesTheOneBefore() throws IOException {
        EngineChoice choice = EngineChoice.in(folder.resolve("settings"));
        Path zip = zip(libtorch());
        for (int time = 0; time < 2; time++) {
            EngineLibraries libraries = archive(zip).unpack(zip, choice);
            assertThat(libraries.flavor()).isEqualTo("cu128");
            assertThat(names(folder.resolve("settings/engine/libtorch-2.7.1-cu128")))
                    .containsExactly("build-version", "lib");
            assertThat(libraries.folder().resolve(System.mapLibraryName("c10"))).hasContent("c10");
        }
        assertThat(names(folder.resolve("settings/engine"))).containsExactly("libtorch-2.7.1-cu128");
    }

    @Test
    void anArchiveThatIsDamagedOrOfSomethingElseChangesNothing() throws IOException {
        EngineChoice choice = EngineChoice.in(folder.resolve("settings"));
        Path zip = zip(libtorch());
        EngineArchive expected = archive(zip);
        EngineLibraries before = expected.unpack(zip, choice);

        Map<String, String> other = libtorch();
        other.put("libtorch/build-version", "2.7.1+cu126");
        Path wrong = zip(other);
        assertThatThrownBy(() -> expected.unpack(wrong, choice))
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("https://example.org");
        assertThatThrownBy(() -> archive(wrong).unpack(wrong, choice)).hasMessageContaining("cu126");
        Map<String, String> leading = libtorch();
        leading.put("libtorch/lib/../../../../outside.txt", "out");
        Path slip = zip(leading);
        assertThatThrownBy(() -> archive(slip).unpack(slip, choice)).hasMessageContaining("leads out of its folder");

        assertThat(folder.resolve("outside.txt")).doesNotExist();
        assertThat(folder.resolve("settings/outside.txt")).doesNotExist();
        assertThat(names(folder.resolve("settings/engine"))).containsExactly("libtorch-2.7.1-cu128");
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
