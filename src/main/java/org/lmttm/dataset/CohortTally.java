package org.lmttm.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How many cases and patients of each class are in each split, counted in one pass.
 *
 * @param splits those that have cases, in the order train, val, test
 */
public record CohortTally(Map<Split, Part> splits) {
    /** Makes the map immutable. */
    public CohortTally {
        splits = Collections.unmodifiableMap(splits);
    }

    /**
     * Some cases.
     *
     * @param cases how many there are
     * @param patients that they are of
     */
    public record Count(int cases, long patients) {
        private static Count of(List<CohortRow> rows) {
            return new Count(rows.size(), CohortReport.patients(rows));
        }
    }

    /**
     * A split.
     *
     * @param all of its cases
     * @param classes in the order of their labels
     */
    public record Part(Count all, List<Count> classes) {
        /** Makes the list immutable. */
        public Part {
            classes = List.copyOf(classes);
        }
    }

    /** Counts a report's rows; those without a class or a split are left out. */
    public static CohortTally of(CohortReport report) {
        int classes = report.classes().size();
        Map<Split, List<List<CohortRow>>> rows = new EnumMap<>(Split.class);
        for (CohortRow row : report.rows()) {
            Split split = row.split().orElse(null);
            if (split != null && row.label() >= 0 && row.label() < classes) {
                Objects.requireNonNull(rows.computeIfAbsent(split, _ -> lists(classes)))
                        .get(row.label())
                        .add(row);
            }
        }
        Map<Split, Part> parts = new EnumMap<>(Split.class);
        rows.forEach((split, of) -> parts.put(
                split,
                new Part(
                        Count.of(of.stream().flatMap(List::stream).toList()),
                        of.stream().map(Count::of).toList())));
        return new CohortTally(parts);
    }

    private static List<List<CohortRow>> lists(int count) {
        List<List<CohortRow>> lists = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }
}
