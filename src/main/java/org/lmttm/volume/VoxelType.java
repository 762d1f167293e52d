package org.lmttm.volume;

/** How one voxel is stored. Names are NumPy's, so that every tool and file agrees on them. */
public enum VoxelType {
    /** One byte, 0 or 1; NumPy only. */
    BOOL("bool", 1),
    UINT8("uint8", 1),
    INT8("int8", 1),
    UINT16("uint16", 2),
    INT16("int16", 2),
    UINT32("uint32", 4),
    INT32("int32", 4),
    UINT64("uint64", 8),
    INT64("int64", 8),
    /** IEEE half precision; NumPy only. */
    FLOAT16("float16", 2),
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
        return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
    }
}
