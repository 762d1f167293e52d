package org.lmttm.volume;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An immutable 3D volume: typed voxels off heap (or mapped from the file), slope and intercept, and the affine from
 * voxel indices to patient millimetres. Axis i is the first index of the file's format ({@code spec}: NIfTI: fastest;
 * NumPy: first array index); strides hide the storage order. Reading is thread-safe; closing frees the voxels, and
 * reading after that throws {@link IllegalStateException}.
 */
public final class Volume implements AutoCloseable {
    private final Description description;
    private final MemorySegment voxels;
    private final @Nullable Arena arena;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final VoxelType type;
    private final boolean swapped;
    private final double slope;
    private final double intercept;
    private final long strideI;
    private final long strideJ;
    private final long strideK;

    /** Which index runs fastest in memory. */
    public enum StorageOrder {
        /** i fastest (NIfTI, MGH, NRRD, MetaImage, Analyze). */
        FIRST_FASTEST,
        /** k fastest (NumPy's C order). */
        LAST_FASTEST
    }

    /**
     * What a volume is, without its voxels.
     *
     * @param name what to call it: a file name without folders, or dataset, split and case
     * @param format the file's format, such as "NIfTI-1"
     * @param ni voxels along i, at least 1
     * @param nj voxels along j, at least 1
     * @param nk voxels along k, at least 1
     * @param type how a voxel is stored
     * @param byteOrder byte order of the stored voxels
     * @param order which index runs fastest
     * @param slope value = slope · stored + intercept
     * @param intercept see slope
     * @param affine voxel → patient mm, RAS+; empty when the format carries no geometry
     * @param warnings what the reader found odd, for the user to see
     * @param hints what the file says of how it wants to be shown
     */
    public record Description(
            String name,
            String format,
            int ni,
            int nj,
            int nk,
            VoxelType type,
            ByteOrder byteOrder,
            StorageOrder order,
            double slope,
            double intercept,
            Optional<Affine> affine,
            List<String> warnings,
            DisplayHints hints) {
        /** A description of a file that says nothing of how it wants to be shown. */
        public Description(
                String name,
                String format,
                int ni,
                int nj,
                int nk,
                VoxelType type,
                ByteOrder byteOrder,
                StorageOrder order,
                double slope,
                double intercept,
                Optional<Affine> affine,
                List<String> warnings) {
            this(
                    name,
                    format,
                    ni,
                    nj,
                    nk,
                    type,
                    byteOrder,
                    order,
                    slope,
                    intercept,
                    affine,
                    warnings,
                    DisplayHints.NONE);
        }

        /** Checks the numbers and copies the warnings. */
        public Description {
            if (ni < 1 || nj < 1 || nk < 1) {
                throw new IllegalArgumentException(
                        "volume needs at least one voxel an axis, not " + ni + " × " + nj + " × " + nk);
            }
            warnings = List.copyOf(warnings);
        }

        /** Voxels in all. */
        public long voxelCount() {
            return Math.multiplyExact(Math.multiplyExact((long) ni, nj), nk);
        }

        /** Bytes that the voxels take. */
        public long byteCount() {
            return Math.multiplyExact(voxelCount(), type.bytes());
        }
    }

    /**
     * A volume over given memory.
     *
     * @param description shape, type and geometry
     * @param voxels exactly {@link Description#byteCount()} bytes
     * @param arena owns {@code voxels}; closed with the volume. It must be shared, since many threads read
     */
    public Volume(Description description, MemorySegment voxels, Arena arena) {
        this(voxels, description, arena);
    }

    /**
     * A volume over memory that someone else owns, such as one time point of a series: closing it frees nothing.
     *
     * @param description shape, type and geometry
     * @param voxels exactly {@link Description#byteCount()} bytes, readable from every thread
     */
    public static Volume view(Description description, MemorySegment voxels) {
        return new Volume(voxels, description, null);
    }

    private Volume(MemorySegment voxels, Description description, @Nullable Arena arena) {
        if (voxels.byteSize() != description.byteCount()) {
            throw new IllegalArgumentException(
                    description.name() + " needs " + description.byteCount() + " bytes, not " + voxels.byteSize());
        }
        this.description = description;
        this.voxels = voxels.asReadOnly();
        this.arena = arena;
        this.type = description.type();
        this.swapped = !description.byteOrder().equals(ByteOrder.nativeOrder());
        this.slope = description.slope();
        this.intercept = description.intercept();
        boolean first = description.order() == StorageOrder.FIRST_FASTEST;
        this.strideI = first ? 1 : (long) description.nj() * description.nk();
        this.strideJ = first ? description.ni() : description.nk();
        this.strideK = first ? (long) description.ni() * description.nj() : 1;
    }

    /**
     * A float32 volume with i fastest from heap values, which are copied.
     *
     * @param name what to call it
     * @param ni voxels along i
     * @param nj voxels along j
     * @param nk voxels along k
     * @param values ni · nj · nk values, i fastest
     * @param affine voxel → patient mm, or null
     */
    @SuppressWarnings("MustBeClosedChecker") // the arena lives as long as the volume, which closes it
    public static Volume ofFloats(String name, int ni, int nj, int nk, float[] values, @Nullable Affine affine) {
        Description d = new Description(
                name,
                "memory",
                ni,
                nj,
                nk,
                VoxelType.FLOAT32,
                ByteOrder.nativeOrder(),
                StorageOrder.FIRST_FASTEST,
                1,
                0,
                Optional.ofNullable(affine),
                List.of());
        Arena arena = Arena.ofShared();
        MemorySegment voxels = arena.allocate(d.byteCount(), 64);
        voxels.copyFrom(MemorySegment.ofArray(values));
        return new Volume(d, voxels, arena);
    }

    /** Shape, type, geometry and warnings. */
    public Description description() {
        return description;
    }

    /** The volume's display name. */
    public String name() {
        return description.name();
    }

    /** Voxels along i. */
    public int ni() {
        return description.ni();
    }

    /** Voxels along j. */
    public int nj() {
        return description.nj();
    }

    /** Voxels along k. */
    public int nk() {
        return description.nk();
    }

    /** Voxels along axis 0 (i), 1 (j) or 2 (k). */
    public int size(int axis) {
        return switch (axis) {
            case 0 -> ni();
            case 1 -> nj();
            case 2 -> nk();
            default -> throw new IndexOutOfBoundsException(axis);
        };
    }

    /** Voxel → patient mm where the file has patient geometry. */
    public Optional<Affine> affine() {
        return description.affine();
    }

    /** The affine, or the identity (lengths in voxels) when the file carries no geometry. */
    public Affine affineOrVoxels() {
        return affine().orElseGet(() -> Affine.scaling(1, 1, 1));
    }

    /** Spacing (mm; 1 voxel where there is no geometry) along i, j, k. */
    public double[] spacing() {
        return affineOrVoxels().spacing();
    }

    /** The value at a voxel: slope · stored + intercept. No bounds are checked beyond those of the memory. */
    public double value(int i, int j, int k) {
        return slope * VoxelAccess.get(voxels, type, swapped, i * strideI + j * strideJ + k * strideK) + intercept;
    }

    /**
     * Copies a line of values, scaled, along one axis.
     *
     * @param axis 0, 1 or 2: the axis along which the line runs, from index 0 to its end
     * @param a index on the lower-numbered of the other two axes
     * @param b index on the higher-numbered of the other two axes
     * @param target receives {@code size(axis)} values from {@code offset} on
     * @param offset first index written
     */
    public void line(int axis, int a, int b, float[] target, int offset) {
        long start = switch (axis) {
            case 0 -> a * strideJ + b * strideK;
            case 1 -> a * strideI + b * strideK;
            case 2 -> a * strideI + b * strideJ;
            default -> throw new IndexOutOfBoundsException(axis);
        };
        read(start, stride(axis), size(axis), target, offset);
    }

    /** Distance in memory, in voxels, between neighbours along axis 0 (i), 1 (j) or 2 (k). */
    public long stride(int axis) {
        return switch (axis) {
            case 0 -> strideI;
            case 1 -> strideJ;
            case 2 -> strideK;
            default -> throw new IndexOutOfBoundsException(axis);
        };
    }

    /**
     * Copies scaled values in bulk, the fast way to read many.
     *
     * @param start memory index of the first voxel: i · stride(0) + j · stride(1) + k · stride(2)
     * @param step voxels between one and the next; 1 walks memory in order
     * @param count how many
     * @param target receives {@code count} values from {@code offset} on
     * @param offset first index written
     */
    public void read(long start, long step, int count, float[] target, int offset) {
        VoxelAccess.read(voxels, type, swapped, slope, intercept, start, step, count, target, offset);
    }

    /** As the other {@code read}, in double precision: exact for every type but 64-bit integers beyond ±2⁵³. */
    public void read(long start, long step, int count, double[] target, int offset) {
        VoxelAccess.read(voxels, type, swapped, start, step, count, target, offset);
        if (slope != 1 || intercept != 0) {
            for (int x = offset; x < offset + count; x++) {
                target[x] = slope * target[x] + intercept;
            }
        }
    }

    /** The stored voxels, read-only, in the order and byte order that the description states. */
    public MemorySegment voxels() {
        return voxels;
    }

    @Override
    public void close() {
        if (arena != null && closed.compareAndSet(false, true)) {
            arena.close();
        }
    }

    @Override
    public String toString() {
        return Objects.toString(description);
    }
}
