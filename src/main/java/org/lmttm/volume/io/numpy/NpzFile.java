package org.lmttm.volume.io.numpy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/**
 * An open {@code .npz} archive. Arrays are read on request; opening reads the directory only. Several threads may read
 * at once.
 */
public final class NpzFile implements AutoCloseable {
    /** Deflate packs at most 1032 bytes into one. */
    private static final long DEFLATE_RATIO = 1032;

    private static final String ENDING = ".npy";
    /** The oldest time that an entry can carry, so that the same arrays give the same bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path path;
    private final ZipFile zip;

    private NpzFile(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    /**
     * Opens an archive.
     *
     * @param path the file
     * @throws VolumeFormatException when it is not a complete zip archive
     */
    public static NpzFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        try {
            return new NpzFile(path, new ZipFile(path.toFile()));
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new VolumeFormatException(
                    path, "is not a complete zip archive (" + e.getMessage() + "); copy the file again", e);
        }
    }

    /**
     * Every array of an archive.
     *
     * @return arrays by name, in the file's order
     * @throws VolumeFormatException when it is no complete zip archive, or a member is no plain array of numbers
     */
    public static Map<String, NpyArray> read(Path file) throws IOException {
        try (NpzFile npz = open(file)) {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            for (String name : npz.names()) {
                arrays.put(name, npz.array(name));
            }
            return arrays;
        }
    }

    /**
     * An array that is written piece by piece, for those that memory does not hold.
     *
     * @param name without {@code .npy}
     * @param type of an element
     * @param shape lengths of the axes
     * @param elements writes all elements, C order, little endian
     */
    public record Streamed(String name, VoxelType type, List<Integer> shape, Elements elements) {
        /** Makes the shape immutable. */
        public Streamed {
            shape = List.copyOf(shape);
        }

        /** Bytes of all elements. */
        public long byteCount() {
            return shape.stream().mapToLong(Integer::longValue).reduce(type.bytes(), Math::multiplyExact);
        }
    }

    /** Writes an array's elements. */
    @FunctionalInterface
    public interface Elements {
        /** Writes them; does not close. */
        void write(OutputStream out) throws IOException;
    }

    /** As {@link #write(Path, List)}, of arrays in memory. */
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        List<Streamed> members = new ArrayList<>();
        arrays.forEach((name, array) -> members.add(new Streamed(
                name, array.type(), Arrays.stream(array.shape()).boxed().toList(), out -> out.write(array.data()))));
        write(file, members);
    }

    /**
     * Writes arrays, packed, atomically: a temporary file beside the target, forced to disk, then renamed; nothing stays
     * of one that fails. The same arrays give the same bytes.
     *
     * @throws IOException when writing fails, or what gives the elements does
     */
    public static void write(Path file, List<Streamed> arrays) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".part");
        try {
            writeMembers(temporary, arrays);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static void writeMembers(Path file, List<Streamed> arrays) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            ZipOutputStream zip = new ZipOutputStream(raw);
            for (Streamed array : arrays) {
                ZipEntry entry = new ZipEntry(array.name() + ENDING);
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                byte[] header = NpyHeader.write(
                        array.type(),
                        array.shape().stream().mapToInt(Integer::intValue).toArray());
                zip.write(header);
                array.elements().write(zip);
                zip.closeEntry();
                if (entry.getSize() != header.length + array.byteCount()) {
                    throw new IllegalStateException(array.name() + " of shape " + array.shape() + " was given "
                            + (entry.getSize() - header.length) + " bytes of elements");
                }
            }
            zip.finish();
            raw.flush();
            channel.force(true);
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Names of the arrays, without {@code .npy}, in the archive's order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(ENDING))
                .forEach(name -> names.add(name.substring(0, name.length() - ENDING.length())));
        return names;
    }

    /** Whether there is an array of that name. */
    public boolean has(String name) {
        return zip.getEntry(name + ENDING) != null;
    }

    /** Shape and type of an array, without its elements. */
    public NpyHeader header(String name) throws IOException {
        try (InputStream in = stream(name)) {
            return NpyHeader.read(in, path, name);
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
    }

    /** A whole array, checked against its checksum. */
    public NpyArray array(String name) throws IOException {
        try (InputStream in = stream(name)) {
            NpyHeader header = NpyHeader.read(in, path, name);
            NpyArray array = NpyFiles.readElements(in, header, largest(name), path, name);
            drain(in);
            return array;
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
    }

    /** Reads an array to its end without keeping it, and so checks its checksum. */
    public void verify(String name) throws IOException {
        try (InputStream in = stream(name)) {
            drain(in);
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
    }

    /**
     * An array's bytes, header included, unpacked as they are read. Read to its end, the stream fails with
     * {@link ZipException} where the checksum does not agree.
     *
     * @param name the array's name without {@code .npy}
     */
    public InputStream stream(String name) throws IOException {
        ZipEntry entry = entry(name);
        InputStream in;
        try {
            in = zip.getInputStream(entry);
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
        return new BufferedInputStream(new Checked(in, entry.getCrc()), 1 << 16);
    }

    /** Most bytes that an array's member can unpack to: what the directory says, unless that is impossible. */
    public long largest(String name) throws IOException {
        ZipEntry entry = entry(name);
        return Math.min(entry.getSize(), entry.getCompressedSize() * DEFLATE_RATIO + 64);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private ZipEntry entry(String name) throws VolumeFormatException {
        ZipEntry entry = zip.getEntry(name + ENDING);
        if (entry == null) {
            throw new VolumeFormatException(path, "holds no array '" + name + "'; there are " + names());
        }
        return entry;
    }

    private VolumeFormatException damaged(String name, IOException cause) {
        return new VolumeFormatException(
                path, "array " + name + " is damaged (" + cause.getMessage() + "); copy the file again", cause);
    }

    private static void drain(InputStream in) throws IOException {
        byte[] rest = new byte[1 << 14];
        while (in.read(rest) >= 0) {
            // Only the checksum at the end is wanted.
        }
    }

    /** {@link ZipFile} leaves checksums unread. */
    private static final class Checked extends FilterInputStream {
        private final CRC32 crc = new CRC32();
        private final long expected;

        Checked(InputStream in, long expected) {
            super(in);
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n = super.read(to, offset, length);
            if (n > 0) {
                crc.update(to, offset, n);
            } else if (n < 0 && crc.getValue() != expected) {
                throw new ZipException("checksum does not agree");
            }
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            byte[] skipped = new byte[Math.clamp(n, 0, 1 << 14)];
            return Math.max(0, read(skipped, 0, skipped.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
