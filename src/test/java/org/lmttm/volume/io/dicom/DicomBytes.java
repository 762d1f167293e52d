package org.lmttm.volume.io.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes small DICOM files for tests, in any transfer syntax whose frames the caller provides. */
public final class DicomBytes {
    private static final int UNDEFINED = 0xFFFF_FFFF;

    private final String syntax;
    private final Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);
    private final Map<Integer, String> vrs = new TreeMap<>(Integer::compareUnsigned);
    private boolean preamble = true;
    private boolean undefinedLengths;

    /** A file in a transfer syntax. */
    public DicomBytes(String syntax) {
        this.syntax = syntax;
    }

    /** A file in explicit VR little endian. */
    public DicomBytes() {
        this("1.2.840.10008.1.2.1");
    }

    private boolean implicit() {
        return syntax.equals("1.2.840.10008.1.2");
    }

    private boolean big() {
        return syntax.equals("1.2.840.10008.1.2.2");
    }

    /** Leaves preamble and file meta information out. */
    public DicomBytes withoutPreamble() {
        preamble = false;
        return this;
    }

    /** Ends sequences and items by marks instead of stating their lengths. */
    public DicomBytes withUndefinedLengths() {
        undefinedLengths = true;
        return this;
    }

    /** An element of text. */
    public DicomBytes text(int tag, String vr, String value) {
        return put(tag, vr, value.getBytes(StandardCharsets.ISO_8859_1), vr.equals("UI") ? 0 : ' ');
    }

    /** An element of decimal strings. */
    public DicomBytes numbers(int tag, double... values) {
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            text.append(text.isEmpty() ? "" : "\\")
                    .append(String.format(Locale.ROOT, "%.10g", value).strip());
        }
        return text(tag, "DS", text.toString());
    }

    /** An element of 16-bit numbers. */
    public DicomBytes shorts(int tag, int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int value : values) {
            u16(out, value);
        }
        return put(tag, "US", out.toByteArray(), 0);
    }

    /** An element of bytes. */
    public DicomBytes bytes(int tag, String vr, byte[] value) {
        return put(tag, vr, value, 0);
    }

    /** A sequence, whose items were made in the same transfer syntax. */
    public DicomBytes sequence(int tag, DicomBytes... items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (DicomBytes item : items) {
            byte[] body = item.body();
            tag(out, 0xFFFE_E000);
            u32(out, undefinedLengths ? UNDEFINED : body.length);
            out.writeBytes(body);
            if (undefinedLengths) {
                tag(out, 0xFFFE_E00D);
                u32(out, 0);
            }
        }
        if (undefinedLengths) {
            tag(out, 0xFFFE_E0DD);
            u32(out, 0);
        }
        return put(tag, "SQ", out.toByteArray(), 0);
    }

    /** Packed frames, each a fragment, with an empty offset table. */
    public DicomBytes fragments(byte[]... frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tag(out, 0xFFFE_E000);
        u32(out, 0);
        for (byte[] frame : frames) {
            tag(out, 0xFFFE_E000);
            u32(out, frame.length + frame.length % 2);
            out.writeBytes(frame);
            if (frame.length % 2 == 1) {
                out.write(0);
            }
        }
        tag(out, 0xFFFE_E0DD);
        u32(out, 0);
        vrs.put(0x7FE0_0010, "OB*");
        elements.put(0x7FE0_0010, out.toByteArray());
        return this;
    }

    /** What every image needs: rows, columns and how numbers are stored. */
    public DicomBytes image(int rows, int columns, int allocated, int stored, boolean signed) {
        return shorts(0x0028_0002, 1)
                .text(0x0028_0004, "CS", "MONOCHROME2")
                .shorts(0x0028_0010, rows)
                .shorts(0x0028_0011, columns)
                .shorts(0x0028_0100, allocated)
                .shorts(0x0028_0101, stored)
                .shorts(0x0028_0102, stored - 1)
                .shorts(0x0028_0103, signed ? 1 : 0);
    }

    /** A slice of a series: who, which, where. */
    public DicomBytes slice(String modality, int number, double x, double y, double z) {
        return text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2")
                .text(0x0008_0018, "UI", "1.2.3.4." + number)
                .text(0x0008_0060, "CS", modality)
                .text(0x0010_0010, "PN", "Doe^Jane")
                .text(0x0010_0020, "LO", "JD-4711")
                .numbers(0x0018_0050, 2)
                .text(0x0020_000E, "UI", "1.2.3.4")
                .text(0x0020_0011, "IS", "7")
                .text(0x0020_0013, "IS", String.valueOf(number))
                .numbers(0x0020_0032, x, y, z)
                .numbers(0x0020_0037, 1, 0, 0, 0, 1, 0)
                .numbers(0x0028_0030, 0.5, 0.75);
    }

    /** Numbers of 16 bits as pixels. */
    public DicomBytes pixels(short... pixels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (short pixel : pixels) {
            u16(out, pixel);
        }
        return put(0x7FE0_0010, "OW", out.toByteArray(), 0);
    }

    private DicomBytes put(int tag, String vr, byte[] value, int padding) {
        byte[] even = java.util.Arrays.copyOf(value, value.length + value.length % 2);
        if (even.length > value.length) {
            even[value.length] = (byte) padding;
        }
        elements.put(tag, even);
        vrs.put(tag, vr);
        return this;
    }

    private byte[] body() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.forEach((tag, value) -> {
            String vr = vrs.getOrDefault(tag, "UN");
            boolean fragments = vr.equals("OB*");
            int length = fragments || (vr.equals("SQ") && undefinedLengths) ? UNDEFINED : value.length;
            tag(out, tag);
            if (implicit()) {
                u32(out, length);
            } else {
                out.writeBytes(vr.substring(0, 2).getBytes(StandardCharsets.US_ASCII));
                if (List.of("OB", "OW", "OF", "SQ", "UN", "UT").contains(vr.substring(0, 2))) {
                    u16(out, 0);
                    u32(out, length);
                } else {
                    u16(out, length);
                }
            }
            out.writeBytes(value);
        });
        return out.toByteArray();
    }

    /** The whole file. */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (preamble) {
            DicomBytes meta = new DicomBytes().text(0x0002_0010, "UI", syntax);
            out.writeBytes(new byte[128]);
            out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(meta.body());
        }
        out.writeBytes(syntax.endsWith(".1.99") ? deflated(body()) : body());
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(6, true))) {
            deflater.write(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        return Files.write(file, toBytes());
    }

    /**
     * A folder with a CT series of 4 × 3 pixels whose values tell where they lie: 100 · slice + 10 · row + column.
     *
     * @param positions z of each slice
     */
    public static List<Path> series(Path folder, double... positions) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int s = 0; s < positions.length; s++) {
            files.add(slice(s, positions[s]).write(folder.resolve("im" + (positions.length - s))));
        }
        return files;
    }

    /** One slice of {@link #series}. */
    public static DicomBytes slice(int number, double z) {
        short[] pixels = new short[12];
        for (int x = 0; x < pixels.length; x++) {
            pixels[x] = (short) (100 * number + 10 * (x / 4) + x % 4);
        }
        return new DicomBytes()
                .slice("CT", number, -20, -30, z)
                .image(3, 4, 16, 16, true)
                .pixels(pixels);
    }

    private void tag(ByteArrayOutputStream out, int tag) {
        u16(out, tag >>> 16);
        u16(out, tag);
    }

    private void u16(ByteArrayOutputStream out, int value) {
        out.write(big() ? value >> 8 : value);
        out.write(big() ? value : value >> 8);
    }

    private void u32(ByteArrayOutputStream out, int value) {
        u16(out, big() ? value >>> 16 : value);
        u16(out, big() ? value : value >>> 16);
    }
}
