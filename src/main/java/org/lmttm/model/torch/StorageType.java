package org.lmttm.model.torch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of numbers that PyTorch stores, by the name of their storage class. */
enum StorageType {
    FLOAT("FloatStorage", 4, true),
    DOUBLE("DoubleStorage", 8, true),
    HALF("HalfStorage", 2, true),
    BFLOAT16("BFloat16Storage", 2, true),
    LONG("LongStorage", 8, false),
    INT("IntStorage", 4, false),
    SHORT("ShortStorage", 2, false),
    CHAR("CharStorage", 1, false),
    BYTE("ByteStorage", 1, false),
    BOOL("BoolStorage", 1, false);

    private final String className;
    private final int bytes;
    private final boolean real;

    StorageType(String className, int bytes, boolean real) {
        this.className = className;
        this.bytes = bytes;
        this.real = real;
    }

    /** The kind of {@code torch.NAME}. */
    static Optional<StorageType> named(String className) {
        return Arrays.stream(values())
                .filter(type -> type.className.equals(className))
                .findFirst();
    }

    /** Bytes a number. */
    int bytes() {
        return bytes;
    }

    /** Whether the numbers are floating-point numbers. */
    boolean isReal() {
        return real;
    }

    /** A floating-point number of little-endian data, rounded to float32. */
    float read(ByteBuffer data, int index) {
        return switch (this) {
            case FLOAT -> data.getFloat(4 * index);
            case DOUBLE -> (float) data.getDouble(8 * index);
            case HALF -> Float.float16ToFloat(data.getShort(2 * index));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(2 * index) << 16);
            case LONG, INT, SHORT, CHAR, BYTE, BOOL ->
                throw new IllegalStateException(className + " holds no floating-point numbers");
        };
    }
}
