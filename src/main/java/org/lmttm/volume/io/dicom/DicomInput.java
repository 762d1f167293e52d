package org.lmttm.volume.io.dicom;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.lmttm.volume.VolumeFormatException;

/** Bytes of a data set in order, with their position, byte order and how many there can be at most. */
final class DicomInput {
    /** Deflate packs at most 1032 bytes into one. */
    private static final long DEFLATE_RATIO = 1032;

    private static final long DEFLATE_SLACK = 4096;

    private final Path file;
    private final InputStream in;
    private final long end;
    private final boolean inflating;
    private long position;
    private boolean bigEndian;

    private DicomInput(Path file, InputStream in, long end, boolean inflating) {
        this.file = file;
        this.in = in;
        this.end = end;
        this.inflating = inflating;
    }

    /** Reads a file from its beginning. */
    static DicomInput of(Path file, InputStream in, long size) {
        return new DicomInput(file, new BufferedInputStream(in, 1 << 14), size, false);
    }

    /** The rest, unpacked; positions begin again at 0. The inflater is the caller's to end. */
    DicomInput inflated(Inflater inflater) {
        long packed = Math.max(0, end - position);
        long most = packed > (Long.MAX_VALUE - DEFLATE_SLACK) / DEFLATE_RATIO
                ? Long.MAX_VALUE
                : packed * DEFLATE_RATIO + DEFLATE_SLACK;
        InputStream unpacked = new BufferedInputStream(new InflaterInputStream(in, inflater, 1 << 14), 1 << 14);
        return new DicomInput(file, unpacked, most, true);
    }

    void bigEndian(boolean big) {
        bigEndian = big;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /** Bytes read or skipped so far. */
    long position() {
        return position;
    }

    /** Bytes that can be left at most. */
    long remaining() {
        return end - position;
    }

    /** Whether no byte is left. */
    boolean atEnd() throws IOException {
        try {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0;
        } catch (EOFException e) {
            throw cut(1, e);
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    /** The next bytes without reading them; fewer at the end. */
    byte[] peek(int count) throws IOException {
        in.mark(count);
        byte[] next = in.readNBytes(count);
        in.reset();
        return next;
    }

    int u16() throws IOException {
        byte[] b = bytes(2);
        int first = b[0] & 0xFF;
        int second = b[1] & 0xFF;
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    long u32() throws IOException {
        long first = u16();
        long second = u16();
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    /** A tag: two 16-bit numbers, the group first. */
    int tag() throws IOException {
        int group = u16();
        return group << 16 | u16();
    }

    /** The next bytes, which take memory only as they come. */
    byte[] bytes(int count) throws IOException {
        if (count > remaining()) {
            throw cut(count, null);
        }
        try {
            byte[] read = in.readNBytes(count);
            if (read.length < count) {
                throw cut(count, null);
            }
            position += count;
            return read;
        } catch (EOFException e) {
            throw cut(count, e);
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    void skip(long count) throws IOException {
        if (count > remaining()) {
            throw cut(count, null);
        }
        try {
            in.skipNBytes(count);
            position += count;
        } catch (EOFException e) {
            throw cut(count, e);
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    /** A failure that names the file. */
    VolumeFormatException failure(String reason) {
        return new VolumeFormatException(file, reason);
    }

    private VolumeFormatException cut(long wanted, @org.jspecify.annotations.Nullable Exception cause) {
        String where = inflating ? "the unpacked data set" : "the file";
        return new VolumeFormatException(
                file,
                "is cut short or damaged: " + wanted + " bytes should follow at byte " + position + ", where " + where
                        + " has " + (inflating ? "no more" : Math.max(0, remaining()) + " left"),
                cause);
    }

    private VolumeFormatException damaged(ZipException e) {
        return new VolumeFormatException(file, "damaged deflate stream (" + e.getMessage() + "); copy it again", e);
    }
}
