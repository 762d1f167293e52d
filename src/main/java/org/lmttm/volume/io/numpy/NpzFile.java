package org.lmttm.volume.io.numpy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy archives: a zip of {@code .npy} entries, one an array. */
public final class NpzFile {
    private static final String ENDING = ".npy";
    /** Deflate cannot pack tighter than this, so a larger claim is false. */
    private static final long TIGHTEST = 1032;

    private NpzFile() {}

    /**
     * Reads every array.
     *
     * @return arrays by name, in the file's order
     * @throws IOException if it is no zip, or an entry is no plain array; names the file and the entry
     */
    public static Map<String, NpyArray> read(Path file) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (!name.endsWith(ENDING)) {
                    continue;
                }
                long available = Math.min(entry.getSize(), Math.max(entry.getCompressedSize(), 1) * TIGHTEST);
                try (InputStream in = zip.getInputStream(entry)) {
                    arrays.put(
                            name.substring(0, name.length() - ENDING.length()),
                            NpyArray.read(in, file.getFileName() + "[" + name + "]", available));
                }
            }
        } catch (ZipException e) {
            throw new IOException(file.getFileName() + ": not a readable npz (zip) file: " + e.getMessage(), e);
        }
        return arrays;
    }

    /** Writes the arrays atomically: a temporary file beside the target, forced to disk, then renamed. */
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            ZipOutputStream zip = new ZipOutputStream(raw);
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + ENDING);
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // same arrays, same bytes
                zip.putNextEntry(entry);
                array.getValue().write(zip);
                zip.closeEntry();
            }
            zip.finish();
            raw.flush();
            channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
