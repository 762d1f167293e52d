package org.lmttm.volume.io.numpy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/** Reads and writes {@code .npy} files. */
public final class NpyFiles {
    /** Longest Java array, with what virtual machines keep for themselves. */
    static final long MOST_BYTES = Integer.MAX_VALUE - 64L;

    private NpyFiles() {}

    /**
     * A whole array.
     *
     * @param file an {@code .npy} file
     * @throws VolumeFormatException when it is not a plain array of numbers, is cut short, or is over 2 GB
     */
    public static NpyArray read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            NpyHeader header = NpyHeader.read(in, file, "the file");
            return readElements(in, header, Files.size(file), file, "the file");
        }
    }

    /** Writes an array, C order, format version 1.0. */
    public static void write(Path file, NpyArray array) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, array);
        }
    }

    static void write(OutputStream out, NpyArray array) throws IOException {
        out.write(NpyHeader.write(array.type(), array.shape()));
        out.write(array.data());
    }

    /**
     * The elements after a header.
     *
     * @param most bytes that can follow at most; a header that declares more is refused before allocating
     */
    static NpyArray readElements(InputStream in, NpyHeader header, long most, Path file, String what)
            throws IOException {
        long bytes = header.byteCount();
        if (bytes > most) {
            throw new VolumeFormatException(
                    file, what + " is cut short or damaged: its header declares " + bytes + " bytes, more than follow");
        }
        if (bytes > MOST_BYTES) {
            throw new VolumeFormatException(file, what + " has " + bytes + " bytes, more than 2 GB in one array");
        }
        byte[] stored = new byte[(int) bytes];
        int got = in.readNBytes(stored, 0, stored.length);
        if (got < stored.length) {
            throw new VolumeFormatException(file, what + " is cut short: " + got + " of " + bytes + " bytes are there");
        }
        int[] shape = header.shape().stream().mapToInt(Integer::intValue).toArray();
        toLittleEndian(stored, header);
        return new NpyArray(header.type(), shape, header.fortran() ? toC(stored, header.type(), shape) : stored);
    }

    private static void toLittleEndian(byte[] stored, NpyHeader header) {
        int size = header.type().bytes();
        if (size == 1 || header.order().equals(ByteOrder.LITTLE_ENDIAN)) {
            return;
        }
        for (int at = 0; at < stored.length; at += size) {
            for (int a = at, b = at + size - 1; a < b; a++, b--) {
                byte v = stored[a];
                stored[a] = stored[b];
                stored[b] = v;
            }
        }
    }

    /** Fortran order to C order. */
    private static byte[] toC(byte[] stored, VoxelType type, int[] shape) {
        byte[] c = new byte[stored.length];
        int size = type.bytes();
        int[] index = new int[shape.length];
        for (int at = 0; at < c.length; at += size) {
            int from = 0;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                from = from * shape[axis] + index[axis];
            }
            System.arraycopy(stored, from * size, c, at, size);
            for (int axis = shape.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return c;
    }
}
