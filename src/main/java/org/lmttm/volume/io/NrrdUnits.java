package org.lmttm.volume.io;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The units of lengths in an NRRD header, which the format leaves to the writer: symbols are turned into mm, what is not
 * known is said and taken for mm.
 *
 * @param factors mm a unit along each of three axes
 */
record NrrdUnits(double... factors) {
    private static final Map<String, Double> MILLIMETRES =
            Map.of("mm", 1.0, "m", 1000.0, "cm", 10.0, "um", 1e-3, "µm", 1e-3, "\u03bcm", 1e-3, "nm", 1e-6, "in", 25.4);

    /** The units of some axes; lengths without a unit are mm. */
    static NrrdUnits of(List<String> stated, int[] axes, List<String> warnings) {
        List<String> units = Arrays.stream(axes)
                .mapToObj(axis -> axis < stated.size() ? stated.get(axis).strip() : "")
                .toList();
        String others = units.stream()
                .filter(unit -> !unit.isEmpty() && !unit.equals("mm"))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            boolean known = units.stream().allMatch(unit -> unit.isEmpty() || MILLIMETRES.containsKey(unit));
            warnings.add("states lengths in " + others
                    + (known
                            ? ", which are shown in mm"
                            : ", which is no known unit: they are shown as if they were mm"));
        }
        double[] factors = new double[3];
        Arrays.setAll(
                factors,
                axis -> axis < units.size() ? Objects.requireNonNullElse(MILLIMETRES.get(units.get(axis)), 1.0) : 1);
        return new NrrdUnits(factors);
    }

    double millimetres(int axis, double length) {
        return length * factors[axis];
    }

    double[] millimetres(double[] vector) {
        double[] scaled = new double[3];
        Arrays.setAll(scaled, axis -> millimetres(axis, vector[axis]));
        return scaled;
    }
}
