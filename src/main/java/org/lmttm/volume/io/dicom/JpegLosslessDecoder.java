package org.lmttm.volume.io.dicom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JPEG lossless (ISO 10918-1, annex H, process 14): Huffman-coded differences from neighbours, 2 to 16 bit. */
final class JpegLosslessDecoder {
    private static final int MOST_PREDICTORS = 7;

    private final byte[] stream;
    private final JpegHeader header;
    private final int columns;
    private final int step;
    private final int[] samples;
    private final @Nullable HuffmanTable[] tables = new HuffmanTable[4];
    private final List<Integer> names = new ArrayList<>();
    private int restart;
    private int decoded;

    JpegLosslessDecoder(byte[] stream, JpegHeader header) throws CodecException {
        this.stream = stream;
        this.header = header;
        this.columns = header.columns();
        this.step = header.components();
        long count = (long) header.rows() * columns * step;
        // each has at least a bit
        if (count > 8L * stream.length) {
            throw new CodecException("is cut short: it has fewer bits than pixels");
        }
        this.samples = new int[Math.toIntExact(count)];
    }

    /** The samples, pixel by pixel, without sign. */
    int[] decode() throws CodecException {
        try {
            int at = 2;
            while (decoded < step) {
                at = segment(at);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new CodecException("is cut short or damaged", e);
        }
        return samples;
    }

    /** One marker and what it holds; where the next begins. */
    private int segment(int at) throws CodecException {
        int marker = JpegHeader.u16(stream, at);
        if (marker == 0xFFFF) {
            return at + 1;
        }
        int length = JpegHeader.u16(stream, at + 2);
        if (marker < 0xFF00 || marker == 0xFFD9 || length < 2) {
            throw new CodecException("is cut short or damaged: no segment at byte " + at);
        }
        int body = at + 4;
        int end = at + 2 + length;
        switch (marker & 0xFF) {
            case 0xC4 -> huffman(body, end);
            case 0xDD -> restart = JpegHeader.u16(stream, body);
            case JpegHeader.LOSSLESS -> frame(body);
            case 0xDA -> {
                return scan(body, end);
            }
            default -> {
                // applications' data and comments
            }
        }
        return end;
    }

    private void huffman(int body, int end) throws CodecException {
        for (int at = body; at < end; ) {
            HuffmanTable table = new HuffmanTable(stream, at + 1);
            tables[JpegHeader.u8(stream, at) & 3] = table;
            at += 1 + table.bytes();
        }
    }

    private void frame(int body) throws CodecException {
        if (!names.isEmpty()) {
            throw new CodecException("is damaged: it has two frame headers");
        }
        for (int c = 0; c < step; c++) {
            if (step > 1 && JpegHeader.u8(stream, body + 7 + 3 * c) != 0x11) {
                throw new CodecException("has colours of different sizes, which cannot be read in lossless JPEG");
            }
            names.add(JpegHeader.u8(stream, body + 6 + 3 * c));
        }
    }

    /** One scan, of one colour or several side by side; where it ends. */
    private int scan(int body, int data) throws CodecException {
        int count = JpegHeader.u8(stream, body);
        int[] components = new int[count];
        HuffmanTable[] coded = new HuffmanTable[count];
        for (int s = 0; s < count; s++) {
            components[s] = names.indexOf(JpegHeader.u8(stream, body + 1 + 2 * s));
            HuffmanTable table = tables[JpegHeader.u8(stream, body + 2 + 2 * s) >> 4 & 3];
            if (components[s] < 0 || table == null) {
                throw new CodecException("is damaged: a scan of an unknown colour or with an unknown table");
            }
            coded[s] = table;
        }
        int predictor = JpegHeader.u8(stream, body + 1 + 2 * count);
        int transform = JpegHeader.u8(stream, body + 3 + 2 * count) & 15;
        if (count < 1 || predictor < 1 || predictor > MOST_PREDICTORS || transform >= header.precision()) {
            throw new CodecException("is damaged: a scan of " + count + " colours by predictor " + predictor);
        }
        if (restart % columns != 0) {
            throw new CodecException("is damaged: it restarts within a line");
        }
        HuffmanBits bits = new HuffmanBits(stream, data);
        int lines = restart == 0 ? header.rows() : restart / columns;
        for (int y = 0; y < header.rows(); y++) {
            boolean first = y % lines == 0;
            if (first && y > 0) {
                bits.restart();
            }
            line(bits, y, first ? 0 : predictor, 1 << (header.precision() - transform - 1), components, coded);
        }
        shift(components, transform);
        decoded += count;
        return bits.end();
    }

    /** One line of a scan's colours; predictor 0 begins anew. */
    private void line(HuffmanBits bits, int y, int predictor, int middle, int[] components, HuffmanTable[] coded)
            throws CodecException {
        int row = columns * step;
        for (int x = 0; x < columns; x++) {
            for (int s = 0; s < components.length; s++) {
                int at = y * row + x * step + components[s];
                int predicted;
                if (x == 0) {
                    predicted = predictor == 0 ? middle : samples[at - row];
                } else if (predictor < 2) {
                    predicted = samples[at - step];
                } else {
                    predicted = predicted(predictor, samples[at - step], samples[at - row], samples[at - row - step]);
                }
                samples[at] = (predicted + difference(bits, coded[s])) & 0xFFFF;
            }
        }
    }

    private static int difference(HuffmanBits bits, HuffmanTable table) throws CodecException {
        int size = bits.symbol(table);
        return size == 16 ? 1 << 15 : bits.signed(size);
    }

    /** From the neighbours left, above and before the one above (table H.1). */
    private static int predicted(int predictor, int a, int b, int c) {
        return switch (predictor) {
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + ((b - c) >> 1);
            case 6 -> b + ((a - c) >> 1);
            default -> (a + b) >> 1;
        };
    }

    private void shift(int[] components, int transform) {
        for (int at = 0; transform > 0 && at < samples.length; at += step) {
            for (int component : components) {
                samples[at + component] <<= transform;
            }
        }
    }
}
