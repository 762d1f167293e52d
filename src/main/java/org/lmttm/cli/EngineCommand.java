package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Settings;
import org.lmttm.download.DownloadProgress;
import org.lmttm.model.EngineArchive;
import org.lmttm.model.EngineChoice;
import org.lmttm.model.EngineDownload;
import org.lmttm.model.EngineLibraries;
import org.lmttm.model.EngineSource;
import org.lmttm.program.Program;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lmttm engine}: which libraries of PyTorch compute. */
@Command(
        name = "engine",
        description = {
            "Says which libraries of PyTorch the engine loads, and chooses others: those with CUDA are not shipped.",
            "A choice holds from the next start on, and is checked before it is taken. Only --download uses the network;"
                    + " offline and proxy are those of Preferences › Network."
        })
final class EngineCommand extends JsonCommand {
    @ArgGroup
    private @Nullable Change change;

    @Spec
    private CommandSpec commandSpec;

    private final Optional<EngineArchive> published;

    /** The command of this machine. */
    EngineCommand() {
        this(EngineArchive.forThisMachine());
    }

    /** The command of a machine that has this archive. */
    EngineCommand(Optional<EngineArchive> published) {
        this.published = published;
    }

    /** One of the three. */
    private static final class Change {
        @Option(
                names = "--use",
                paramLabel = "PATH",
                description = "The folder torch/lib of an installed PyTorch " + EngineLibraries.VERSION + "+"
                        + EngineLibraries.CUDA
                        + " (or +cpu), or libtorch's archive, fetched elsewhere, which is checked and unpacked.")
        private @Nullable Path use;

        @Option(names = "--own", description = "Go back to the program's own, which compute on the CPU.")
        private boolean own;

        @Option(
                names = "--download",
                description = "Fetch libtorch's archive (about " + EngineArchive.ABOUT_GB
                        + " GB) or what is missing of it, compare its SHA-256, unpack and choose it. One that lies at the"
                        + " place which this command names is not fetched again.")
        private boolean download;
    }

    @Option(names = "--keep", description = "Of a download, keep the archive when it is unpacked.")
    private boolean keep;

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description = "Another place to download from: a folder, or an address with {file} in it.")
    private @Nullable String mirror;

    /**
     * What is printed.
     *
     * @param source {@code own}, {@code chosen} or {@code environment}
     * @param libraries null for the program's own and those of the environment
     * @param archive what to fetch for CUDA; null where there is none for this machine
     * @param place where the archive is fetched to, and looked for; null where there is none
     * @param begunBytes of the archive that are there
     * @param unpackedBefore folders of libraries that are not chosen any more
     */
    private record Printed(
            String source,
            @Nullable EngineLibraries libraries,
            @Nullable EngineArchive archive,
            @Nullable String place,
            long begunBytes,
            List<String> unpackedBefore) {}

    @Override
    Answer answer() throws IOException {
        if ((keep || mirror != null) && (change == null || !change.download)) {
            throw new ParameterException(commandSpec.commandLine(), "--keep and --mirror belong to --download");
        }
        Settings settings = Settings.in(Program.settingsFolder());
        EngineChoice choice = EngineChoice.ofUser();
        choice.sweep();
        EngineDownload.@Nullable Done done = change == null ? null : change(change, choice, settings);
        EngineSource source = choice.source();
        Optional<Path> folder = source.folder();
        EngineLibraries libraries = folder.isPresent() ? EngineLibraries.of(folder.get()) : null;
        EngineDownload download = published
                .map(archive -> EngineDownload.of(archive, choice, settings.networkAccess()))
                .orElse(null);
        Printed printed = new Printed(
                source.kind().name().toLowerCase(Locale.ROOT),
                libraries,
                published.orElse(null),
                download == null ? null : download.place().toString(),
                download == null ? 0 : download.begun(),
                done == null
                        ? List.of()
                        : done.before().stream().map(Path::toString).toList());
        List<String> text = new ArrayList<>(List.of(said(source, libraries)));
        if (change != null) {
            text.add("This holds from the next start on.");
        } else if (source.kind() == EngineSource.Kind.OWN) {
            text.addAll(advice(download));
        }
        if (done != null) {
            text.addAll(left(done));
        }
        return new Answer(printed, String.join(System.lineSeparator(), text), List.of());
    }

    private static String said(EngineSource source, @Nullable EngineLibraries libraries) {
        return switch (source.kind()) {
            case ENVIRONMENT ->
                "The environment's: PYTORCH_LIBRARY_PATH is " + source.place() + ", which goes before every choice.";
            case CHOSEN -> chosen(libraries);
            case OWN -> "The program's own: PyTorch " + EngineLibraries.VERSION + " for the CPU.";
        };
    }

    private EngineDownload.@Nullable Done change(Change wanted, EngineChoice choice, Settings settings)
            throws IOException {
        if (wanted.own) {
            choice.reset();
            return null;
        }
        Path given = wanted.use;
        if (given != null && !isArchive(given)) {
            choice.choose(EngineLibraries.of(given));
            return null;
        }
        EngineArchive archive =
                published.orElseThrow(() -> new IOException((given == null ? "" : given + ": ") + noArchive()));
        EngineDownload download =
                EngineDownload.of(mirror == null ? archive : archive.at(mirror), choice, settings.networkAccess());
        return given != null
                ? watched(given + ": stopped; nothing was changed", progress -> download.use(given, progress))
                : watched(
                        archive.file() + ": stopped; the same command goes on from there",
                        progress -> download.run(keep, progress));
    }

    private static boolean isArchive(Path given) {
        return Files.isRegularFile(given)
                && given.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** Long work that can be interrupted. */
    private interface Work {
        EngineDownload.Done run(DownloadProgress progress) throws IOException;
    }

    private EngineDownload.Done watched(String stopped, Work work) throws IOException {
        PrintWriter err = commandSpec.commandLine().getErr();
        try (Interruption interruption = Interruption.watch()) {
            try {
                return work.run(new DownloadLines(err, interruption));
            } catch (CancellationException _) {
                interruption.end(err, stopped);
                throw new CommandFailedException(stopped);
            }
        }
    }

    private static String chosen(@Nullable EngineLibraries libraries) {
        return libraries == null
                ? ""
                : "Chosen: PyTorch " + libraries.version() + " "
                        + (libraries.cuda() ? "with CUDA (" + libraries.flavor() + ")" : "for the CPU") + " in "
                        + libraries.folder() + ".";
    }

    private static List<String> left(EngineDownload.Done done) {
        List<String> lines = new ArrayList<>();
        if (done.archive() != null) {
            lines.add("The archive is still there: " + done.archive());
        }
        for (Path before : done.before()) {
            lines.add("Unpacked before, to be deleted while no program has it loaded: " + before);
        }
        return lines;
    }

    private static String noArchive() {
        return "there are no libraries with CUDA for " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + "; networks compute on the CPU";
    }

    private static List<String> advice(@Nullable EngineDownload download) throws IOException {
        if (download == null) {
            return List.of("To choose others: " + noArchive() + ".");
        }
        String build = EngineLibraries.VERSION + "+" + EngineLibraries.CUDA;
        List<String> lines = new ArrayList<>(List.of(
                "For an NVIDIA GPU, one of:",
                "  lmttm engine --use …/site-packages/torch/lib   of an installed PyTorch " + build,
                "  lmttm engine --download                        fetches about " + EngineArchive.ABOUT_GB
                        + " GB, compares the SHA-256, unpacks",
                "from " + download.archive().address(),
                "to   " + download.place(),
                "A file fetched elsewhere and put there under that name is taken by --download. SHA-256",
                "     " + download.archive().sha256(),
                "Licences: " + EngineArchive.LICENCE + "."));
        if (download.begun() > 0) {
            lines.add((download.begun() >> 20) + " MiB of it are there.");
        }
        return lines;
    }
}
