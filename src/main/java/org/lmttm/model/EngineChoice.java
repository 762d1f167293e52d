package org.lmttm.model;

import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lmttm.program.Program;

/**
 * Which libraries of PyTorch the engine loads: the program's own for the CPU, unless the user chose others or the
 * environment names some. The choice is one line of a file and holds from the next start on.
 */
public final class EngineChoice {
    private static final String PATH = "PYTORCH_LIBRARY_PATH";
    private static final String RUNTIMES = "jna.library.path";
    private static final String RUNTIME = "libcudart";

    /** What the folders of unpacked libraries are called; a number follows where there are several. */
    static final String UNPACKED = "libtorch-" + EngineLibraries.VERSION + "-" + EngineLibraries.CUDA;

    private final Path folder;
    private final Path home;

    private EngineChoice(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
    }

    /** The choice of this program's user. */
    public static EngineChoice ofUser() {
        return in(Program.settingsFolder());
    }

    /** The choice that stands in a folder of settings, which need not exist. */
    public static EngineChoice in(Path settings) {
        return new EngineChoice(
                settings.resolve("engine"), Program.machineFolder(settings).resolve("engine"));
    }

    /** Where unpacked libraries go, and the archive while it is fetched; need not exist. */
    public Path home() {
        return home;
    }

    private Path file() {
        return folder.resolve("libraries.txt");
    }

    /** What {@value #PATH} of the environment names, which goes before every choice. */
    public static Optional<String> environment() {
        return Optional.ofNullable(System.getenv(PATH)).filter(path -> !path.isBlank());
    }

    /**
     * The folder that was chosen; empty where the program's own libraries are.
     *
     * @throws IOException if the choice cannot be read, or is no folder's name
     */
    public Optional<Path> chosen() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file()).strip();
            if (!text.isEmpty()) {
                return Optional.of(Path.of(text));
            }
        } catch (InvalidPathException | CharacterCodingException _) {
            // said below
        }
        throw new IOException(file() + ": no folder is named in this file; choose the libraries again");
    }

    /**
     * What the next start loads.
     *
     * @throws IOException if the choice cannot be read
     */
    public EngineSource source() throws IOException {
        return source(environment());
    }

    /** The same where the environment says this. */
    EngineSource source(Optional<String> environment) throws IOException {
        if (environment.isPresent()) {
            return new EngineSource(EngineSource.Kind.ENVIRONMENT, environment.get());
        }
        return chosen().map(EngineSource::chosen).orElse(EngineSource.OWN);
    }

    /**
     * Whole libraries that were unpacked and are still there; the last of them where there are several.
     *
     * @throws IOException if the folder cannot be listed
     */
    public Optional<EngineLibraries> unpacked() throws IOException {
        Optional<EngineLibraries> last = Optional.empty();
        for (Path one : EngineUnpacking.beginningWith(home, UNPACKED)) {
            try {
                last = Optional.of(EngineLibraries.of(one));
            } catch (IOException _) {
                // somebody removed some of them: as if they were not there
            }
        }
        return last;
    }

    /**
     * Removes what an unpacking left that was cut off, as by closing the window; nothing while one is under way. What
     * cannot be removed stays until the next time.
     */
    public void sweep() {
        EngineUnpacking.sweep(home);
    }

    /** The folders of libraries that were unpacked, but for the one that these lie in. */
    List<Path> unpackedBefore(EngineLibraries libraries) throws IOException {
        return EngineUnpacking.beginningWith(home, UNPACKED).stream()
                .filter(one ->
                        !libraries.folder().startsWith(one.toAbsolutePath().normalize()))
                .toList();
    }

    /**
     * Chooses libraries, from the next start on.
     *
     * @throws IOException if the choice cannot be written
     */
    public void choose(EngineLibraries libraries) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, "libraries", ".tmp");
        try {
            Files.writeString(temporary, libraries.folder() + "\n");
            Files.move(temporary, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary); // it is there only where this failed
        }
    }

    /**
     * Goes back to the program's own libraries, from the next start on; unpacked ones stay where they are.
     *
     * @throws IOException if the choice cannot be removed
     */
    public void reset() throws IOException {
        Files.deleteIfExists(file());
    }

    /**
     * Tells the engine, before it starts, where its libraries are; DJL reads these properties where the environment does
     * not say it.
     *
     * @param properties that are set; as before where this fails
     * @return which they are
     * @throws DeviceException if the chosen libraries are not there any more, or not those the program can load
     */
    EngineSource apply(EngineProperties properties) {
        try {
            EngineSource source = source();
            Optional<Path> chosen = source.folder();
            if (chosen.isPresent()) {
                EngineLibraries libraries = EngineLibraries.of(chosen.get());
                properties.set(PATH, libraries.folder().toString());
                properties.set("PYTORCH_VERSION", libraries.version());
                properties.set("PYTORCH_FLAVOR", libraries.flavor());
                if (libraries.cuda()) {
                    findRuntime(libraries, properties);
                }
            }
            return source;
        } catch (IOException e) {
            properties.restore();
            throw new DeviceException(
                    "the engine libraries that were chosen cannot be used: " + e.getMessage()
                            + "; or go back to the program's own: Preferences › Computing, or lmttm engine --own",
                    e);
        }
    }

    /**
     * GPUs are counted through the CUDA runtime under its plain name; libtorch has it under a name of its own, to which
     * a link then leads.
     */
    private void findRuntime(EngineLibraries libraries, EngineProperties properties) throws IOException {
        for (Path place : libraries.runtimeFolders()) {
            Optional<Path> runtime = runtime(place);
            if (runtime.isPresent()) {
                Path found = runtime.get();
                boolean plain = found.getFileName().toString().startsWith(RUNTIME + ".so");
                Path path = plain ? place : linked(found);
                String others = System.getProperty(RUNTIMES, "");
                properties.set(RUNTIMES, others.isEmpty() ? path.toString() : path + File.pathSeparator + others);
                return;
            }
        }
    }

    private static Optional<Path> runtime(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().startsWith(RUNTIME))
                    .sorted()
                    .findFirst();
        }
    }

    private Path linked(Path runtime) throws IOException {
        Path links = Files.createDirectories(folder.resolve("cudart"));
        Path link = links.resolve(RUNTIME + ".so");
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS) || !Files.isSameFile(link, runtime)) {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, runtime);
        }
        return links;
    }
}
