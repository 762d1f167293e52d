package org.lmttm.volume.io.dicom;

import org.jspecify.annotations.Nullable;

/** JPEG extended of 12 bit (ISO 10918-1, process 4): sequential, Huffman-coded cosines. */
final class Jpeg12Decoder {
    private static final int BLOCK = 64;
    private static final int SIDE = 8;
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private final byte[] stream;
    private final JpegHeader header;
    private final int[] @Nullable [] quantisation = new int[4][];
    private final @Nullable HuffmanTable[] dc = new HuffmanTable[4];
    private final @Nullable HuffmanTable[] ac = new HuffmanTable[4];
    private Component[] components = {};
    private int restart;

    Jpeg12Decoder(byte[] stream, JpegHeader header) {
        this.stream = stream;
        this.header = header;
    }

    /** One colour of the image: its blocks cover the image in its own, perhaps coarser, grid. */
    private static final class Component {
        final int id;
        final int horizontal;
        final int vertical;
        final int table;
        int width;
        int blocksAcross;
        int blocksDown;
        int[] pixels = {};
        int predicted;
        boolean decoded;
        int dcTable;
        int acTable;

        Component(int id, int horizontal, int vertical, int table) {
            this.id = id;
            this.horizontal = horizontal;
            this.vertical = vertical;
            this.table = table;
        }
    }

    /** The samples, pixel by pixel. */
    int[] decode() throws CodecException {
        try {
            segments();
        } catch (IndexOutOfBoundsException e) {
            throw new CodecException("is cut short or damaged", e);
        }
        for (Component component : components) {
            if (!component.decoded) {
                throw new CodecException("is cut short: a colour is missing");
            }
        }
        return interleaved();
    }

    private void segments() throws CodecException {
        int at = 2;
        while (at + 4 <= stream.length) {
            if (JpegHeader.u8(stream, at) != 0xFF) {
                throw new CodecException("is damaged: no marker at byte " + at);
            }
            int marker = JpegHeader.u8(stream, at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == 0xD9) {
                return;
            }
            int length = JpegHeader.u16(stream, at + 2);
            if (length < 2) {
                throw new CodecException("is damaged: a segment at byte " + at + " has no length");
            }
            int body = at + 4;
            at += 2 + length;
            switch (marker) {
                case 0xDB -> quantisation(body, at);
                case 0xC4 -> huffman(body, at);
                case 0xDD -> restart = JpegHeader.u16(stream, body);
                case JpegHeader.BASELINE, JpegHeader.EXTENDED -> frame(body);
                case 0xDA -> at = scan(body, at);
                default -> {
                    // applications' data and comments
                }
            }
        }
    }

    private void quantisation(int body, int end) {
        int at = body;
        while (at < end) {
            int wide = JpegHeader.u8(stream, at) >> 4;
            int[] table = new int[BLOCK];
            int number = JpegHeader.u8(stream, at++) & 3;
            for (int x = 0; x < BLOCK; x++) {
                table[ZIGZAG[x]] = wide == 0 ? JpegHeader.u8(stream, at) : JpegHeader.u16(stream, at);
                at += wide == 0 ? 1 : 2;
            }
            quantisation[number] = table;
        }
    }

    private void huffman(int body, int end) throws CodecException {
        int at = body;
        while (at < end) {
            int kind = JpegHeader.u8(stream, at);
            HuffmanTable table = new HuffmanTable(stream, at + 1);
            (kind >> 4 == 0 ? dc : ac)[kind & 3] = table;
            at += 1 + table.bytes();
        }
    }

    private void frame(int body) throws CodecException {
        if (components.length > 0) {
            throw new CodecException("is damaged: it has two frame headers");
        }
        Component[] found = new Component[header.components()];
        int across = 1;
        int down = 1;
        for (int c = 0; c < found.length; c++) {
            int at = body + 6 + 3 * c;
            int sampling = JpegHeader.u8(stream, at + 1);
            found[c] = new Component(
                    JpegHeader.u8(stream, at), sampling >> 4, sampling & 15, JpegHeader.u8(stream, at + 2) & 3);
            if (found[c].horizontal < 1 || found[c].horizontal > 4 || found[c].vertical < 1 || found[c].vertical > 4) {
                throw new CodecException("is damaged: its sampling is " + sampling);
            }
            across = Math.max(across, found[c].horizontal);
            down = Math.max(down, found[c].vertical);
        }
        for (Component component : found) {
            component.blocksAcross = units(header.columns(), across) * component.horizontal;
            component.blocksDown = units(header.rows(), down) * component.vertical;
            component.width = component.blocksAcross * SIDE;
            component.pixels = new int[Math.multiplyExact(component.width, component.blocksDown * SIDE)];
        }
        components = found;
    }

    private static int units(int pixels, int sampling) {
        return (pixels + SIDE * sampling - 1) / (SIDE * sampling);
    }

    private int scan(int body, int data) throws CodecException {
        int count = JpegHeader.u8(stream, body);
        Component[] scanned = new Component[count];
        for (int s = 0; s < count; s++) {
            int id = JpegHeader.u8(stream, body + 1 + 2 * s);
            int tables = JpegHeader.u8(stream, body + 2 + 2 * s);
            for (Component component : components) {
                if (component.id == id) {
                    scanned[s] = component;
                    component.dcTable = tables >> 4 & 3;
                    component.acTable = tables & 3;
                }
            }
            if (scanned[s] == null) {
                throw new CodecException("is damaged: a scan of the unknown colour " + id);
            }
        }
        HuffmanBits bits = new HuffmanBits(stream, data);
        int across;
        int down;
        boolean alone = count == 1;
        if (alone) {
            across = blocks(header.columns(), scanned[0].horizontal, true);
            down = blocks(header.rows(), scanned[0].vertical, false);
        } else {
            across = scanned[0].blocksAcross / scanned[0].horizontal;
            down = scanned[0].blocksDown / scanned[0].vertical;
        }
        int units = across * down;
        for (int unit = 0; unit < units; unit++) {
            if (restart > 0 && unit > 0 && unit % restart == 0) {
                bits.restart();
                for (Component component : scanned) {
                    component.predicted = 0;
                }
            }
            for (Component component : scanned) {
                int h = alone ? 1 : component.horizontal;
                int v = alone ? 1 : component.vertical;
                for (int block = 0; block < h * v; block++) {
                    int x = unit % across * h + block % h;
                    int y = unit / across * v + block / h;
                    block(bits, component, x, y);
                }
            }
        }
        for (Component component : scanned) {
            component.decoded = true;
        }
        return bits.end();
    }

    /** Blocks along an axis of a scan of one colour alone, which has none beyond the image. */
    private int blocks(int pixels, int sampling, boolean across) {
        int most = 1;
        for (Component component : components) {
            most = Math.max(most, across ? component.horizontal : component.vertical);
        }
        int own = (pixels * sampling + most - 1) / most;
        return (own + SIDE - 1) / SIDE;
    }

    private void block(HuffmanBits bits, Component component, int x, int y) throws CodecException {
        int[] table = quantisation[component.table];
        HuffmanTable first = dc[component.dcTable];
        HuffmanTable rest = ac[component.acTable];
        if (table == null || first == null || rest == null) {
            throw new CodecException("is damaged: a table is missing");
        }
        double[] coefficients = new double[BLOCK];
        component.predicted += bits.signed(bits.symbol(first));
        coefficients[0] = (double) component.predicted * table[0];
        for (int k = 1; k < BLOCK; k++) {
            int symbol = bits.symbol(rest);
            int size = symbol & 15;
            int zeros = symbol >> 4;
            if (size == 0) {
                if (zeros < 15) {
                    break;
                }
                k += 15;
                continue;
            }
            k += zeros;
            if (k >= BLOCK) {
                throw new CodecException("is damaged: a block has too many coefficients");
            }
            coefficients[ZIGZAG[k]] = (double) bits.signed(size) * table[ZIGZAG[k]];
        }
        Cosines.store(coefficients, component.pixels, y * SIDE * component.width + x * SIDE, component.width);
    }

    private int[] interleaved() {
        int across = 1;
        int down = 1;
        for (Component component : components) {
            across = Math.max(across, component.horizontal);
            down = Math.max(down, component.vertical);
        }
        int[] samples = new int[header.rows() * header.columns() * components.length];
        int half = 1 << (header.precision() - 1);
        int most = 2 * half - 1;
        int at = 0;
        for (int y = 0; y < header.rows(); y++) {
            for (int x = 0; x < header.columns(); x++) {
                for (Component c : components) {
                    int value = c.pixels[y * c.vertical / down * c.width + x * c.horizontal / across];
                    samples[at++] = Math.clamp(value + half, 0, most);
                }
            }
        }
        return samples;
    }
}
