package org.lmttm.volume.io;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

/** Small sound files of every format, made here: 4 × 3 × 2 int16 voxels that count from 0 where the format allows. */
final class FormatFiles {
    static final int NI = 4;
    static final int NJ = 3;
    static final int NK = 2;
    static final int COUNT = NI * NJ * NK;
    static final String NRRD_HEAD = """
            NRRD0004
            type: short
            dimension: 3
            space: left-posterior-superior
            sizes: 4 3 2
            space directions: (2,0,0) (0,2.5,0) (0,0,3)
            kinds: domain domain domain
            space origin: (1,2,3)
            """;
    static final String META_HEAD = """
            ObjectType = Image
            NDims = 3
            BinaryData = True
            BinaryDataByteOrderMSB = False
            TransformMatrix = 1 0 0 0 1 0 0 0 1
            Offset = 1 2 3
            ElementSpacing = 2 2.5 3
            DimSize = 4 3 2
            ElementType = MET_SHORT
            """;

    private FormatFiles() {}

    /**
     * Writes a file of every format into a folder, with the files that it needs beside it.
     *
     * @return names of the files to open, and of the one whose content decides (a pair's header, else the same)
     */
    static List<String> write(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        byte[] voxels = counting(ByteOrder.LITTLE_ENDIAN);
        nrrd(files, names, voxels);
        metaImage(files, names, voxels);
        files.put("a.hdr", analyze());
        files.put("a.img", voxels);
        files.put("a.mgh", mgh());
        files.put("a.mgz", gzip(mgh()));
        files.put("a.tif", tiff(1, voxels));
        files.put("deflate.tif", tiff(8, voxels));
        files.put("packbits.tif", tiff(32773, voxels));
        files.put("a.png", png());
        names.addAll(List.of("a.hdr", "a.mgh", "a.mgz", "a.tif", "deflate.tif", "packbits.tif", "a.png"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        names.addAll(written(folder));
        return names;
    }

    private static void nrrd(Map<String, byte[]> files, List<String> names, byte[] voxels) throws IOException {
        String raw = NRRD_HEAD + "endian: little\nencoding: ";
        files.put("raw.nrrd", join(raw + "raw\n\n", voxels));
        files.put("gzip.nrrd", join(raw + "gzip\n\n", gzip(voxels)));
        files.put("bzip2.nrrd", join(raw + "bzip2\n\n", bzip2(voxels)));
        files.put("text.nrrd", join(raw + "ascii\n\n", numbers().getBytes(StandardCharsets.US_ASCII)));
        files.put("hex.nrrd", join(raw + "hex\n\n", hex(voxels).getBytes(StandardCharsets.US_ASCII)));
        files.put("big.nrrd", join(NRRD_HEAD + "endian: big\nencoding: raw\n\n", counting(ByteOrder.BIG_ENDIAN)));
        files.put("other.nhdr", join(raw + "raw\nbyte skip: -1\ndata file: voxels.bin\n", new byte[0]));
        files.put("voxels.bin", join("front", voxels));
        files.put("list.nhdr", join(raw + "raw\ndata file: LIST\nslice-1.bin\nslice-2.bin\n", new byte[0]));
        files.put("pattern.nhdr", join(raw + "raw\ndata file: slice-%d.bin 1 2 1\n", new byte[0]));
        int half = voxels.length / 2;
        files.put("slice-1.bin", java.util.Arrays.copyOf(voxels, half));
        files.put("slice-2.bin", java.util.Arrays.copyOfRange(voxels, half, voxels.length));
        names.addAll(List.of(
                "raw.nrrd",
                "gzip.nrrd",
                "bzip2.nrrd",
                "text.nrrd",
                "hex.nrrd",
                "big.nrrd",
                "other.nhdr",
                "list.nhdr",
                "pattern.nhdr"));
    }

    private static void metaImage(Map<String, byte[]> files, List<String> names, byte[] voxels) throws IOException {
        files.put("raw.mha", join(META_HEAD + "ElementDataFile = LOCAL\n", voxels));
        files.put("zlib.mha", join(META_HEAD + "CompressedData = True\nElementDataFile = LOCAL\n", zlib(voxels)));
        files.put(
                "text.mha",
                join(
                        META_HEAD.replace("BinaryData = True", "BinaryData = False") + "ElementDataFile = LOCAL\n",
                        numbers().getBytes(StandardCharsets.US_ASCII)));
        files.put("a.mhd", join(META_HEAD + "HeaderSize = -1\nElementDataFile = voxels.bin\n", new byte[0]));
        files.put("list.mhd", join(META_HEAD + "ElementDataFile = LIST\nslice-1.bin\nslice-2.bin\n", new byte[0]));
        names.addAll(List.of("raw.mha", "zlib.mha", "text.mha", "a.mhd", "list.mhd"));
    }

    /** Files of the workbench's own writers. */
    private static List<String> written(Path folder) throws IOException {
        Affine affine = Affine.of(new double[][] {{2, 0, 0, 1}, {0, 2.5, 0, 2}, {0, 0, 3, 3}});
        float[] values = new float[COUNT];
        for (int x = 0; x < COUNT; x++) {
            values[x] = x;
        }
        try (Volume volume = Volume.ofFloats("a", NI, NJ, NK, values, affine)) {
            NiftiWriter.write(folder.resolve("a.nii"), volume, VoxelType.INT16);
            NiftiWriter.write(folder.resolve("a.nii.gz"), volume, VoxelType.INT16);
        }
        NpzFile.write(folder.resolve("a.npz"), Map.of("train_images", NpyArray.of(new byte[8], 1, 2, 2, 2)));
        org.lmttm.volume.io.numpy.NpyFiles.write(folder.resolve("a.npy"), NpyArray.of(values, NI, NJ, NK));
        return List.of("a.nii", "a.nii.gz", "a.npz", "a.npy");
    }

    static byte[] counting(ByteOrder order) {
        ByteBuffer b = ByteBuffer.allocate(2 * COUNT).order(order);
        for (int x = 0; x < COUNT; x++) {
            b.putShort((short) x);
        }
        return b.array();
    }

    static String numbers() {
        StringBuilder text = new StringBuilder();
        for (int x = 0; x < COUNT; x++) {
            text.append(x).append(x % 4 == 3 ? "\n" : " ");
        }
        return text.toString();
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    static byte[] analyze() {
        ByteBuffer b = ByteBuffer.allocate(348).order(ByteOrder.BIG_ENDIAN);
        b.order(ByteOrder.LITTLE_ENDIAN).putInt(0, 348).putInt(32, 16384).put(38, (byte) 'r');
        short[] dim = {4, NI, NJ, NK, 1};
        for (int d = 0; d < dim.length; d++) {
            b.putShort(40 + 2 * d, dim[d]);
        }
        b.putShort(70, (short) 4).putShort(72, (short) 16);
        b.putFloat(80, 2).putFloat(84, 2.5f).putFloat(88, 3);
        return b.array();
    }

    static byte[] mgh() {
        ByteBuffer b = ByteBuffer.allocate(284 + 2 * COUNT);
        b.putInt(1)
                .putInt(NI)
                .putInt(NJ)
                .putInt(NK)
                .putInt(1)
                .putInt(4)
                .putInt(0)
                .putShort((short) 1);
        b.putFloat(2).putFloat(2.5f).putFloat(3);
        for (float x : new float[] {-1, 0, 0, 0, 0, -1, 0, 1, 0, 5, 6, 7}) {
            b.putFloat(x);
        }
        b.put(284, counting(ByteOrder.BIG_ENDIAN));
        return b.array();
    }

    /** Two pages of three rows and four columns, one strip each. */
    static byte[] tiff(int compression, byte[] voxels) throws IOException {
        int page = voxels.length / 2;
        byte[][] strips = new byte[2][];
        for (int p = 0; p < 2; p++) {
            byte[] plain = java.util.Arrays.copyOfRange(voxels, p * page, (p + 1) * page);
            strips[p] = compression == 8 ? zlib(plain) : compression == 32773 ? packBits(plain) : plain;
        }
        int entries = 8;
        int directory = 2 + 12 * entries + 4;
        int data = 8 + 2 * directory;
        ByteBuffer b =
                ByteBuffer.allocate(data + strips[0].length + strips[1].length).order(ByteOrder.LITTLE_ENDIAN);
        b.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        int at = data;
        for (int p = 0; p < 2; p++) {
            b.putShort((short) entries);
            int[][] tags = {
                {256, NI},
                {257, NJ},
                {258, 16},
                {259, compression},
                {262, 1},
                {273, at},
                {278, NJ},
                {279, strips[p].length}
            };
            for (int[] tag : tags) {
                b.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
            }
            b.putInt(p == 0 ? 8 + directory : 0);
            at += strips[p].length;
        }
        return b.put(strips[0]).put(strips[1]).array();
    }

    private static byte[] packBits(byte[] plain) {
        byte[] packed = new byte[plain.length + 1];
        packed[0] = (byte) (plain.length - 1);
        System.arraycopy(plain, 0, packed, 1, plain.length);
        return packed;
    }

    private static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(NI, NJ, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < NI * NJ; x++) {
            image.getRaster().setSample(x % NI, x / NI, 0, x);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static byte[] join(String text, byte[] bytes) {
        byte[] head = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return all;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] zlib(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] bzip2(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream packed = new BZip2CompressorOutputStream(out, 1)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }
}
