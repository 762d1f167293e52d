package org.lmttm.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lmttm.program.Sha256;

/** Libraries and archives as PyTorch's installers leave them, with a few random bytes for libraries. */
public final class FakeLibtorch {
    /** What libraries with CUDA consist of. */
    public static final List<String> CUDA = List.of("torch", "torch_cpu", "torch_cuda", "c10", "c10_cuda");

    /** What the archives here are called. */
    public static final String FILE = "libtorch.zip";

    private FakeLibtorch() {}

    /** The entries of an archive: headers, which nobody needs, and libraries of 100 kB. */
    public static Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("libtorch/build-version", "2.7.1+cu128\n".getBytes(StandardCharsets.UTF_8));
        entries.put("libtorch/include/torch.h", new byte[0]);
        Random random = new Random(7);
        for (String library : CUDA) {
            byte[] content = new byte[100_000];
            random.nextBytes(content);
            entries.put("libtorch/lib/" + System.mapLibraryName(library), content);
        }
        return entries;
    }

    /** Writes an archive of these entries. */
    public static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return file;
    }

    /** What is known of an archive that a place on this machine serves. */
    public static EngineArchive archive(Path zip, String place) throws IOException {
        Sha256 hash = new Sha256();
        hash.addFile(zip, () -> false);
        return new EngineArchive(FILE, place + FILE, hash.hex());
    }

    /** An installed PyTorch; gives the folder of its libraries. */
    public static Path python(Path folder, String version, List<String> libraries) throws IOException {
        Path torch = Files.createDirectories(folder.resolve("site-packages/torch/lib"));
        for (String library : libraries) {
            Files.createFile(torch.resolve(System.mapLibraryName(library)));
        }
        Files.writeString(
                torch.resolveSibling("version.py"), "from typing import Optional\n__version__ = '" + version + "'\n");
        return torch;
    }
}
