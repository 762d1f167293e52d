package org.lmttm.volume.io.numpy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lmttm.volume.VoxelAccess;
import org.lmttm.volume.VoxelType;

/**
 * An array of numbers with a shape, as NumPy stores one: up to 2 GB on the heap, C order (last index fastest), little
 * endian. Immutable as long as nobody writes to {@link #data()}.
 */
public final class NpyArray {
    private final int[] shape;
    private final VoxelType type;
    private final byte[] bytes;

    NpyArray(VoxelType type, int[] shape, byte[] bytes) {
        long count = 1;
        for (int n : shape) {
            count = Math.multiplyExact(count, n);
        }
        if (count * type.bytes() != bytes.length) {
            throw new IllegalArgumentException("an array of shape " + Arrays.toString(shape) + " and type "
                    + type.numpyName() + " needs " + count * type.bytes() + " bytes, not " + bytes.length);
        }
        this.shape = shape.clone();
        this.type = type;
        this.bytes = bytes;
    }

    /** A float32 array; the values are copied. */
    public static NpyArray of(float[] values, int... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, 4)];
        little(data).asFloatBuffer().put(values);
        return new NpyArray(VoxelType.FLOAT32, shape, data);
    }

    /** A float64 array; the values are copied. */
    public static NpyArray of(double[] values, int... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, 8)];
        little(data).asDoubleBuffer().put(values);
        return new NpyArray(VoxelType.FLOAT64, shape, data);
    }

    /** An int32 array; the values are copied. */
    public static NpyArray of(int[] values, int... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, 4)];
        little(data).asIntBuffer().put(values);
        return new NpyArray(VoxelType.INT32, shape, data);
    }

    /** An int64 array; the values are copied. */
    public static NpyArray of(long[] values, int... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, 8)];
        little(data).asLongBuffer().put(values);
        return new NpyArray(VoxelType.INT64, shape, data);
    }

    /** A uint8 array over the given bytes, which are not copied. */
    public static NpyArray of(byte[] values, int... shape) {
        return new NpyArray(VoxelType.UINT8, shape, values);
    }

    private static ByteBuffer little(byte[] data) {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Lengths of the axes, a fresh copy. */
    public int[] shape() {
        return shape.clone();
    }

    /** How an element is stored. */
    public VoxelType type() {
        return type;
    }

    /** Number of elements. */
    public int count() {
        return bytes.length / type.bytes();
    }

    /** The elements as stored: C order, little endian; shared, not copied. */
    public byte[] data() {
        return bytes;
    }

    /** All elements as floats, C order. */
    public float[] floats() {
        float[] values = new float[count()];
        if (type == VoxelType.FLOAT32) {
            little(bytes).asFloatBuffer().get(values);
        } else {
            double[] wide = doubles();
            for (int x = 0; x < values.length; x++) {
                values[x] = (float) wide[x];
            }
        }
        return values;
    }

    /** All elements as doubles, C order; 64-bit integers beyond ±2⁵³ lose their last bits. */
    public double[] doubles() {
        double[] values = new double[count()];
        boolean swap = ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN;
        VoxelAccess.read(MemorySegment.ofArray(bytes), type, swap, 0, 1, values.length, values, 0);
        return values;
    }

    /**
     * All elements as ints, C order.
     *
     * @throws IllegalArgumentException when an element is not an integer in an int's range
     */
    public int[] ints() {
        double[] wide = doubles();
        int[] values = new int[wide.length];
        for (int x = 0; x < values.length; x++) {
            values[x] = (int) wide[x];
            if (values[x] != wide[x]) {
                throw new IllegalArgumentException("element " + x + " is " + wide[x] + ", not an int");
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return type.numpyName() + Arrays.toString(shape);
    }
}
