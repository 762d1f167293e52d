package org.lmttm.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Fetches one file whose checksum is known. What comes goes into {@code FILE.part}; the file gets its name when it is
 * whole and its checksum is right, never before. A download that is stopped or cut off goes on from there the next time, if
 * the server can. Blocks the thread that calls.
 *
 * @param address http or https
 * @param target the file to make; its folder is made where it is missing
 * @param checksum of its content
 */
public record Download(URI address, Path target, Checksum checksum, NetworkAccess network, DownloadLimits limits) {
    private static final long TICK_MILLIS = 50;
    private static final String PLACE = "{file}";

    /**
     * Where a file is fetched.
     *
     * @param place an address with {@code {file}} in it, or the address of a folder
     * @throws IllegalArgumentException when the place is no http or https address
     */
    public static URI address(String file, String place) {
        String name = file.replace("+", "%2B"); // a plain one is a blank to some servers
        String text = place.contains(PLACE) ? place.replace(PLACE, name) : place.replaceFirst("/*$", "/") + name;
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + place + "' is no address: " + e.getMessage(), e);
        }
        if (!Transfer.isWeb(address)) {
            throw new IllegalArgumentException("'" + place + "' is not an http or https address");
        }
        return address;
    }

    /** Bytes of a file that have come, of a download that did not end; 0 where there is none. */
    public static long begun(Path target) {
        try {
            Path part = PartFile.of(target);
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException _) {
            return 0; // it went away just now
        }
    }

    /**
     * Fetches the file; does nothing where it is there already.
     *
     * @throws DownloadException when it cannot be fetched; names the file, what is wrong and what to do
     * @throws CancellationException when the progress says so; what came stays for the next time
     */
    public void fetch(DownloadProgress progress) throws IOException {
        if (Files.exists(target)) {
            progress.checking();
            String found = checksum.kind().of(target, progress);
            if (!found.equals(checksum.hex())) {
                throw new DownloadException(
                        target + ": is another file " + difference(found) + "; move it away or choose another folder");
            }
            return;
        }
        if (network.offline()) {
            throw new DownloadException(
                    name() + ": the network is switched off (Preferences › Network); switch it on, or fetch " + address
                            + " on another computer and put it into " + folder());
        }
        Files.createDirectories(folder());
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.stall())
                .proxy(network.selector(System.getenv()))
                .build()) {
            try (PartFile part = PartFile.open(target)) {
                Transfer transfer = new Transfer(client, name(), limits, progress);
                boolean resumed = fetch(transfer, part, progress);
                String found = hash(part, progress);
                if (!found.equals(checksum.hex()) && resumed) {
                    part.begin(""); // what was there before may be of another version: once more, from the start
                    fetch(transfer, part, progress);
                    found = hash(part, progress);
                }
                check(found, part);
                part.finish();
            } finally {
                client.shutdownNow(); // a connection that hangs must not hold up who waits
            }
        }
    }

    private String name() {
        return String.valueOf(target.getFileName());
    }

    private Path folder() {
        Path folder = target.toAbsolutePath().getParent();
        return folder == null ? target.toAbsolutePath() : folder;
    }

    /** Tries until everything has come; says whether any of it came in an earlier download. */
    private boolean fetch(Transfer transfer, PartFile part, DownloadProgress progress) throws IOException {
        boolean resumed = part.length() > 0;
        long most = part.length();
        int vain = 0;
        while (true) {
            try {
                return transfer.fetch(address, part) && resumed;
            } catch (CutOffException e) {
                resumed &= part.length() > 0;
                vain = part.length() > most ? 0 : vain;
                most = Math.max(most, part.length());
                vain++;
                if (vain >= limits.tries()) {
                    throw new DownloadException(
                            name() + ": " + e.getMessage() + "; given up after " + vain + " tries that brought nothing"
                                    + " new. Start it again later: it goes on from "
                                    + part.length() + " bytes",
                            e);
                }
                progress.retrying(String.valueOf(e.getMessage()));
                pause(vain, e.serverWait(), progress);
            }
        }
    }

    private void pause(int vain, Duration asked, DownloadProgress progress) {
        Duration own = limits.firstPause().multipliedBy(1L << Math.min(vain - 1, 20));
        Duration wait = own.compareTo(limits.longestPause()) > 0 ? limits.longestPause() : own;
        wait = asked.compareTo(wait) > 0 ? asked : wait;
        long end = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() - end < 0) {
            if (progress.cancelled()) {
                throw new CancellationException();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
    }

    private String hash(PartFile part, DownloadProgress progress) throws IOException {
        progress.checking();
        return checksum.kind().of(part.path(), progress);
    }

    private String difference(String found) {
        return "(" + checksum.kind() + " " + found + ", expected " + checksum.hex() + ")";
    }

    private void check(String found, PartFile part) throws IOException {
        if (!found.equals(checksum.hex())) {
            long bytes = part.length();
            part.discard();
            throw new DownloadException(name() + ": " + address.getHost() + " sent another file of " + bytes
                    + " bytes " + difference(found) + "; nothing was kept. Try again later, or fetch "
                    + address + " in a browser and put it into " + folder());
        }
    }
}
