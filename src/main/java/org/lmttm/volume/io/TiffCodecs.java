package org.lmttm.volume.io;

import org.lmttm.volume.VolumeFormatException;

/** TIFF's packings that the Java library lacks (TIFF 6.0, sections 9, 13 and 14; technical note 3). */
final class TiffCodecs {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int MOST_CODES = 4096;

    private TiffCodecs() {}

    /** Runs of equal bytes. */
    static void packBits(FileHead file, byte[] from, byte[] to) throws VolumeFormatException {
        int in = 0;
        int out = 0;
        while (out < to.length) {
            if (in >= from.length) {
                throw cut(file, out, to);
            }
            int n = from[in++];
            if (n == -128) {
                continue;
            }
            int run = n >= 0 ? n + 1 : 1 - n;
            int taken = n >= 0 ? run : 1;
            if (in + taken > from.length) {
                throw cut(file, out, to);
            }
            for (int x = 0; x < run && out < to.length; x++) {
                to[out++] = from[n >= 0 ? in + x : in];
            }
            in += taken;
        }
    }

    private static VolumeFormatException cut(FileHead file, int out, byte[] to) {
        return file.failure("is damaged: a packed TIFF strip ends after " + out + " of " + to.length + " bytes");
    }

    /** LZW with codes of 9 to 12 bits, high bits first, the width growing one code early. */
    static void lzw(FileHead file, byte[] from, byte[] to) throws VolumeFormatException {
        int[] prefix = new int[MOST_CODES];
        byte[] suffix = new byte[MOST_CODES];
        int[] length = new int[MOST_CODES];
        for (int c = 0; c < CLEAR; c++) {
            suffix[c] = (byte) c;
            length[c] = 1;
        }
        int next = END + 1;
        int width = 9;
        int before = -1;
        long bit = 0;
        int out = 0;
        while (out < to.length) {
            if (bit + width > 8L * from.length) {
                throw cut(file, out, to);
            }
            int code = bits(from, bit, width);
            bit += width;
            if (code == END) {
                throw cut(file, out, to);
            }
            if (code == CLEAR) {
                next = END + 1;
                width = 9;
                before = -1;
                continue;
            }
            if (code >= next + (before >= 0 ? 1 : 0)
                    || (code > END && before < 0)
                    || (code == next && next >= MOST_CODES)) {
                throw file.failure("is damaged: a packed TIFF strip has an impossible code");
            }
            if (before >= 0 && next < MOST_CODES) {
                prefix[next] = before;
                length[next] = length[before] + 1;
                suffix[next] = first(prefix, suffix, length, code == next ? before : code);
                next++;
            }
            out = put(to, out, prefix, suffix, length, code);
            before = code;
            width = next + 1 >= 1 << width && width < 12 ? width + 1 : width;
        }
    }

    private static int bits(byte[] from, long bit, int width) {
        int value = 0;
        for (int x = 0; x < width; x++, bit++) {
            value = value << 1 | (from[(int) (bit >> 3)] >> (7 - (int) (bit & 7)) & 1);
        }
        return value;
    }

    private static byte first(int[] prefix, byte[] suffix, int[] length, int code) {
        int c = code;
        while (length[c] > 1) {
            c = prefix[c];
        }
        return suffix[c];
    }

    private static int put(byte[] to, int out, int[] prefix, byte[] suffix, int[] length, int code) {
        int c = code;
        for (int at = out + length[code] - 1; at >= out; at--) {
            if (at < to.length) {
                to[at] = suffix[c];
            }
            c = prefix[c];
        }
        return Math.min(to.length, out + length[code]);
    }

    /** Predictor 2: each sample is the difference from the same sample of the pixel before. */
    static void addNeighbours(byte[] b, int start, int row, int size, int samples, boolean little) {
        int pixel = size * samples;
        for (int at = start + pixel; at < start + row; at += size) {
            int carry = 0;
            for (int x = 0; x < size; x++) {
                int here = at + (little ? x : size - 1 - x);
                int sum = (b[here] & 0xFF) + (b[here - pixel] & 0xFF) + carry;
                b[here] = (byte) sum;
                carry = sum >> 8;
            }
        }
    }

    /** Predictor 3: differences of bytes, the highest bytes of all samples of a row first. */
    static void joinFloatBytes(byte[] b, int start, int row, int size, int samples, boolean little) {
        for (int x = start + samples; x < start + row; x++) {
            b[x] += b[x - samples];
        }
        byte[] joined = new byte[row];
        int count = row / size;
        for (int n = 0; n < count; n++) {
            for (int x = 0; x < size; x++) {
                joined[n * size + (little ? size - 1 - x : x)] = b[start + x * count + n];
            }
        }
        System.arraycopy(joined, 0, b, start, row);
    }
}
