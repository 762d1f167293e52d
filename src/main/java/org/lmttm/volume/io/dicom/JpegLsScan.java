package org.lmttm.volume.io.dicom;

import java.util.Arrays;

/** Decodes one scan of a JPEG-LS stream (ISO 14495-1, annex A). */
final class JpegLsScan {
    private static final int CONTEXTS = 365;
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final JpegLsBits bits;
    private final JpegLsCoding coding;
    private final int columns;
    private final int rows;
    private final int[] samples;
    private final int stride;
    private final int first;
    private final int components;

    private final int[] a = new int[CONTEXTS + 2];
    private final int[] b = new int[CONTEXTS];
    private final int[] c = new int[CONTEXTS];
    private final int[] n = new int[CONTEXTS + 2];
    /** Negative errors of the two contexts in which runs end. */
    private final int[] negative = new int[2];

    private final int errorBits;
    private final int limit;
    private final int wrap;

    /** Lines of each colour with one sample more at either end: the one being decoded and the one before. */
    private final int[][] line;

    private final int[][] above;
    private final int[] runIndex;

    JpegLsScan(
            byte[] stream, int at, JpegLsCoding coding, JpegHeader header, int[] samples, int first, int components) {
        this.bits = new JpegLsBits(stream, at);
        this.coding = coding;
        this.columns = header.columns();
        this.rows = header.rows();
        this.samples = samples;
        this.stride = header.components();
        this.first = first;
        this.components = components;
        this.errorBits = coding.errorBits();
        this.limit = coding.limit();
        this.wrap = coding.range() * coding.step();
        this.line = new int[components][columns + 2];
        this.above = new int[components][columns + 2];
        this.runIndex = new int[components];
        Arrays.fill(a, Math.max(2, (coding.range() + 32) / 64));
        Arrays.fill(n, 1);
    }

    /**
     * Decodes the scan.
     *
     * @param bySample whether the colours of a pixel stand together
     * @return where the marker after it begins
     */
    int decode(boolean bySample) throws CodecException {
        for (int y = 0; y < rows; y++) {
            for (int p = 0; p < components; p++) {
                int[] before = above[p];
                above[p] = line[p];
                line[p] = before;
                line[p][0] = above[p][1];
                above[p][columns + 1] = above[p][columns];
            }
            if (bySample && components > 1) {
                decodePixels();
            } else {
                for (int p = 0; p < components; p++) {
                    decodeLine(p);
                }
            }
            store(y);
        }
        return bits.end();
    }

    private void store(int y) {
        for (int p = 0; p < components; p++) {
            int to = y * columns * stride + first + p;
            for (int x = 1; x <= columns; x++) {
                samples[to] = line[p][x];
                to += stride;
            }
        }
    }

    private void decodeLine(int p) throws CodecException {
        int[] now = line[p];
        int[] up = above[p];
        int x = 1;
        while (x <= columns) {
            int context = context(now, up, x);
            if (context != 0) {
                now[x] = regular(context, now[x - 1], up[x], up[x - 1]);
                x++;
                continue;
            }
            int run = run(p, x, 0);
            Arrays.fill(now, x, x + run, now[x - 1]);
            x += run;
            if (x <= columns) {
                now[x] = runEnd(now[x - 1], up[x], Math.abs(now[x - 1] - up[x]) <= coding.near() ? 1 : 0, runIndex[p]);
                runIndex[p] = Math.max(0, runIndex[p] - 1);
                x++;
            }
        }
    }

    private void decodePixels() throws CodecException {
        int[] context = new int[components];
        int x = 1;
        while (x <= columns) {
            boolean flat = true;
            for (int p = 0; p < components; p++) {
                context[p] = context(line[p], above[p], x);
                flat &= context[p] == 0;
            }
            if (!flat) {
                for (int p = 0; p < components; p++) {
                    line[p][x] = regular(context[p], line[p][x - 1], above[p][x], above[p][x - 1]);
                }
                x++;
                continue;
            }
            int run = run(0, x, 0);
            for (int p = 0; p < components; p++) {
                Arrays.fill(line[p], x, x + run, line[p][x - 1]);
            }
            x += run;
            if (x <= columns) {
                for (int p = 0; p < components; p++) {
                    line[p][x] = runEnd(line[p][x - 1], above[p][x], 0, runIndex[0]);
                }
                runIndex[0] = Math.max(0, runIndex[0] - 1);
                x++;
            }
        }
    }

    /** The context of a sample from the gradients around it, with its sign; 0 where they are flat. */
    private int context(int[] now, int[] up, int x) {
        int q1 = coding.quantised(up[x + 1] - up[x]);
        int q2 = coding.quantised(up[x] - up[x - 1]);
        int q3 = coding.quantised(up[x - 1] - now[x - 1]);
        return 81 * q1 + 9 * q2 + q3;
    }

    private int regular(int signedContext, int left, int up, int upLeft) throws CodecException {
        int sign = signedContext < 0 ? -1 : 1;
        int q = Math.abs(signedContext);
        int high = Math.max(left, up);
        int low = Math.min(left, up);
        int predicted = upLeft >= high ? low : upLeft <= low ? high : left + up - upLeft;
        predicted = Math.clamp(predicted + sign * c[q], 0, coding.maximum());
        int k = 0;
        while (k < 24 && n[q] << k < a[q]) {
            k++;
        }
        int mapped = bits.golomb(k, limit, errorBits);
        int error = (mapped & 1) == 0 ? mapped >> 1 : -((mapped + 1) >> 1);
        if (coding.near() == 0 && k == 0 && 2 * b[q] <= -n[q]) {
            error = -error - 1;
        }
        learn(q, error);
        return reconstruct(predicted, sign * error * coding.step());
    }

    private void learn(int q, int error) {
        b[q] += error * coding.step();
        a[q] += Math.abs(error);
        if (n[q] == coding.reset()) {
            a[q] >>= 1;
            b[q] >>= 1;
            n[q] >>= 1;
        }
        n[q]++;
        if (b[q] <= -n[q]) {
            b[q] = Math.max(b[q] + n[q], 1 - n[q]);
            c[q] = Math.max(c[q] - 1, -128);
        } else if (b[q] > 0) {
            b[q] = Math.min(b[q] - n[q], 0);
            c[q] = Math.min(c[q] + 1, 127);
        }
    }

    private int reconstruct(int predicted, int error) {
        int value = predicted + error;
        if (value < -coding.near()) {
            value += wrap;
        } else if (value > coding.maximum() + coding.near()) {
            value -= wrap;
        }
        return Math.clamp(value, 0, coding.maximum());
    }

    /** How many samples from x on repeat the one before. */
    private int run(int p, int x, int from) throws CodecException {
        int left = columns + 1 - x;
        int run = from;
        while (run < left && bits.bit() == 1) {
            int length = 1 << RUN_BITS[runIndex[p]];
            if (length > left - run) {
                return left;
            }
            run += length;
            runIndex[p] = Math.min(31, runIndex[p] + 1);
            if (run == left) {
                return left;
            }
        }
        run += bits.bits(RUN_BITS[runIndex[p]]);
        if (run >= left) {
            throw new CodecException("is damaged: a run leaves its line");
        }
        return run;
    }

    /** The sample that ends a run. */
    private int runEnd(int left, int up, int kind, int index) throws CodecException {
        int q = CONTEXTS + kind;
        int weight = kind == 0 ? a[q] : a[q] + (n[q] >> 1);
        int k = 0;
        while (k < 24 && n[q] << k < weight) {
            k++;
        }
        int mapped = bits.golomb(k, limit - RUN_BITS[index] - 1, errorBits);
        int doubled = mapped + kind;
        int odd = doubled & 1;
        int size = (doubled + odd) >> 1;
        boolean minus = (k != 0 || 2 * negative[kind] >= n[q]) == (odd == 1);
        int error = minus ? -size : size;
        if (error < 0) {
            negative[kind]++;
        }
        a[q] += (mapped + 1 - kind) >> 1;
        if (n[q] == coding.reset()) {
            a[q] >>= 1;
            n[q] >>= 1;
            negative[kind] >>= 1;
        }
        n[q]++;
        int sign = kind == 0 && left > up ? -1 : 1;
        return reconstruct(kind == 1 ? left : up, sign * error * coding.step());
    }
}
