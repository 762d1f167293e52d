package org.lmttm.volume.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/**
 * Voxels written as text: numbers with white space or commas between them, which come in this machine's byte order, or
 * bytes as pairs of hexadecimal digits.
 *
 * @param file the file
 * @param start bytes in front of the text
 * @param type what the numbers are stored as
 * @param hex pairs of digits rather than numbers
 */
record TextBytes(DataFile file, long start, VoxelType type, boolean hex) implements VoxelBytes {
    private static final int LONGEST_NUMBER = 64;

    @Override
    public long largest() {
        long there = Math.max(0, file.size() - start);
        return hex ? there / 2 : (there + 1) / 2 * type.bytes();
    }

    @Override
    public MemorySegment load(long offset, long bytes, boolean last, VoxelArena arena) throws IOException {
        VoxelBytes.check(file, largest(), offset, bytes, false);
        MemorySegment voxels = arena.unpacked(bytes);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16)) {
            in.skipNBytes(start);
            if (hex) {
                readHex(in, offset, voxels);
            } else {
                readNumbers(in, offset / type.bytes(), voxels);
            }
        }
        return voxels;
    }

    private void readHex(InputStream in, long skipped, MemorySegment voxels) throws IOException {
        for (long at = -skipped; at < voxels.byteSize(); at++) {
            int high = digit(in, at);
            int low = digit(in, at);
            if (at >= 0) {
                voxels.set(ValueLayout.JAVA_BYTE, at, (byte) (high << 4 | low));
            }
        }
    }

    private int digit(InputStream in, long at) throws IOException {
        int c = in.read();
        while (c >= 0 && Character.isWhitespace(c)) {
            c = in.read();
        }
        int digit = Character.digit(c, 16);
        if (digit < 0) {
            throw c < 0 ? cut(at, "byte") : file.failure("has '" + (char) c + "' where a hexadecimal digit should be");
        }
        return digit;
    }

    private void readNumbers(InputStream in, long skipped, MemorySegment voxels) throws IOException {
        long count = voxels.byteSize() / type.bytes();
        for (long at = -skipped; at < count; at++) {
            String number = number(in);
            if (number.isEmpty()) {
                throw cut(at, "number");
            }
            if (at >= 0) {
                put(voxels, at, number);
            }
        }
    }

    private VolumeFormatException cut(long at, String what) {
        return file.failure("is cut short: " + what + " " + at + " of the voxels is missing");
    }

    private String number(InputStream in) throws IOException {
        StringBuilder number = new StringBuilder();
        int c = in.read();
        while (c >= 0 && (!separates(c) || number.isEmpty())) {
            if (!separates(c)) {
                number.append((char) c);
                if (number.length() > LONGEST_NUMBER) {
                    throw file.failure("has text where a number should be");
                }
            }
            c = in.read();
        }
        return number.toString();
    }

    private static boolean separates(int c) {
        return Character.isWhitespace(c) || c == ',';
    }

    private void put(MemorySegment voxels, long at, String text) throws VolumeFormatException {
        try {
            switch (type) {
                case FLOAT32 -> voxels.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * at, Float.parseFloat(text));
                case FLOAT64 -> voxels.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8 * at, Double.parseDouble(text));
                case UINT64 -> voxels.set(ValueLayout.JAVA_LONG_UNALIGNED, 8 * at, Long.parseUnsignedLong(text));
                default -> putInteger(voxels, at, Long.parseLong(text));
            }
        } catch (NumberFormatException e) {
            throw file.failure("has '" + text + "' where a number of type " + type.numpyName() + " should be", e);
        }
    }

    private void putInteger(MemorySegment voxels, long at, long value) throws VolumeFormatException {
        int bits = 8 * type.bytes();
        boolean unsigned = type == VoxelType.UINT8 || type == VoxelType.UINT16 || type == VoxelType.UINT32;
        long lo = unsigned ? 0 : -1L << (bits - 1);
        long hi = unsigned ? (1L << bits) - 1 : -lo - 1;
        if (value < lo || value > hi) {
            throw file.failure("has the number " + value + ", which does not fit its type " + type.numpyName());
        }
        switch (type.bytes()) {
            case 1 -> voxels.set(ValueLayout.JAVA_BYTE, at, (byte) value);
            case 2 -> voxels.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * at, (short) value);
            case 4 -> voxels.set(ValueLayout.JAVA_INT_UNALIGNED, 4 * at, (int) value);
            default -> voxels.set(ValueLayout.JAVA_LONG_UNALIGNED, 8 * at, value);
        }
    }
}
