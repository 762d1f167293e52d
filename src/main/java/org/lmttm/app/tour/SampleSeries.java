package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lmttm.volume.Volume;

/**
 * Two series of CT slices of a made volume as DICOM files (explicit VR little endian, PS3.5), so that the tour can show
 * how a series is chosen. The patient is nobody.
 */
final class SampleSeries {
    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";
    /** Root of UIDs made of numbers that belong to nobody (PS3.5 annex B.2). */
    private static final String ROOT = "2.25.";

    private final Volume volume;
    private final Path folder;

    private SampleSeries(Volume volume, Path folder) {
        this.volume = volume;
        this.folder = folder;
    }

    /** Writes every second slice as one series and every sixth as another. */
    static void write(Volume volume, Path folder) throws IOException {
        Files.createDirectories(folder);
        SampleSeries sample = new SampleSeries(volume, folder);
        sample.series(2, "Head 4.0 thin", 2);
        sample.series(3, "Head 12.0 thick", 6);
    }

    private void series(int number, String description, int every) throws IOException {
        int instance = 1;
        for (int k = 0; k < volume.nk(); k += every) {
            String name = String.format(Locale.ROOT, "s%d-%03d.dcm", number, instance);
            Files.write(folder.resolve(name), slice(number, description, instance, k));
            instance++;
        }
    }

    private byte[] slice(int number, String description, int instance, int k) {
        String uid = ROOT + number + "000" + instance;
        Writer meta = new Writer(1024);
        meta.bytes(0x0002_0001, "OB", new byte[] {0, 1});
        meta.text(0x0002_0002, "UI", CT);
        meta.text(0x0002_0003, "UI", uid);
        meta.text(0x0002_0010, "UI", EXPLICIT_LITTLE);
        byte[] pixels = pixels(k);
        Writer data = new Writer(2048 + pixels.length);
        double[] spacing = volume.affineOrVoxels().spacing();
        data.text(0x0008_0016, "UI", CT);
        data.text(0x0008_0018, "UI", uid);
        data.text(0x0008_0060, "CS", "CT");
        data.text(0x0008_103E, "LO", description);
        data.text(0x0010_0010, "PN", "Phantom^Made");
        data.text(0x0020_000D, "UI", ROOT + "1");
        data.text(0x0020_000E, "UI", ROOT + number);
        data.text(0x0020_0011, "IS", Integer.toString(number));
        data.text(0x0020_0013, "IS", Integer.toString(instance));
        data.text(0x0020_0032, "DS", "0\\0\\" + number(k * spacing[2]));
        data.text(0x0020_0037, "DS", "1\\0\\0\\0\\1\\0");
        data.number(0x0028_0002, 1);
        data.text(0x0028_0004, "CS", "MONOCHROME2");
        data.number(0x0028_0010, volume.nj());
        data.number(0x0028_0011, volume.ni());
        data.text(0x0028_0030, "DS", number(spacing[1]) + "\\" + number(spacing[0]));
        data.number(0x0028_0100, 16);
        data.number(0x0028_0101, 16);
        data.number(0x0028_0102, 15);
        data.number(0x0028_0103, 1);
        data.text(0x0028_1052, "DS", "0");
        data.text(0x0028_1053, "DS", "1");
        data.bytes(0x7FE0_0010, "OW", pixels);
        return file(meta.done(), data.done());
    }

    private static byte[] file(byte[] meta, byte[] data) {
        Writer length = new Writer(32);
        length.bytes(
                0x0002_0000,
                "UL",
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(meta.length)
                        .array());
        byte[] group = length.done();
        ByteBuffer all = ByteBuffer.allocate(132 + group.length + meta.length + data.length);
        all.position(128);
        all.put("DICM".getBytes(StandardCharsets.US_ASCII));
        all.put(group).put(meta).put(data);
        return all.array();
    }

    private byte[] pixels(int k) {
        ByteBuffer pixels = ByteBuffer.allocate(2 * volume.ni() * volume.nj()).order(ByteOrder.LITTLE_ENDIAN);
        for (int j = 0; j < volume.nj(); j++) {
            for (int i = 0; i < volume.ni(); i++) {
                pixels.putShort(
                        (short) Math.clamp(Math.round(volume.value(i, j, k)), Short.MIN_VALUE, Short.MAX_VALUE));
            }
        }
        return pixels.array();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Elements in explicit VR little endian (PS3.5 section 7.1.2). */
    private static final class Writer {
        private final ByteBuffer out;

        Writer(int capacity) {
            out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        }

        void text(int tag, String vr, String value) {
            String even = value.length() % 2 == 0 ? value : value + (vr.equals("UI") ? '\0' : ' ');
            bytes(tag, vr, even.getBytes(StandardCharsets.US_ASCII));
        }

        void number(int tag, int value) {
            bytes(tag, "US", new byte[] {(byte) value, (byte) (value >> 8)});
        }

        void bytes(int tag, String vr, byte[] value) {
            out.putShort((short) (tag >>> 16));
            out.putShort((short) tag);
            out.put(vr.getBytes(StandardCharsets.US_ASCII));
            if (vr.startsWith("O")) {
                out.putShort((short) 0);
                out.putInt(value.length);
            } else {
                out.putShort((short) value.length);
            }
            out.put(value);
        }

        byte[] done() {
            byte[] bytes = new byte[out.position()];
            out.flip();
            out.get(bytes);
            return bytes;
        }
    }
}
