package org.lmttm.app.memory;

import org.jspecify.annotations.Nullable;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.ColumnGroup;
import org.lmttm.insight.Phase;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;

/** What lies under the pointer, with its exact value. */
sealed interface Pointed {
    /**
     * An attention weight.
     *
     * @param kind read or write
     * @param rows role of the block that is read, or written
     * @param row row of its matrix
     * @param column column of its matrix
     * @param weight the softmax weight
     * @param multiple weight × columns
     * @param to column group that holds the column
     * @param patch index of the patch, −1 for other tokens
     * @param voxels what the patch sees, null for other tokens
     */
    record Weight(
            AttentionKind kind,
            Role rows,
            int row,
            int column,
            float weight,
            double multiple,
            ColumnGroup to,
            int patch,
            @Nullable VoxelBox voxels)
            implements Pointed {
        /** Index of the token within its group. */
        int token() {
            return column - to.from();
        }
    }

    /**
     * A value of a memory token.
     *
     * @param block memory block
     * @param token token of the block
     * @param dimension component of the token
     * @param value before or after the write, or the change
     * @param phase which of them
     */
    record Value(int block, int token, int dimension, float value, Phase phase) implements Pointed {}

    /**
     * A patch of the slab.
     *
     * @param kind which map
     * @param patch index of the patch
     * @param multiple its value, as a multiple of uniform
     * @param voxels what the patch sees
     */
    record Patch(MapKind kind, int patch, double multiple, VoxelBox voxels) implements Pointed {}

    /** The read weight of a role's row and column at a timestamp. */
    static Weight read(TraceReading reading, int t, Role role, int row, int column) {
        int columns = reading.architecture().readColumns();
        float weight = reading.read(t, role)[row * columns + column];
        ColumnGroup to = group(reading.readColumns(t, role), column);
        return weight(reading, t, AttentionKind.READ, role, row, column, weight, columns, to);
    }

    /** The write weight of a row and column at a timestamp. */
    static Weight write(TraceReading reading, int t, int row, int column) {
        int columns = reading.architecture().writeColumns();
        float weight = reading.write(t)[row * columns + column];
        Role written = reading.singleMemory() ? Role.CURRENT : Role.NEXT;
        ColumnGroup to = group(reading.writeColumns(t), column);
        return weight(reading, t, AttentionKind.WRITE, written, row, column, weight, columns, to);
    }

    /** A value of a block at a timestamp. */
    static Value value(TraceReading reading, int t, int block, Phase phase, int token, int dimension) {
        float value =
                reading.values(t, block, phase)[token * reading.architecture().dim() + dimension];
        return new Value(block, token, dimension, value, phase);
    }

    /** The patch pointed at, −1 for none. */
    static int patchOf(@Nullable Pointed pointed) {
        return switch (pointed) {
            case Weight weight -> weight.patch();
            case Patch patch -> patch.patch();
            case Value value -> -1;
            case null -> -1;
        };
    }

    private static ColumnGroup group(java.util.List<ColumnGroup> groups, int column) {
        return groups.stream()
                .filter(group -> group.contains(column))
                .findFirst()
                .orElseThrow(() -> new IndexOutOfBoundsException(column));
    }

    private static Weight weight(
            TraceReading reading,
            int t,
            AttentionKind kind,
            Role rows,
            int row,
            int column,
            float weight,
            int columns,
            ColumnGroup to) {
        int patch = to.role() == Role.PATCHES ? column - to.from() : -1;
        VoxelBox voxels = patch < 0 ? null : reading.grid().box(t, patch);
        return new Weight(kind, rows, row, column, weight, (double) weight * columns, to, patch, voxels);
    }
}
