package org.lmttm.volume.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/**
 * Writes NIfTI-1 single files, little endian, unscaled, with the affine as sform (code 1) where the volume has one. The
 * file appears under its name only when it is complete; the same volume gives the same bytes.
 */
public final class NiftiWriter {
    private static final int HEADER = 352;

    private NiftiWriter() {}

    /**
     * Writes a volume.
     *
     * @param file ends in {@code .nii} or {@code .nii.gz}, which packs it; replaced if it exists
     * @param volume the voxels and their geometry
     * @param type uint8, int16 or float32; integers are rounded
     * @throws IllegalArgumentException when the file name or the type is another, an axis is over 32767 voxels, or a
     *     value does not fit the type
     */
    public static void write(Path file, Volume volume, VoxelType type) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean packed = name.endsWith(".nii.gz");
        if (!packed && !name.endsWith(".nii")) {
            throw new IllegalArgumentException(name + ": a NIfTI file ends in .nii or .nii.gz");
        }
        byte[] header = header(volume, type);
        Path target = file.toAbsolutePath();
        Path temporary = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
        try {
            try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16);
                    OutputStream out = packed ? new GZIPOutputStream(raw, 1 << 16) : raw) {
                out.write(header);
                writeVoxels(out, volume, type);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] header(Volume volume, VoxelType type) {
        int code = switch (type) {
            case UINT8 -> 2;
            case INT16 -> 4;
            case FLOAT32 -> 16;
            default ->
                throw new IllegalArgumentException(
                        "NIfTI is written as uint8, int16 or float32, not " + type.numpyName());
        };
        ByteBuffer b = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, 348).putShort(40, (short) 3);
        double[] spacing = volume.spacing();
        b.putFloat(76, 1);
        for (int axis = 0; axis < 7; axis++) {
            int size = axis < 3 ? volume.size(axis) : 1;
            if (size > Short.MAX_VALUE) {
                throw new IllegalArgumentException(
                        volume.name() + " has " + size + " voxels along an axis; NIfTI-1 holds at most 32767");
            }
            b.putShort(42 + 2 * axis, (short) size);
            b.putFloat(80 + 4 * axis, axis < 3 ? (float) spacing[axis] : 1);
        }
        b.putShort(70, (short) code).putShort(72, (short) (8 * type.bytes()));
        b.putFloat(108, HEADER).putFloat(112, 1).put(123, (byte) 2);
        volume.affine().ifPresent(affine -> putSform(b, affine));
        b.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII));
        return b.array();
    }

    private static void putSform(ByteBuffer b, Affine affine) {
        b.putShort(254, (short) 1);
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 4; c++) {
                b.putFloat(280 + 16 * r + 4 * c, (float) affine.get(r, c));
            }
        }
    }

    private static void writeVoxels(OutputStream out, Volume volume, VoxelType type) throws IOException {
        float[] line = new float[volume.ni()];
        ByteBuffer bytes = ByteBuffer.allocate(line.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int k = 0; k < volume.nk(); k++) {
            for (int j = 0; j < volume.nj(); j++) {
                volume.line(0, j, k, line, 0);
                bytes.clear();
                for (float value : line) {
                    put(bytes, value, type);
                }
                out.write(bytes.array());
            }
        }
    }

    private static void put(ByteBuffer bytes, float value, VoxelType type) {
        if (type == VoxelType.FLOAT32) {
            bytes.putFloat(value);
            return;
        }
        double rounded = Math.rint(value);
        int lo = type == VoxelType.UINT8 ? 0 : Short.MIN_VALUE;
        int hi = type == VoxelType.UINT8 ? 255 : Short.MAX_VALUE;
        if (!(rounded >= lo && rounded <= hi)) {
            throw new IllegalArgumentException("value " + value + " does not fit " + type.numpyName());
        }
        if (type == VoxelType.UINT8) {
            bytes.put((byte) (int) rounded);
        } else {
            bytes.putShort((short) rounded);
        }
    }
}
