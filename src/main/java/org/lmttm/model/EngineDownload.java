package org.lmttm.model;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lmttm.download.Checksum;
import org.lmttm.download.Download;
import org.lmttm.download.DownloadLimits;
import org.lmttm.download.DownloadProgress;
import org.lmttm.download.NetworkAccess;

/**
 * Fetches libtorch's archive, or takes one that was put into the program's folder, unpacks its libraries and chooses
 * them. What was fetched stays until it is unpacked, so that nothing comes over the network twice. Blocks the thread
 * that calls.
 *
 * @param archive that of this machine
 * @param choice that is changed at the end
 * @param network used only where the archive is not here yet
 */
public record EngineDownload(EngineArchive archive, EngineChoice choice, NetworkAccess network, DownloadLimits limits) {
    private static final String FETCHED = ".fetched";

    /** What is unpacked is about twice as large as the archive; how large exactly is known when it is here. */
    private static final double UNPACKED = 2;

    /**
     * What was done.
     *
     * @param libraries that were chosen
     * @param archive where the archive still is; null where it was removed
     * @param before folders of libraries unpacked earlier, which may be deleted while no program has them loaded
     */
    public record Done(EngineLibraries libraries, @Nullable Path archive, List<Path> before) {}

    /** With the usual limits. */
    public static EngineDownload of(EngineArchive archive, EngineChoice choice, NetworkAccess network) {
        return new EngineDownload(archive, choice, network, DownloadLimits.USUAL.unpacking(UNPACKED));
    }

    /** Where the archive is fetched to, and where one that was fetched elsewhere is found. */
    public Path place() {
        return choice.home().resolve(archive.file());
    }

    /** Bytes of the archive that have come; all of them, where it is here. */
    public long begun() throws IOException {
        return Files.exists(place()) ? Files.size(place()) : Download.begun(place());
    }

    /**
     * Does all that is left to do; libraries that were unpacked before are just chosen.
     *
     * @param keep whether the archive stays when it is unpacked; it stays also where somebody put it there
     * @throws IOException if it cannot be fetched, is another file, or there is no room; the choice is as before then
     * @throws CancellationException when the progress says so; what came stays for the next time
     */
    public Done run(boolean keep, DownloadProgress progress) throws IOException {
        Path zip = place();
        if (keep) {
            removed(fetched()); // holds also where this is stopped
        }
        Optional<EngineLibraries> unpacked = choice.unpacked();
        if (unpacked.isEmpty()) {
            boolean wasHere = Files.exists(zip);
            new Download(URI.create(archive.address()), zip, Checksum.sha256(archive.sha256()), network, limits)
                    .fetch(progress);
            if (!wasHere && !keep) {
                Files.writeString(fetched(), stamp(zip)); // may be stopped now, and goes after the next try then
            }
        }
        EngineLibraries libraries =
                unpacked.isPresent() ? unpacked.get() : archive.unpackChecked(zip, choice, limits, progress);
        choice.choose(libraries);
        boolean stays = Files.exists(zip) && (keep || !isFetched(zip) || !removed(zip));
        if (!stays) {
            removed(fetched());
        }
        return new Done(libraries, stays ? zip : null, choice.unpackedBefore(libraries));
    }

    /**
     * Does what is left to do with what is here, without the network.
     *
     * @return empty where neither the archive nor unpacked libraries are here
     * @throws IOException as {@link #run}
     * @throws CancellationException likewise
     */
    public Optional<Done> runHere(DownloadProgress progress) throws IOException {
        if (choice.unpacked().isEmpty() && !Files.exists(place())) {
            return Optional.empty();
        }
        NetworkAccess none = new NetworkAccess(true, network.proxy());
        return Optional.of(new EngineDownload(archive, choice, none, limits).run(false, progress));
    }

    /** Says beside the archive that it was fetched, and which it was; one that somebody put there is not ours to remove. */
    private Path fetched() {
        return choice.home().resolve(archive.file() + FETCHED);
    }

    private static String stamp(Path zip) throws IOException {
        return Files.size(zip) + " " + Files.getLastModifiedTime(zip).toMillis();
    }

    private boolean isFetched(Path zip) throws IOException {
        return Files.exists(fetched()) && Files.readString(fetched()).equals(stamp(zip));
    }

    /** What another program holds stays, and who asked is told where. */
    private static boolean removed(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Checks and unpacks an archive that lies anywhere, and chooses its libraries; the archive stays.
     *
     * @throws IOException if it is another file, damaged, or there is no room; the choice is as before then
     * @throws CancellationException when the progress says so; likewise
     */
    public Done use(Path zip, DownloadProgress progress) throws IOException {
        EngineLibraries libraries = archive.unpack(zip, choice, limits, progress);
        choice.choose(libraries);
        return new Done(libraries, zip, choice.unpackedBefore(libraries));
    }
}
