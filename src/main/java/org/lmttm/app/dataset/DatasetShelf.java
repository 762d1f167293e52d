package org.lmttm.app.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Notice;
import org.lmttm.app.state.Progress;
import org.lmttm.app.state.Session;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.app.state.WorkTask;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.download.Catalogue;
import org.lmttm.dataset.download.CatalogueEntry;
import org.lmttm.dataset.download.Checksums;
import org.lmttm.dataset.download.DatasetStore;
import org.lmttm.download.DownloadProgress;
import org.lmttm.download.NetworkAccess;

/**
 * The published datasets and the folder of datasets: what is there, and fetching what is not. What is found in the folder
 * becomes known to the session. Use on the user interface thread; knows no nodes.
 */
final class DatasetShelf {
    private static final Messages TEXT = new Messages("org.lmttm.app.dataset");
    private static final double MEGA = 1e6;

    private final Session session;
    private final Catalogue catalogue;
    private final Checksums checksums;
    private final List<ShelfItem> items;

    /** What a look into the folder found. */
    private record Found(
            Map<CatalogueEntry, Path> present, Map<CatalogueEntry, Long> begun, List<Session.Dataset> datasets) {}

    DatasetShelf(Session session, Catalogue catalogue) {
        this.session = session;
        this.catalogue = catalogue;
        this.checksums = new Checksums(session.settings().folder().resolve("checksums.json"));
        this.items = catalogue.entries().stream().map(ShelfItem::new).toList();
    }

    /** The published datasets. */
    List<ShelfItem> items() {
        return items;
    }

    /** Where datasets are put and looked for. */
    Path folder() {
        return session.settings().datasets();
    }

    private DatasetStore store() {
        return new DatasetStore(folder(), catalogue, checksums);
    }

    /** Looks into the folder, in the background. */
    void look() {
        DatasetStore store = store();
        session.tasks()
                .inBackground(
                        TEXT.text("looking"),
                        progress -> look(store, progress),
                        this::accept,
                        error -> session.tasks().notice(TaskRunner.error(TEXT.text("looking"), error)));
    }

    private static Found look(DatasetStore store, Progress progress) throws IOException {
        Map<CatalogueEntry, Path> present = store.present(new DownloadProgress() {
            @Override
            public void update(long done, long total) {
                // nobody sees it
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        });
        Map<CatalogueEntry, Long> begun = new HashMap<>();
        store.catalogue().entries().forEach(entry -> begun.put(entry, store.begun(entry)));
        List<Session.Dataset> datasets = new ArrayList<>();
        for (Path path : candidates(store.folder())) {
            if (progress.cancelled()) {
                throw new CancellationException();
            }
            try {
                datasets.add(counted(path));
            } catch (IOException _) {
                // no dataset, or a broken one: it is not listed, and opening it says why
            }
        }
        return new Found(present, begun, datasets);
    }

    private static List<Path> candidates(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")
                            || Files.exists(file.resolve("labels.csv")))
                    .sorted()
                    .toList();
        }
    }

    private static Session.Dataset counted(Path path) throws IOException {
        LabelledDataset data = LabelledDataset.open(path, LabelledDataset.USUAL_SPLIT_SEED);
        int cases = 0;
        for (Split split : data.splits()) {
            cases += data.labels(split).length;
        }
        return new Session.Dataset(path, cases);
    }

    private void accept(Found found) {
        for (ShelfItem item : items) {
            item.file().set(found.present().get(item.entry()));
            item.begun().set(Objects.requireNonNullElse(found.begun().get(item.entry()), 0L));
        }
        found.datasets().forEach(this::know);
    }

    private void know(Session.Dataset dataset) {
        if (session.datasets().stream().noneMatch(known -> known.file().equals(dataset.file()))) {
            session.datasets().add(dataset);
        }
    }

    /** Fetches a dataset, or the rest of it; it uses the network. */
    void get(ShelfItem item) {
        if (item.task().get() != null) {
            return;
        }
        item.problem().set("");
        CatalogueEntry entry = item.entry();
        Path target = store().target(entry);
        NetworkAccess network = session.settings().networkAccess();
        String title = TEXT.text("getting", entry.name());
        WorkTask task = session.tasks()
                .start(
                        title,
                        TaskRunner.Lane.FILES,
                        progress -> {
                            Catalogue.download(entry, Catalogue.usualPlace(), target, network)
                                    .fetch(progress(progress));
                            return counted(target);
                        },
                        dataset -> {
                            item.file().set(target);
                            know(dataset);
                            session.tasks()
                                    .notice(new Notice(
                                            Notice.Severity.INFO, TEXT.text("got", entry.name()), target.toString()));
                        },
                        error -> {
                            item.problem().set(String.valueOf(error.getMessage()));
                            session.tasks().notice(TaskRunner.error(title, error));
                        });
        item.task().set(task);
        task.finished().addListener(observable -> {
            item.task().set(null);
            look(); // what has come of it
        });
    }

    /** Stops a download; what has come stays. */
    void stop(ShelfItem item) {
        WorkTask task = item.task().get();
        if (task != null) {
            task.cancel();
        }
    }

    private static DownloadProgress progress(Progress progress) {
        return new DownloadProgress() {
            private String step = TEXT.text("step.connecting");

            @Override
            public void update(long done, long total) {
                String now = step.isEmpty() ? size(done, total) : step;
                progress.update(total > 0 ? (double) done / total : -1, now);
                step = step.equals(TEXT.text("step.checking")) ? step : "";
            }

            @Override
            public void checking() {
                step = TEXT.text("step.checking");
            }

            @Override
            public void retrying(String why) {
                progress.update(-1, TEXT.text("step.retrying", why));
                step = "";
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private static String size(long done, long total) {
        return total > 0
                ? TEXT.text("step.of", megabytes(done), megabytes(total))
                : TEXT.text("step.so_far", megabytes(done));
    }

    /** Bytes in MB, with one decimal. */
    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEGA);
    }
}
