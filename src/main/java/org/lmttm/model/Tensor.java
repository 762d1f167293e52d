package org.lmttm.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * A named array of a safetensors file, in plain memory: values as little-endian bytes, row-major.
 *
 * @param type of each value
 * @param shape lengths of the axes; empty for a single number
 * @param data values
 */
public record Tensor(Type type, long[] shape, byte[] data) {

    /** Value types that the workbench reads and writes; the names are the file format's. */
    public enum Type {
        F64(8),
        I64(8),
        F32(4),
        I32(4),
        U8(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes a value. */
        public int bytes() {
            return bytes;
        }
    }

    /** Checks that the data fill the shape. */
    public Tensor {
        if (byteCount(type, shape) != data.length) {
            throw new IllegalArgumentException("tensor " + type + Arrays.toString(shape) + " needs "
                    + byteCount(type, shape) + " bytes, got " + data.length);
        }
    }

    /** Bytes that a tensor of this type and shape takes; throws ArithmeticException when that is beyond 2⁶³. */
    static long byteCount(Type type, long[] shape) {
        long count = type.bytes();
        for (long length : shape) {
            if (length < 0) {
                throw new ArithmeticException("negative length");
            }
            count = Math.multiplyExact(count, length);
        }
        return count;
    }

    /** float32 values. */
    public static Tensor of(float[] values, long... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, 4)];
        littleEndian(data).asFloatBuffer().put(values);
        return new Tensor(Type.F32, shape, data);
    }

    /** float64 values. */
    public static Tensor of(double[] values, long... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, 8)];
        littleEndian(data).asDoubleBuffer().put(values);
        return new Tensor(Type.F64, shape, data);
    }

    /** int64 values. */
    public static Tensor of(long[] values, long... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, 8)];
        littleEndian(data).asLongBuffer().put(values);
        return new Tensor(Type.I64, shape, data);
    }

    /** int32 values. */
    public static Tensor of(int[] values, long... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, 4)];
        littleEndian(data).asIntBuffer().put(values);
        return new Tensor(Type.I32, shape, data);
    }

    /** uint8 values. */
    public static Tensor of(byte[] values, long... shape) {
        return new Tensor(Type.U8, shape, values);
    }

    /** The values of an F32 tensor. */
    public float[] floats() {
        float[] values = new float[data.length / need(Type.F32)];
        littleEndian(data).asFloatBuffer().get(values);
        return values;
    }

    /** The values of an F64 tensor. */
    public double[] doubles() {
        double[] values = new double[data.length / need(Type.F64)];
        littleEndian(data).asDoubleBuffer().get(values);
        return values;
    }

    /** The values of an I64 tensor. */
    public long[] longs() {
        long[] values = new long[data.length / need(Type.I64)];
        littleEndian(data).asLongBuffer().get(values);
        return values;
    }

    /** The values of an I32 tensor. */
    public int[] ints() {
        int[] values = new int[data.length / need(Type.I32)];
        littleEndian(data).asIntBuffer().get(values);
        return values;
    }

    private int need(Type wanted) {
        if (type != wanted) {
            throw new IllegalStateException(
                    "tensor holds " + type + ", not " + wanted.name().toLowerCase(Locale.ROOT));
        }
        return wanted.bytes();
    }

    private static ByteBuffer littleEndian(byte[] data) {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }
}
