package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineChoice;
import org.lmttm.model.EngineLibraries;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lmttm engine}: which libraries of PyTorch compute. */
@Command(
        name = "engine",
        description = {
            "Says which libraries of PyTorch the engine loads, and chooses others: those with CUDA are not shipped.",
            "A choice holds from the next start on, and is checked before it is taken. Nothing is downloaded."
        })
final class EngineCommand extends JsonCommand {
    @ArgGroup
    private @Nullable Change change;

    /** One of the two. */
    private static final class Change {
        @Option(
                names = "--use",
                paramLabel = "PATH",
                description = "The folder torch/lib of an installed PyTorch " + EngineLibraries.VERSION + "+"
                        + EngineLibraries.CUDA
                        + " (or +cpu), or libtorch's archive, fetched elsewhere, which is checked and"
                        + " unpacked into the settings folder.")
        private @Nullable Path use;

        @Option(names = "--own", description = "Go back to the program's own, which compute on the CPU.")
        private boolean own;
    }

    /**
     * What is printed.
     *
     * @param source {@code own}, {@code chosen} or {@code environment}
     * @param libraries null for the program's own and those of the environment
     * @param archive what to fetch for CUDA; null where there is none for this machine
     */
    private record Printed(
            String source,
            @Nullable EngineLibraries libraries,
            @Nullable EngineArchive archive) {}

    @Override
    Answer answer() throws IOException {
        EngineChoice choice = EngineChoice.ofUser();
        if (change != null && change.use != null) {
            choice.choose(libraries(change.use, choice));
        } else if (change != null && change.own) {
            choice.reset();
        }
        Optional<EngineArchive> archive = EngineArchive.forThisMachine();
        Optional<Path> chosen = choice.chosen();
        EngineLibraries libraries = chosen.isPresent() ? EngineLibraries.of(chosen.get()) : null;
        Optional<String> environment = EngineChoice.environment();
        String source = environment.isPresent() ? "environment" : libraries == null ? "own" : "chosen";
        String text = switch (source) {
            case "environment" ->
                "The environment's: PYTORCH_LIBRARY_PATH is " + environment.get() + ", which goes before every choice.";
            case "chosen" -> chosen(libraries);
            default ->
                "The program's own: PyTorch " + EngineLibraries.VERSION + " for the CPU."
                        + archive.map(EngineCommand::advice).orElse("");
        };
        return new Answer(new Printed(source, libraries, archive.orElse(null)), text, List.of());
    }

    private static EngineLibraries libraries(Path given, EngineChoice choice) throws IOException {
        if (!Files.isRegularFile(given)
                || !given.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return EngineLibraries.of(given);
        }
        EngineArchive archive = EngineArchive.forThisMachine()
                .orElseThrow(() -> new IOException(given + ": there are no libraries with CUDA for "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        return org.lmttm.model.EngineDownload.of(archive, choice, org.lmttm.download.NetworkAccess.SYSTEM).use(given, org.lmttm.download.DownloadProgress.NONE).libraries();
    }

    private static String chosen(@Nullable EngineLibraries libraries) {
        return libraries == null
                ? ""
                : "Chosen: PyTorch " + libraries.version() + " "
                        + (libraries.cuda() ? "with CUDA (" + libraries.flavor() + ")" : "for the CPU") + " in "
                        + libraries.folder() + ".";
    }

    private static String advice(EngineArchive archive) {
        return String.format(
                Locale.ROOT,
                "%nFor an NVIDIA GPU: lmttm engine --use …/site-packages/torch/lib of an installed PyTorch %s+%s,%n"
                        + "or fetch %s%n(about 3 GB, SHA-256 %s)%nand lmttm engine --use %s",
                EngineLibraries.VERSION,
                EngineLibraries.CUDA,
                archive.address(),
                archive.sha256(),
                archive.file());
    }
}
