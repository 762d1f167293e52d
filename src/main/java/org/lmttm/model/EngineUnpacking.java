package org.lmttm.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.lmttm.download.DownloadProgress;

/**
 * Unpacks the libraries of libtorch's archive. They appear under their name when all of them are there. Libraries
 * unpacked before are left alone: a program may have them loaded, and Windows lets nobody replace those.
 */
final class EngineUnpacking {
    private static final String ROOT = "libtorch/";
    private static final String PART = "unpacking-";
    private static final int CHUNK = 1 << 20;
    private static final int MOVES = 10;
    private static final long MOVE_PAUSE_MILLIS = 200;

    /** Folders in which this program unpacks: a system may give a lock back when another channel of the file closes. */
    private static final Set<Path> BUSY = ConcurrentHashMap.newKeySet();

    private final Path zip;
    private final Path home;
    private final long spareBytes;
    private final DownloadProgress progress;
    private final byte[] chunk = new byte[CHUNK];
    private long done;
    private long total;

    /**
     * Work that has not begun.
     *
     * @param home in which the libraries' folder is made
     * @param spareBytes of the disk that must stay free
     */
    EngineUnpacking(Path zip, Path home, long spareBytes, DownloadProgress progress) {
        this.zip = zip;
        this.home = home;
        this.spareBytes = spareBytes;
        this.progress = progress;
    }

    /**
     * Unpacks.
     *
     * @return the folder that was made
     * @throws IOException if it is another archive, or there is no room; nothing is there then that was not before
     * @throws CancellationException when the progress says so; likewise
     */
    Path unpack() throws IOException {
        Files.createDirectories(home);
        return alone(home, this::unpackAlone)
                .orElseThrow(
                        () -> new IOException(home + ": libraries are being unpacked here already; wait for that"));
    }

    private Path unpackAlone() throws IOException {
        removeLeft(home);
        progress.unpacking();
        Path part = Files.createTempDirectory(home, PART);
        Path target;
        try {
            extract(part);
            check(part);
            target = fresh();
            move(part.resolve(ROOT), target);
        } catch (IOException | RuntimeException | Error e) {
            try {
                remove(part);
            } catch (IOException left) {
                e.addSuppressed(left); // why it was not unpacked says more; it is removed the next time
            }
            throw e;
        }
        try {
            remove(part);
        } catch (IOException _) {
            // an empty folder is left, which is removed the next time
        }
        return target;
    }

    /** Removes what unpackings left that were cut off; nothing while one is under way. */
    static void sweep(Path home) {
        try {
            if (!beginningWith(home, PART).isEmpty()) {
                alone(home, () -> {
                    removeLeft(home);
                    return home;
                });
            }
        } catch (IOException _) {
            // it stays until the next time; who unpacks then is told
        }
    }

    /** Of programs that were killed: nobody else unpacks now. */
    private static void removeLeft(Path home) throws IOException {
        for (Path left : beginningWith(home, PART)) {
            remove(left);
        }
    }

    /** Work that needs the folder for itself. */
    private interface Alone {
        Path run() throws IOException;
    }

    /** Works while nobody else does, in this program or another; empty where somebody does. */
    private static Optional<Path> alone(Path home, Alone work) throws IOException {
        Path key = home.toAbsolutePath().normalize();
        if (!BUSY.add(key)) {
            return Optional.empty();
        }
        try (FileChannel lock =
                FileChannel.open(home.resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return lock.tryLock() == null ? Optional.empty() : Optional.of(work.run());
        } finally {
            BUSY.remove(key);
        }
    }

    /** Programs that look for viruses may hold files for a moment that were just written. */
    private void move(Path from, Path to) throws IOException {
        for (int tries = 1; true; tries++) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                if (tries == MOVES) {
                    throw new IOException(
                            to + ": the unpacked libraries cannot get their name, another program holds them ("
                                    + e.getMessage() + "); try again",
                            e);
                }
            }
            if (progress.cancelled()) {
                throw stopped();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(MOVE_PAUSE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw stopped();
            }
        }
    }

    private CancellationException stopped() {
        return new CancellationException(zip.getFileName() + ": stopped while it was unpacked");
    }

    private void check(Path part) throws IOException {
        try {
            EngineLibraries.of(part);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage()); // names a folder that goes away
            throw new IOException(zip + message.substring(Math.max(0, message.indexOf(": "))), e);
        }
    }

    private Path fresh() {
        Path target = home.resolve(EngineChoice.UNPACKED);
        for (int n = 2; Files.exists(target); n++) {
            target = home.resolve(EngineChoice.UNPACKED + "-" + n);
        }
        return target;
    }

    private void extract(Path folder) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            Map<Path, ZipEntry> wanted = wanted(archive, folder);
            total = 0;
            for (ZipEntry entry : wanted.values()) {
                total = Math.addExact(total, Math.max(0, entry.getSize()));
            }
            long free = Files.getFileStore(home).getUsableSpace();
            if (free - total < spareBytes) {
                throw new IOException(zip + ": its libraries need " + (total >> 20) + " MiB, but the disk of " + home
                        + " has " + (free >> 20) + " MiB; make room");
            }
            for (Map.Entry<Path, ZipEntry> one : wanted.entrySet()) {
                Files.createDirectories(one.getKey().getParent());
                try (InputStream in = archive.getInputStream(one.getValue())) {
                    write(in, one.getKey(), one.getValue());
                }
            }
        } catch (ZipException | ArithmeticException e) {
            throw new IOException(zip + ": is damaged or no zip archive (" + e.getMessage() + "); fetch it anew", e);
        }
    }

    /** Libraries and the file that names the build; no headers. Where each goes, and that it stays in the folder. */
    private Map<Path, ZipEntry> wanted(ZipFile archive, Path folder) throws IOException {
        Map<Path, ZipEntry> wanted = new LinkedHashMap<>();
        for (ZipEntry entry : Collections.list(archive.entries())) {
            String name = entry.getName();
            if (entry.isDirectory() || !(name.equals(ROOT + "build-version") || name.startsWith(ROOT + "lib/"))) {
                continue;
            }
            try {
                Path to = folder.resolve(name).normalize();
                if (to.startsWith(folder.resolve(ROOT)) && wanted.put(to, entry) == null) {
                    continue;
                }
            } catch (InvalidPathException _) {
                // said below
            }
            throw new IOException(
                    zip + ": the entry " + name + " leads out of its folder or stands there twice; fetch it anew");
        }
        return wanted;
    }

    /** Writes as many bytes as the archive announced, never more. */
    private void write(InputStream in, Path to, ZipEntry entry) throws IOException {
        long written = 0;
        try (FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (progress.cancelled()) {
                    throw stopped();
                }
                written += n;
                if (written > entry.getSize()) {
                    break;
                }
                append(out, n, to);
                done += n;
                progress.update(done, total);
            }
            out.force(true);
        }
        if (written != entry.getSize()) {
            throw new IOException(zip + ": the entry " + entry.getName() + " has another size than is written there ("
                    + entry.getSize() + " bytes); fetch it anew");
        }
    }

    private void append(FileChannel out, int bytes, Path to) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, bytes);
        try {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            throw new IOException(
                    to.getFileName() + ": cannot be written into " + home + " (" + e.getMessage() + ")", e);
        }
    }

    /** The folders in a folder whose names begin so, sorted. */
    static List<Path> beginningWith(Path home, String prefix) throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(prefix) && Files.isDirectory(file))
                    .sorted()
                    .toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
