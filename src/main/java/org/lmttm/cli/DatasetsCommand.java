package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Settings;
import org.lmttm.dataset.download.Catalogue;
import org.lmttm.dataset.download.CatalogueEntry;
import org.lmttm.dataset.download.Checksums;
import org.lmttm.dataset.download.DatasetStore;
import org.lmttm.download.DownloadProgress;
import org.lmttm.download.NetworkAccess;
import org.lmttm.program.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lmttm datasets}: which published datasets there are, and which of them are here. */
@Command(
        name = "datasets",
        subcommands = {DatasetsGetCommand.class, DatasetsCheckCommand.class, DatasetsBuildCommand.class},
        description = {
            "Lists the MedMNIST3D datasets and says which are in the folder of datasets, known by their checksum.",
            "Uses no network; 'datasets get' does. 'datasets check' and 'datasets build' are for cohorts of one's own."
        })
final class DatasetsCommand extends JsonCommand {
    @Option(
            names = {"-o", "--folder"},
            paramLabel = "FOLDER",
            description = "The folder of datasets (default: the one of Preferences › Folders).")
    private @Nullable Path folder;

    private record Listed(String folder, String licence, String citation, List<Line> datasets) {}

    /** A dataset; where it is, or null. */
    private record Line(
            String flag,
            int size,
            String task,
            List<String> classes,
            String file,
            String md5,
            String source,
            boolean present,
            @Nullable String path,
            long begunBytes) {}

    @Override
    Answer answer() throws IOException {
        DatasetStore store = store(folder, Settings.in(Program.settingsFolder()));
        Map<CatalogueEntry, Path> present = store.present(DownloadProgress.NONE);
        List<Line> lines = new ArrayList<>();
        StringBuilder text = new StringBuilder(store.folder().toString());
        for (CatalogueEntry entry : store.catalogue().entries()) {
            Path file = present.get(entry);
            long begun = store.begun(entry);
            lines.add(new Line(
                    entry.flag(),
                    entry.size(),
                    entry.task(),
                    entry.classNames(),
                    entry.file(),
                    entry.md5(),
                    entry.source(),
                    file != null,
                    file == null ? null : file.toString(),
                    begun));
            String state = file != null
                    ? file.toString()
                    : begun > 0 ? String.format(Locale.ROOT, "%.1f MiB have come", begun / 1048576.0) : "not here";
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-16s %d  %2d classes  %s",
                    entry.flag(),
                    entry.size(),
                    entry.classNames().size(),
                    state));
        }
        text.append(System.lineSeparator()).append(credit());
        return new Answer(
                new Listed(store.folder().toString(), Catalogue.LICENCE, Catalogue.CITATION, lines), text.toString());
    }

    /** Licence and citation, for people. */
    static String credit() {
        return "Licence " + Catalogue.LICENCE + ". Cite: " + Catalogue.CITATION;
    }

    /** The folder of datasets. */
    static DatasetStore store(@Nullable Path folder, Settings settings) {
        return new DatasetStore(
                Objects.requireNonNullElseGet(folder, settings::datasets),
                Catalogue.medMnist3d(),
                new Checksums(settings.folder().resolve("checksums.json")));
    }

    /** The network as the preferences have it. */
    static NetworkAccess network(Settings settings) {
        return settings.networkAccess();
    }
}
