package org.lmttm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.lmttm.download.Checksum;
import org.lmttm.download.Download;
import org.lmttm.download.DownloadLimits;
import org.lmttm.download.DownloadProgress;

/**
 * The archive of libtorch with CUDA as PyTorch publishes it. PyTorch publishes no checksums; these
 * are those of the files as others downloaded and pinned them.
 *
 * @param file its name
 * @param address from where to fetch it
 * @param sha256 of its content, hexadecimal
 */
public record EngineArchive(String file, String address, String sha256) {
    /** Licences of what is in it. */
    public static final String LICENCE = "PyTorch: BSD 3-Clause; the CUDA and cuDNN libraries in it: NVIDIA's terms";

    /** About how large it is, in GB; the server tells it exactly when the download begins. */
    public static final int ABOUT_GB = 3;

    private static final String PLACE = "https://download.pytorch.org/libtorch/" + EngineLibraries.CUDA + "/";
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

    /** The same file at another place, as {@link Download#address} takes it. */
    public EngineArchive at(String place) {
        return new EngineArchive(file, Download.address(file, place).toString(), sha256);
    }

    /**
     * Checks the archive and unpacks its libraries for the user's choice; takes a minute. They appear when all are
     * there.
     *
     * @param zip the archive
     * @throws IOException if it is another file, damaged, or there is no room; nothing is changed then
     * @throws CancellationException when the progress says so; likewise
     */
    EngineLibraries unpack(Path zip, EngineChoice choice, DownloadLimits limits, DownloadProgress progress)
            throws IOException {
        if (!Files.isRegularFile(zip)) {
            throw new IOException(zip + ": there is no such file; choose " + file);
        }
        progress.checking();
        Checksum.Kind kind = Checksum.Kind.SHA256;
        String found = kind.of(zip, progress);
        if (!found.equals(sha256)) {
            throw new IOException(zip + ": is not " + file + " or is damaged: its " + kind + " is " + found + ", not "
                    + sha256 + "; fetch it anew from " + address);
        }
        return unpackChecked(zip, choice, limits, progress);
    }

    /** The same for an archive whose checksum is known to be right. */
    EngineLibraries unpackChecked(Path zip, EngineChoice choice, DownloadLimits limits, DownloadProgress progress)
            throws IOException {
        return EngineLibraries.of(new EngineUnpacking(zip, choice.home(), limits.spareBytes(), progress).unpack());
    }
}
