package org.lmttm.dataset.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lmttm.download.Download;
import org.lmttm.download.DownloadProgress;

/**
 * A folder of datasets. Which files are those of a catalogue is known by their checksum, whatever they are called.
 *
 * @param folder need not exist
 * @param catalogue what is looked for
 * @param checksums of files
 */
public record DatasetStore(Path folder, Catalogue catalogue, Checksums checksums) {
    /**
     * The catalogue's datasets that are in the folder; reads files that were not seen before. A file that cannot be read
     * is passed over.
     *
     * @throws IOException when the folder cannot be listed
     */
    public Map<CatalogueEntry, Path> present(DownloadProgress progress) throws IOException {
        Map<CatalogueEntry, Path> present = new LinkedHashMap<>();
        for (Path file : archives()) {
            Optional<CatalogueEntry> entry;
            try {
                entry = catalogue.withMd5(checksums.md5(file, progress));
            } catch (IOException _) {
                continue; // going away or forbidden: not a dataset to use
            }
            entry.ifPresent(known -> present.putIfAbsent(known, file));
        }
        return present;
    }

    /** The files of the folder that are archives, as an npz is one, by their first bytes; sorted. */
    private List<Path> archives() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !String.valueOf(file.getFileName()).endsWith(".part")
                            && isArchive(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isArchive(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(2);
            return head.length == 2 && head[0] == 'P' && head[1] == 'K';
        } catch (IOException _) {
            return false; // cannot be read, so it cannot be used either
        }
    }

    /** Where a dataset is put. */
    public Path target(CatalogueEntry entry) {
        return folder.resolve(entry.file());
    }

    /** Bytes of a dataset that have come, of a download that did not end; 0 where there is none. */
    public long begun(CatalogueEntry entry) {
        return Download.begun(target(entry));
    }
}
