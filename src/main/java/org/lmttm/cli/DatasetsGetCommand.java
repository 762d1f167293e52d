package org.lmttm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Settings;
import org.lmttm.dataset.download.Catalogue;
import org.lmttm.dataset.download.CatalogueEntry;
import org.lmttm.dataset.download.DatasetStore;
import org.lmttm.download.Download;
import org.lmttm.download.DownloadProgress;
import org.lmttm.download.NetworkAccess;
import org.lmttm.program.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lmttm datasets get}: fetches a published dataset. */
@Command(
        name = "get",
        description = {
            "Fetches a MedMNIST3D dataset from Zenodo, checks its MD5, and goes on where an earlier try was cut off.",
            "Licence and citation are printed. Offline and proxy are those of Preferences › Network."
        })
final class DatasetsGetCommand extends JsonCommand {
    @Parameters(paramLabel = "FLAG", description = "The dataset, such as adrenalmnist3d.")
    private String flag = "";

    @Option(names = "--size", paramLabel = "N", description = "Voxels an axis: 28 or 64 (default: 28).")
    private int size = 28;

    @Option(
            names = {"-o", "--folder"},
            paramLabel = "FOLDER",
            description = "Where it goes (default: the folder of Preferences › Folders).")
    private @Nullable Path folder;

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description = "Another place that has the files: a folder, or an address with {file} in it.")
    private @Nullable String mirror;

    @Spec
    private CommandSpec commandSpec;

    private record Fetched(
            String flag,
            int size,
            String path,
            String md5,
            boolean wasThere,
            String licence,
            String citation,
            String source) {}

    @Override
    Answer answer() throws IOException {
        Settings settings = Settings.in(Program.settingsFolder());
        DatasetStore store = DatasetsCommand.store(folder, settings);
        CatalogueEntry entry = store.catalogue()
                .entry(flag, size)
                .orElseThrow(() -> new ParameterException(
                        commandSpec.commandLine(),
                        "there is no " + flag + " of size " + size + "; 'lmttm datasets' lists what there is"));
        Path there = store.present(DownloadProgress.NONE).get(entry);
        if (there == null) {
            fetch(entry, store.target(entry), DatasetsCommand.network(settings));
        }
        Path file = there == null ? store.target(entry) : there;
        Fetched fetched = new Fetched(
                flag,
                size,
                file.toString(),
                entry.md5(),
                there != null,
                Catalogue.LICENCE,
                Catalogue.CITATION,
                entry.source());
        return new Answer(
                fetched,
                String.join(
                        System.lineSeparator(),
                        List.of(
                                (there == null ? "fetched " : "is here already: ") + file,
                                DatasetsCommand.credit(),
                                "Source: " + entry.source())));
    }

    private void fetch(CatalogueEntry entry, Path target, NetworkAccess network) throws IOException {
        PrintWriter err = commandSpec.commandLine().getErr();
        Download download =
                Catalogue.download(entry, mirror == null ? Catalogue.usualPlace() : mirror, target, network);
        try (Interruption interruption = Interruption.watch()) {
            try {
                download.fetch(new DownloadLines(err, interruption));
            } catch (CancellationException _) {
                String line = entry.file() + ": stopped; the same command goes on from there";
                interruption.end(err, line);
                throw new CommandFailedException(line);
            }
        }
    }
}
