package org.lmttm.app.memory;

import java.util.List;
import org.lmttm.insight.ColumnGroup;
import org.lmttm.insight.Role;

/**
 * Where the columns of an attention matrix stand: edges on whole pixels while a cell is at least one wide, a gap
 * between groups, and a thinner one between patch rows.
 */
final class MatrixLayout {
    private static final double GROUP_GAP = 6;
    private static final double ROW_GAP = 2;

    private final double[] starts;
    private final double[] ends;

    /**
     * Places columns.
     *
     * @param groups all columns, in order
     * @param patchColumns patches in a patch row
     * @param x left edge, px
     * @param width room, px
     */
    MatrixLayout(List<ColumnGroup> groups, int patchColumns, double x, double width) {
        int columns = groups.isEmpty() ? 0 : groups.getLast().to();
        starts = new double[columns];
        double gaps = 0;
        for (int column = 1; column < columns; column++) {
            gaps += gapBefore(groups, patchColumns, column);
        }
        double cell = Math.max(0.1, (width - gaps) / Math.max(1, columns));
        ends = new double[columns];
        double at = x;
        for (int column = 0; column < columns; column++) {
            at += column == 0 ? 0 : gapBefore(groups, patchColumns, column);
            starts[column] = cell >= 1 ? Math.rint(at) : at;
            at += cell;
            ends[column] = cell >= 1 ? Math.rint(at) : at;
        }
    }

    private static double gapBefore(List<ColumnGroup> groups, int patchColumns, int column) {
        for (ColumnGroup group : groups) {
            if (group.from() == column) {
                return GROUP_GAP;
            }
            if (group.role() == Role.PATCHES && group.contains(column)) {
                return (column - group.from()) % patchColumns == 0 ? ROW_GAP : 0;
            }
        }
        return 0;
    }

    /** Left edge of a column. */
    double x(int column) {
        return starts[column];
    }

    /** Right edge of a column. */
    double end(int column) {
        return ends[column];
    }

    /** Right edge of the last column. */
    double end() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** Right edge of a group. */
    double end(ColumnGroup group) {
        return ends[group.to() - 1];
    }

    /** The column at a position, −1 in gaps and outside. */
    int columnAt(double x) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (x < starts[middle]) {
                high = middle - 1;
            } else if (x >= ends[middle]) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }
}
