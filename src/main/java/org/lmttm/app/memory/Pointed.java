package org.lmttm.app.memory;

import org.jspecify.annotations.Nullable;
import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.ColumnGroup;
import org.lmttm.insight.Role;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelBox;

/**
 * One attention weight under the pointer.
 *
 * @param kind read or write
 * @param rows role of the block that reads (read) or is written (write)
 * @param row row of its matrix
 * @param column column of its matrix
 * @param weight the softmax weight
 * @param multiple weight × columns
 * @param to column group that holds the column
 * @param patch index of the patch, −1 for other tokens
 * @param voxels what the patch sees, null for other tokens
 */
record Pointed(
        AttentionKind kind,
        Role rows,
        int row,
        int column,
        float weight,
        double multiple,
        ColumnGroup to,
        int patch,
        @Nullable VoxelBox voxels) {

    /** The read weight of a role's row and column at a timestamp. */
    static Pointed read(TraceReading reading, int t, Role role, int row, int column) {
        int columns = reading.architecture().readColumns();
        float weight = reading.read(t, role)[row * columns + column];
        for (ColumnGroup group : reading.readColumns(t, role)) {
            if (group.contains(column)) {
                return make(reading, t, AttentionKind.READ, role, row, column, weight, columns, group);
            }
        }
        throw new IndexOutOfBoundsException(column);
    }

    /** The write weight of a row and column at a timestamp. */
    static Pointed write(TraceReading reading, int t, int row, int column) {
        int columns = reading.architecture().writeColumns();
        float weight = reading.write(t)[row * columns + column];
        Role written = reading.singleMemory() ? Role.CURRENT : Role.NEXT;
        for (ColumnGroup group : reading.writeColumns(t)) {
            if (group.contains(column)) {
                return make(reading, t, AttentionKind.WRITE, written, row, column, weight, columns, group);
            }
        }
        throw new IndexOutOfBoundsException(column);
    }

    private static Pointed make(
            TraceReading reading,
            int t,
            AttentionKind kind,
            Role rows,
            int row,
            int column,
            float weight,
            int columns,
            ColumnGroup group) {
        int patch = group.role() == Role.PATCHES ? column - group.from() : -1;
        VoxelBox voxels = patch < 0 ? null : reading.grid().box(t, patch);
        return new Pointed(kind, rows, row, column, weight, (double) weight * columns, group, patch, voxels);
    }

    /** Index of the token within its group. */
    int token() {
        return column - to.from();
    }
}
