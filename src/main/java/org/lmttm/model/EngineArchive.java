package org.lmttm.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.lmttm.program.Sha256;

/**
 * The archive of libtorch with CUDA as PyTorch publishes it, fetched by the user. PyTorch publishes no checksums; these
 * are those of the files as others downloaded and pinned them.
 *
 * @param file its name
 * @param address from where to fetch it
 * @param sha256 of its content, hexadecimal
 */
public record EngineArchive(String file, String address, String sha256) {
    private static final String PLACE = "https://download.pytorch.org/libtorch/" + EngineLibraries.CUDA + "/";
    private static final String ROOT = "libtorch/";
    private static final String BUILD = EngineLibraries.VERSION + "+" + EngineLibraries.CUDA + ".zip";
    private static final EngineArchive LINUX = published(
            "libtorch-cxx11-abi-shared-with-deps-", "ae513b437ae99150744ef1d06b02a4ecbbb9275c9ffe540c88909623e3293041");
    private static final EngineArchive WINDOWS = published(
            "libtorch-win-shared-with-deps-", "bdbf643d648e2bf9e8603472d6c6ff4bae5f79a49fe4776f215b4c45c90a7f19");

    private static EngineArchive published(String name, String sha256) {
        return new EngineArchive(name + BUILD, PLACE + name + BUILD.replace("+", "%2B"), sha256);
    }

    /** That for this machine; empty where there is none, as on macOS. */
    public static Optional<EngineArchive> forThisMachine() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Optional<EngineArchive> of(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        if (!processor.equals("amd64") && !processor.equals("x86_64")) {
            return Optional.empty();
        }
        return name.startsWith("linux")
                ? Optional.of(LINUX)
                : name.startsWith("windows") ? Optional.of(WINDOWS) : Optional.empty();
    }

    /**
     * Checks the archive and unpacks its libraries beside the user's choice; takes a minute. They appear when all are
     * there, and replace those unpacked before.
     *
     * @param zip the archive
     * @throws IOException if it is another file, damaged, or there is no room; nothing is changed then
     */
    public EngineLibraries unpack(Path zip, EngineChoice choice) throws IOException {
        Sha256 hash = new Sha256();
        hash.addFile(zip, () -> false);
        String found = hash.hex();
        if (!found.equals(sha256)) {
            throw new IOException(zip + ": is not " + file + " or is damaged: its SHA-256 is " + found + ", not "
                    + sha256 + "; fetch it anew from " + address);
        }
        Path home = Files.createDirectories(choice.folder());
        Path target = home.resolve("libtorch-" + EngineLibraries.VERSION + "-" + EngineLibraries.CUDA);
        Path part = Files.createTempDirectory(home, "unpacking");
        try {
            extract(zip, part);
            EngineLibraries.of(part);
            remove(target);
            Files.move(part.resolve(ROOT), target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(part);
        }
        return EngineLibraries.of(target);
    }

    /** Libraries and the file that names the build; no headers. */
    private static void extract(Path zip, Path folder) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                String name = entry.getName();
                boolean wanted = name.equals(ROOT + "build-version") || name.startsWith(ROOT + "lib/");
                if (entry.isDirectory() || !wanted) {
                    continue;
                }
                Path to = folder.resolve(name).normalize();
                if (!to.startsWith(folder)) {
                    throw new IOException(zip + ": the entry " + name + " leads out of its folder; fetch it anew");
                }
                Files.createDirectories(to.getParent());
                try (InputStream in = archive.getInputStream(entry)) {
                    Files.copy(in, to);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
