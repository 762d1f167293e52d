package org.lmttm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Libraries of PyTorch that are not the program's own: those of an installed PyTorch, or an unpacked libtorch.
 *
 * @param folder where they lie
 * @param version of PyTorch, such as "2.7.1"
 * @param flavor {@code cpu}, or the version of CUDA, as {@code cu128}
 */
public record EngineLibraries(Path folder, String version, String flavor) {
    /** The version of PyTorch that the program's bridge to it (DJL's) is made for; another one does not load. */
    public static final String VERSION = "2.7.1";

    /** The version of CUDA that the bridge is made for. */
    public static final String CUDA = "cu128";

    private static final String CPU = "cpu";
    private static final Pattern BUILD = Pattern.compile("(\\d+\\.\\d+\\.\\d+)\\+(cpu|cu\\d+)");
    private static final Pattern PYTHON = Pattern.compile("__version__\\s*=\\s*['\"]([^'\"]+)['\"]");

    /**
     * Looks at a folder.
     *
     * @param given the libraries' folder, or {@code torch} or {@code libtorch} above it, or the folder above that
     * @throws IOException if there are none, of another version, or not all of them; says which, and what to do
     */
    public static EngineLibraries of(Path given) throws IOException {
        Path start = given.toAbsolutePath().normalize();
        Path folder = Stream.of("", "lib", "torch/lib", "libtorch/lib")
                .map(start::resolve)
                .filter(candidate -> Files.isRegularFile(candidate.resolve(file("torch_cpu"))))
                .findFirst()
                .orElseThrow(() -> new IOException(given + ": no libraries of PyTorch lie here (" + file("torch_cpu")
                        + "); choose the folder torch/lib of an installed PyTorch " + VERSION));
        String build = build(folder);
        Matcher known = BUILD.matcher(build);
        if (!known.matches() || !known.group(1).equals(VERSION)) {
            throw new IOException(folder + ": these libraries are of PyTorch " + build + "; only " + VERSION
                    + " loads: install that, in a folder of its own if need be, and choose its torch/lib");
        }
        String flavor = known.group(2);
        if (!flavor.equals(CPU) && !flavor.equals(CUDA)) {
            throw new IOException(folder + ": these libraries are for " + flavor + "; only " + CUDA
                    + " (CUDA 12.8) or cpu loads: install PyTorch " + VERSION + "+" + CUDA);
        }
        List<String> needed = new ArrayList<>(List.of("torch", "torch_cpu", "c10"));
        if (flavor.equals(CUDA)) {
            needed.addAll(List.of("torch_cuda", "c10_cuda"));
        }
        String missing = needed.stream()
                .map(EngineLibraries::file)
                .filter(name -> !Files.isRegularFile(folder.resolve(name)))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IOException(folder + ": " + missing + (missing.contains(",") ? " are" : " is")
                    + " missing; install PyTorch " + VERSION + " anew");
        }
        return new EngineLibraries(folder, VERSION, flavor);
    }

    /** Whether they have CUDA. */
    public boolean cuda() {
        return flavor.equals(CUDA);
    }

    private static String file(String library) {
        return System.mapLibraryName(library);
    }

    /** What the package says of itself: libtorch in a file of its own, Python's in its source. */
    private static String build(Path folder) throws IOException {
        Path libtorch = folder.resolveSibling("build-version");
        if (Files.isRegularFile(libtorch)) {
            return Files.readString(libtorch).strip();
        }
        Path python = folder.resolveSibling("version.py");
        if (Files.isRegularFile(python)) {
            Matcher version = PYTHON.matcher(Files.readString(python));
            if (version.find()) {
                return version.group(1);
            }
        }
        throw new IOException(
                folder + ": of which PyTorch these libraries are is not written beside them (version.py or"
                        + " build-version in " + folder.getParent() + "); choose them in an installed PyTorch");
    }

    /** Folders in which the CUDA runtime may lie: with the libraries, or in the package that Python installs for it. */
    List<Path> runtimeFolders() {
        return List.of(folder, folder.resolve("../../nvidia/cuda_runtime/lib").normalize());
    }
}
