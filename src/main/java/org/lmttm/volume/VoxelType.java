package org.lmttm.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** How one voxel is stored. Names are NumPy's, so that every tool and file agrees on them. */
public enum VoxelType {
    UINT8("uint8", 1),
    INT8("int8", 1),
    UINT16("uint16", 2),
    INT16("int16", 2),
    UINT32("uint32", 4),
    INT32("int32", 4),
    UINT64("uint64", 8),
    INT64("int64", 8),
    FLOAT32("float32", 4),
    FLOAT64("float64", 8);

    private final String numpyName;
    private final int bytes;

    VoxelType(String numpyName, int bytes) {
        this.numpyName = numpyName;
        this.bytes = bytes;
    }

    /** NumPy's name of the type, as the command line prints it. */
    public String numpyName() {
        return numpyName;
    }

    /** Bytes a voxel. */
    public int bytes() {
        return bytes;
    }

    /** Whether stored values may be NaN or infinite. */
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** Reads stored voxels as doubles; 64-bit integers beyond ±2⁵³ lose their last bits. */
    interface Reader {
        /** The stored value of voxel {@code index} (an offset in voxels, not bytes). */
        double get(long index);
    }

    Reader reader(MemorySegment voxels, ByteOrder order) {
        ValueLayout.OfShort s16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        ValueLayout.OfInt s32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        ValueLayout.OfLong s64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        ValueLayout.OfFloat f32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
        ValueLayout.OfDouble f64 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order);
        return switch (this) {
            case UINT8 -> x -> voxels.get(ValueLayout.JAVA_BYTE, x) & 0xFF;
            case INT8 -> x -> voxels.get(ValueLayout.JAVA_BYTE, x);
            case UINT16 -> x -> voxels.get(s16, 2 * x) & 0xFFFF;
            case INT16 -> x -> voxels.get(s16, 2 * x);
            case UINT32 -> x -> voxels.get(s32, 4 * x) & 0xFFFF_FFFFL;
            case INT32 -> x -> voxels.get(s32, 4 * x);
            case UINT64 -> x -> unsignedToDouble(voxels.get(s64, 8 * x));
            case INT64 -> x -> voxels.get(s64, 8 * x);
            case FLOAT32 -> x -> voxels.get(f32, 4 * x);
            case FLOAT64 -> x -> voxels.get(f64, 8 * x);
        };
    }

    private static double unsignedToDouble(long value) {
        double low = value & Long.MAX_VALUE;
        return value < 0 ? low + 0x1p63 : low;
    }
}
