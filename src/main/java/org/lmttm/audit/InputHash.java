package org.lmttm.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.lmttm.program.Sha256;

/** SHA-256 hashes, hexadecimal, by which an input is known without its name. */
public final class InputHash {
    private InputHash() {}

    /**
     * The hash of a file's content; of a folder, of the sorted hashes of the files right in it, one a line. Names play no
     * part. About a second a gigabyte.
     *
     * @param cancelled asked between chunks
     * @throws IOException when it cannot be read
     * @throws CancellationException when it was cancelled
     */
    public static String of(Path path, BooleanSupplier cancelled) throws IOException {
        if (!Files.isDirectory(path)) {
            return ofFile(path, cancelled);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        return of(files, cancelled);
    }

    /** The hash of several files: of their sorted hashes, one a line; of a single one, its own. */
    public static String of(List<Path> files, BooleanSupplier cancelled) throws IOException {
        if (files.size() == 1) {
            return ofFile(files.getFirst(), cancelled);
        }
        Sha256 digest = new Sha256();
        String[] hashes = new String[files.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = ofFile(files.get(i), cancelled);
        }
        Stream.of(hashes).sorted().forEach(hash -> digest.add(hash + "\n"));
        return digest.hex();
    }

    private static String ofFile(Path file, BooleanSupplier cancelled) throws IOException {
        Sha256 digest = new Sha256();
        digest.addFile(file, cancelled);
        return digest.hex();
    }

    /** The hash of what a network was given: float32, little-endian, row by row. */
    public static String ofCube(float[] cube) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(cube.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(cube);
        return new Sha256().add(bytes).hex();
    }

    /** The hash of a text, as UTF-8. */
    static String ofText(String text) {
        return new Sha256().add(text).hex();
    }
}
