package org.lmttm.volume.io;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lmttm.volume.VoxelType;

/**
 * How voxels lie in a file that does not say so itself. Its text, which the command line and saved desks use, is
 * {@code SIZE,TYPE[,ORDER][,OFFSET][,SPACING]}: {@code 256x256x100,int16}, or
 * {@code 64x64x30x120,uint16,big,352,3x3x3.5}.
 *
 * @param sizes voxels along i (fastest), j, k and, where there are four numbers, how many volumes
 * @param type how a voxel is stored
 * @param order byte order
 * @param offset bytes in front of the first voxel
 * @param spacing mm along i, j, k; empty when it is not known, and lengths are in voxels then
 */
public record RawLayout(
        List<Integer> sizes, VoxelType type, ByteOrder order, long offset, Optional<List<Double>> spacing) {
    private static final String NUMBER = "[0-9.eE+-]+";
    private static final Pattern TEXT =
            Pattern.compile("(?<size>\\d{1,9}(x\\d{1,9}){1,3}),(?<type>[a-z]+\\d*)(,(?<order>little|big))?"
                    + "(,(?<offset>\\d{1,18}))?(,(?<spacing>" + NUMBER + "(x" + NUMBER + "){1,2}))?");

    /** Checks the numbers. */
    public RawLayout {
        sizes = List.copyOf(sizes);
        spacing = spacing.map(List::copyOf);
        if (sizes.size() < 2 || sizes.size() > 4 || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("a raw layout has 2 to 4 sizes of at least 1, not " + sizes);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("voxels begin at byte 0 or later, not " + offset);
        }
        if (spacing.isPresent()
                && (spacing.get().size() != 3 || spacing.get().stream().anyMatch(mm -> !(mm > 1e-9 && mm < 1e9)))) {
            throw new IllegalArgumentException("spacing is three lengths in mm above 0, not " + spacing.get());
        }
    }

    /**
     * A layout from its text.
     *
     * @throws IllegalArgumentException when it is not written so
     */
    public static RawLayout parse(String text) {
        Matcher m = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException("a raw layout is SIZE,TYPE[,little|big][,OFFSET][,SPACING], such as"
                    + " 256x256x100,int16,little,352,0.5x0.5x1.25, not '" + text + "'");
        }
        VoxelType type = Arrays.stream(VoxelType.values())
                .filter(t -> t.numpyName().equals(m.group("type")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a raw layout's type is one of "
                        + Arrays.stream(VoxelType.values())
                                .map(VoxelType::numpyName)
                                .collect(Collectors.joining(", "))
                        + ", not '" + m.group("type") + "'"));
        return new RawLayout(
                Arrays.stream(m.group("size").split("x", -1))
                        .map(Integer::valueOf)
                        .toList(),
                type,
                "big".equals(m.group("order")) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                m.group("offset") == null ? 0 : Long.parseLong(m.group("offset")),
                Optional.ofNullable(m.group("spacing")).map(RawLayout::lengths));
    }

    private static List<Double> lengths(String text) {
        try {
            List<Double> lengths =
                    Arrays.stream(text.split("x", -1)).map(Double::valueOf).toList();
            return lengths.size() == 2 ? List.of(lengths.get(0), lengths.get(1), 1.0) : lengths;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("spacing is lengths in mm such as 0.5x0.5x1.25, not '" + text + "'", e);
        }
    }

    /** Bytes that a file must have at least; {@link Long#MAX_VALUE} when they are beyond counting. */
    public long bytesNeeded() {
        try {
            long bytes = type.bytes();
            for (int size : sizes) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return Math.addExact(bytes, offset);
        } catch (ArithmeticException _) {
            return Long.MAX_VALUE;
        }
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        String size = sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
        String mm = spacing.map(s -> s.stream().map(String::valueOf).collect(Collectors.joining("x", ",", "")))
                .orElse("");
        return size + "," + type.numpyName() + "," + (order.equals(ByteOrder.BIG_ENDIAN) ? "big" : "little") + ","
                + offset + mm;
    }
}
