package org.lmttm.volume.io.numpy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

/**
 * What the header of an {@code .npy} array says (numpy.lib.format).
 *
 * @param shape lengths of the axes; empty for a scalar
 * @param type how an element is stored
 * @param order byte order of the elements
 * @param fortran whether the first index runs fastest
 * @param length bytes of the header: the elements begin there
 */
public record NpyHeader(List<Integer> shape, VoxelType type, ByteOrder order, boolean fortran, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** NumPy itself refuses headers over 10 000 bytes unless told to trust the file. */
    private static final int MOST_HEADER_BYTES = 65_536;

    private static final long MOST_ELEMENTS = 1L << 40;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)\\b");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");
    private static final Pattern CODE = Pattern.compile("([<>=|]?)([a-zA-Z?])(\\d{0,4}).*", Pattern.DOTALL);

    /** Makes the shape immutable. */
    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /** Whether bytes begin as an {@code .npy} array does. */
    public static boolean recognises(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Number of elements; 1 for a scalar. */
    public long count() {
        long count = 1;
        for (int n : shape) {
            count *= n;
        }
        return count;
    }

    /** Bytes that the elements take. */
    public long byteCount() {
        return count() * type.bytes();
    }

    /**
     * Reads a header.
     *
     * @param in stands at the array's first byte; afterwards at its first element
     * @param file the file, for messages
     * @param what the array, for messages
     * @throws VolumeFormatException when it is no header, or of an array whose elements are not plain numbers
     */
    public static NpyHeader read(InputStream in, Path file, String what) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !recognises(start)) {
            throw new VolumeFormatException(file, what + " is not a NumPy array: its first bytes are not \\x93NUMPY");
        }
        int version = start[6];
        if (version < 1 || version > 3) {
            throw new VolumeFormatException(file, what + " has NumPy format version " + version + ", not 1 to 3");
        }
        int prefix = version == 1 ? 2 : 4;
        ByteBuffer size = ByteBuffer.wrap(in.readNBytes(prefix)).order(ByteOrder.LITTLE_ENDIAN);
        if (size.limit() < prefix) {
            throw new VolumeFormatException(file, what + " is cut short in its NumPy header");
        }
        int length = version == 1 ? size.getShort() & 0xFFFF : size.getInt();
        if (length < 0 || length > MOST_HEADER_BYTES) {
            throw new VolumeFormatException(
                    file,
                    what + " claims a NumPy header of " + (length & 0xFFFF_FFFFL) + " bytes; over " + MOST_HEADER_BYTES
                            + " is refused");
        }
        byte[] text = new byte[length];
        if (in.readNBytes(text, 0, length) < length) {
            throw new VolumeFormatException(file, what + " is cut short in its NumPy header", new EOFException());
        }
        return parse(new String(text, StandardCharsets.UTF_8), 8 + prefix + length, file, what);
    }

    private static NpyHeader parse(String text, int length, Path file, String what) throws VolumeFormatException {
        Matcher descr = DESCR.matcher(text);
        Matcher fortran = FORTRAN.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!descr.find()) {
            throw new VolumeFormatException(
                    file, what + " has no plain element type (structured arrays are not supported)");
        }
        if (!fortran.find() || !shape.find()) {
            throw new VolumeFormatException(file, what + " has a damaged NumPy header: shape or order is missing");
        }
        Matcher code = CODE.matcher(descr.group(1));
        if (!code.matches()) {
            throw new VolumeFormatException(file, what + " has an unknown element type '" + descr.group(1) + "'");
        }
        ByteOrder order = switch (code.group(1)) {
            case "<" -> ByteOrder.LITTLE_ENDIAN;
            case ">" -> ByteOrder.BIG_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
        VoxelType type = type(code.group(2) + code.group(3), file, what);
        return new NpyHeader(
                shape(shape.group(1), file, what), type, order, fortran.group(1).equals("True"), length);
    }

    private static List<Integer> shape(String text, Path file, String what) throws VolumeFormatException {
        List<String> axes = Arrays.stream(text.split(","))
                .map(axis -> axis.strip().replaceAll("L$", ""))
                .filter(axis -> !axis.isEmpty())
                .toList();
        long count = 1;
        for (String axis : axes) {
            // Nine digits fit an int; more than that along one axis is no volume.
            if (!axis.matches("\\d{1,9}")) {
                throw new VolumeFormatException(file, what + " has an impossible axis length " + axis);
            }
            long n = Long.parseLong(axis);
            if (n > 0 && count > MOST_ELEMENTS / n) {
                throw new VolumeFormatException(
                        file,
                        what + " declares the shape (" + text.strip() + "), over 10¹² elements: its header is damaged");
            }
            count *= n;
        }
        return axes.stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableList());
    }

    private static VoxelType type(String code, Path file, String what) throws VolumeFormatException {
        return switch (code) {
            case "b1", "?" -> VoxelType.BOOL;
            case "u1", "B" -> VoxelType.UINT8;
            case "i1", "b" -> VoxelType.INT8;
            case "u2" -> VoxelType.UINT16;
            case "i2" -> VoxelType.INT16;
            case "u4" -> VoxelType.UINT32;
            case "i4" -> VoxelType.INT32;
            case "u8" -> VoxelType.UINT64;
            case "i8" -> VoxelType.INT64;
            case "f2" -> VoxelType.FLOAT16;
            case "f4" -> VoxelType.FLOAT32;
            case "f8" -> VoxelType.FLOAT64;
            default -> throw new VolumeFormatException(file, what + refusal(code));
        };
    }

    private static String refusal(String code) {
        return switch (code.charAt(0)) {
            case 'O' ->
                " holds Python objects (a pickle), which are never loaded, since that could run code;"
                        + " save numbers instead";
            case 'c' -> " holds complex numbers, which are not supported; save magnitude or phase on its own";
            case 'S', 'U', 'a' -> " holds text, not numbers";
            case 'M', 'm' -> " holds dates, not voxels";
            default -> " has element type '" + code + "', which is not supported; save as float32";
        };
    }

    /** The header's bytes for an array in C order and this machine's little-endian form, format version 1.0. */
    static byte[] write(VoxelType type, int... shape) {
        String descr = switch (type) {
            case BOOL -> "|b1";
            case UINT8 -> "|u1";
            case INT8 -> "|i1";
            case UINT16 -> "<u2";
            case INT16 -> "<i2";
            case UINT32 -> "<u4";
            case INT32 -> "<i4";
            case UINT64 -> "<u8";
            case INT64 -> "<i8";
            case FLOAT16 -> "<f2";
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
        };
        String axes = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        // NumPy writes a trailing comma only for one axis, and readers that compare text exist.
        axes = shape.length == 1 ? axes : axes.replaceAll(",$", "");
        String dict = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + axes + "), }";
        int unpadded = MAGIC.length + 2 + 2 + dict.length() + 1;
        int padded = (unpadded + 63) / 64 * 64;
        ByteBuffer out = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - 10));
        out.put(dict.getBytes(StandardCharsets.US_ASCII));
        out.put(" ".repeat(padded - unpadded).getBytes(StandardCharsets.US_ASCII))
                .put((byte) '\n');
        return out.array();
    }
}
