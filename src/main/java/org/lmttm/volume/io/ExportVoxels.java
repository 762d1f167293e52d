package org.lmttm.volume.io;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/** Writes voxels little endian, i fastest, volume after volume. */
final class ExportVoxels {
    private static final int PIECE = 1 << 20;

    private ExportVoxels() {}

    static void write(OutputStream out, ExportPlan plan) throws IOException {
        for (Volume volume : plan.volumes()) {
            if (plan.values()) {
                writeValues(out, volume, plan);
            } else {
                writeStored(out, volume);
            }
        }
    }

    private static void writeStored(OutputStream out, Volume volume) throws IOException {
        Volume.Description d = volume.description();
        MemorySegment voxels = volume.voxels();
        boolean swap = d.type().bytes() > 1 && d.byteOrder().equals(ByteOrder.BIG_ENDIAN);
        if (volume.stride(0) == 1 && volume.stride(1) == d.ni() && !swap) {
            byte[] piece = new byte[(int) Math.min(PIECE, voxels.byteSize())];
            for (long at = 0; at < voxels.byteSize(); at += piece.length) {
                int n = (int) Math.min(piece.length, voxels.byteSize() - at);
                MemorySegment.copy(voxels, ValueLayout.JAVA_BYTE, at, piece, 0, n);
                out.write(piece, 0, n);
            }
            return;
        }
        int size = d.type().bytes();
        byte[] line = new byte[d.ni() * size];
        for (int k = 0; k < d.nk(); k++) {
            for (int j = 0; j < d.nj(); j++) {
                long at = (j * volume.stride(1) + k * volume.stride(2)) * size;
                for (int i = 0; i < d.ni(); i++, at += volume.stride(0) * size) {
                    for (int x = 0; x < size; x++) {
                        line[i * size + (swap ? size - 1 - x : x)] = voxels.get(ValueLayout.JAVA_BYTE, at + x);
                    }
                }
                out.write(line);
            }
        }
    }

    /** Values with the volume's scaling, less that of the plan, which is none where values are written. */
    private static void writeValues(OutputStream out, Volume volume, ExportPlan plan) throws IOException {
        double[] line = new double[volume.ni()];
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length * plan.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int k = 0; k < volume.nk(); k++) {
            for (int j = 0; j < volume.nj(); j++) {
                volume.read(j * volume.stride(1) + k * volume.stride(2), volume.stride(0), line.length, line, 0);
                bytes.clear();
                for (double value : line) {
                    put(bytes, (value - plan.intercept()) / plan.slope(), plan.type());
                }
                out.write(bytes.array());
            }
        }
    }

    private static void put(ByteBuffer bytes, double value, VoxelType type) {
        switch (type) {
            case UINT8 -> bytes.put((byte) (long) value);
            case INT16, UINT16 -> bytes.putShort((short) (long) value);
            case INT32, UINT32 -> bytes.putInt((int) (long) value);
            case INT64 -> bytes.putLong((long) value);
            case FLOAT32 -> bytes.putFloat((float) value);
            case FLOAT64 -> bytes.putDouble(value);
            default -> throw new IllegalArgumentException("values are not written as " + type.numpyName());
        }
    }
}
