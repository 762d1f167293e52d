package org.lmttm.volume.io.numpy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One NumPy array in memory, row-major, with its values as bytes in the order that {@code descr} names. The format is
 * NumPy's NPY 1.0 to 3.0; only plain numbers are read, never Python objects.
 *
 * @param descr NumPy's type text, such as {@code <f4}: byte order, kind (f, i, u, b) and bytes a value
 * @param shape lengths of the axes; empty for a single number
 * @param data values, row-major
 */
public record NpyArray(String descr, int[] shape, byte[] data) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");
    private static final int LONGEST_HEADER = 1 << 20;

    /** An array of float32. */
    public static NpyArray of(float[] values, int... shape) {
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return new NpyArray("<f4", shape, buffer.array());
    }

    /** An array of uint8. */
    public static NpyArray of(byte[] values, int... shape) {
        return new NpyArray("|u1", shape, values);
    }

    /** Checks that the data fill the shape. */
    public NpyArray {
        long expected = Math.multiplyExact(count(shape), bytesOf(descr));
        if (expected != data.length) {
            throw new IllegalArgumentException("array of shape " + Arrays.toString(shape) + " and type " + descr
                    + " needs " + expected + " bytes, got " + data.length);
        }
    }

    /** Values in all. */
    public int count() {
        return Math.toIntExact(count(shape));
    }

    /** The values as float32, converted from any plain number type. */
    public float[] floats() {
        ByteBuffer in =
                ByteBuffer.wrap(data).order(descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[count()];
        String type = descr.substring(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "f4" -> in.getFloat();
                case "f8" -> (float) in.getDouble();
                case "u1", "b1" -> in.get() & 0xff;
                case "i1" -> in.get();
                case "i2" -> in.getShort();
                case "u2" -> in.getShort() & 0xffff;
                case "i4" -> in.getInt();
                case "u4" -> in.getInt() & 0xffffffffL;
                case "i8" -> in.getLong();
                default -> throw new IllegalStateException("type " + descr + " has no float32 form");
            };
        }
        return values;
    }

    /**
     * Reads one array.
     *
     * @param in positioned at the magic bytes
     * @param name named in errors
     * @param available bytes that the source can hold at most, checked before anything is allocated
     * @throws IOException if it is not a plain numeric array, is cut short, or is in column-major order with more than
     *     one axis
     */
    public static NpyArray read(InputStream in, String name, long available) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            String header = header(data, name);
            String descr = descr(header, name);
            int[] shape = shape(header, name);
            if (find(ORDER, header, name).group(1).equals("True") && shape.length > 1) {
                throw new IOException(name + ": column-major array; save it again with numpy.ascontiguousarray");
            }
            long bytes = Math.multiplyExact(count(shape), bytesOf(descr));
            if (bytes > available || bytes > Integer.MAX_VALUE - 16) {
                throw new IOException(name + ": shape " + Arrays.toString(shape) + " needs " + bytes
                        + " bytes but the file holds at most " + available);
            }
            byte[] values = new byte[(int) bytes];
            data.readFully(values);
            return new NpyArray(descr, shape, values);
        } catch (EOFException e) {
            throw new IOException(name + ": ends before its values do; the file is cut short", e);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IOException(name + ": its shape is too large", e);
        }
    }

    private static String header(DataInputStream in, String name) throws IOException {
        byte[] magic = new byte[8];
        in.readFully(magic);
        if (!Arrays.equals(magic, 0, 6, MAGIC, 0, 6) || magic[6] < 1 || magic[6] > 3) {
            throw new IOException(name + ": not a NumPy array");
        }
        int length = Short.reverseBytes(in.readShort()) & 0xffff;
        if (magic[6] > 1) {
            length |= (Short.reverseBytes(in.readShort()) & 0xffff) << 16;
        }
        if (length < 0 || length > LONGEST_HEADER) {
            throw new IOException(name + ": header of " + Integer.toUnsignedString(length) + " bytes is not plausible");
        }
        byte[] text = new byte[length];
        in.readFully(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static String descr(String header, String name) throws IOException {
        Matcher match = find(DESCR, header, name);
        String type = match.group(2) + match.group(3);
        if (!type.matches("f4|f8|[iu][1248]|b1")) {
            throw new IOException(name + ": type " + type + " is not a plain number");
        }
        return match.group(1).replace('=', '<') + type;
    }

    private static int[] shape(String header, String name) throws IOException {
        return Arrays.stream(find(SHAPE, header, name).group(1).split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static Matcher find(Pattern pattern, String header, String name) throws IOException {
        Matcher match = pattern.matcher(header);
        if (!match.find()) {
            throw new IOException(name + ": not a plain array header: " + header.strip());
        }
        return match;
    }

    /** Writes NPY 1.0, with the values aligned to 64 bytes. */
    public void write(OutputStream out) throws IOException {
        String axes = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + axes + "), }";
        int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
        out.write(MAGIC);
        out.write(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
        out.write((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(data);
    }

    private static long count(int[] shape) {
        long count = 1;
        for (int length : shape) {
            count = Math.multiplyExact(count, length);
        }
        return count;
    }

    private static int bytesOf(String descr) {
        return Integer.parseInt(descr.substring(2));
    }
}
