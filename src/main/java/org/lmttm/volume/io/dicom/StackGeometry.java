package org.lmttm.volume.io.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.io.dicom.SliceStack.Place;

/** The grid that sorted slices form, and what is wrong with it. DICOM's LPS becomes RAS by negating x and y. */
final class StackGeometry {
    private static final double TILT_DEGREES = 0.1;
    private static final double SAME_STEP = 0.01;
    private static final double WHOLE_STEPS = 0.1;
    private static final int MOST_SAID = 3;
    private static final int MOST_EMPTY = 4096;

    private StackGeometry() {}

    static double[] position(Frame frame) {
        return known(frame.position());
    }

    static double[] orientation(Frame frame) {
        return known(frame.orientation());
    }

    private static double[] known(double @Nullable [] value) {
        if (value == null) {
            throw new IllegalStateException("a frame without a place cannot be sorted by it");
        }
        return value;
    }

    /** The affine of places in order; empty where the map would be flat. */
    static Optional<Affine> affine(List<Place> places, List<String> warnings) {
        Frame first = places.getFirst().frames().getFirst();
        double[] normal = Frame.normal(orientation(first));
        double[] step = new double[3];
        if (places.size() == 1) {
            double thickness = first.thickness() > 0 ? first.thickness() : 1;
            if (first.thickness() <= 0) {
                warnings.add("does not say how thick its slice is; 1 mm is taken");
            }
            for (int r = 0; r < 3; r++) {
                step[r] = normal[r] * thickness;
            }
            return affine(first, step);
        }
        double[] from = position(first);
        double[] to = position(places.getLast().frames().getFirst());
        double whole = Math.abs(places.getLast().distance() - places.getFirst().distance());
        double usual = usualStep(places);
        boolean even = even(places, usual);
        // of uneven steps the usual one is taken, so that most of the volume has its true size
        double share = even ? 1.0 / (places.size() - 1) : usual / whole;
        for (int r = 0; r < 3; r++) {
            step[r] = (to[r] - from[r]) * share;
        }
        if (!even) {
            sayGaps(places, usual, warnings);
        }
        sayTilt(step, normal, first, warnings);
        return affine(first, step);
    }

    /** The affine of places between which empty slices stand, so that there are {@code count} in even steps. */
    static Optional<Affine> affine(List<Place> places, int count) {
        double[] from = position(places.getFirst().frames().getFirst());
        double[] to = position(places.getLast().frames().getFirst());
        double[] step = new double[3];
        for (int r = 0; r < 3; r++) {
            step[r] = (to[r] - from[r]) / (count - 1);
        }
        return affine(places.getFirst().frames().getFirst(), step);
    }

    private static Optional<Affine> affine(Frame first, double[] step) {
        double[] o = orientation(first);
        double[] origin = position(first);
        double[] spacing = known(first.spacing());
        double[][] rows = new double[3][];
        for (int r = 0; r < 3; r++) {
            int sign = r < 2 ? -1 : 1;
            rows[r] = new double[] {
                sign * o[r] * spacing[1], sign * o[r + 3] * spacing[0], sign * step[r], sign * origin[r]
            };
            for (int c = 0; c < rows[r].length; c++) {
                rows[r][c] += 0.0; // no negative zeros
            }
        }
        try {
            return Optional.of(Affine.of(rows));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // the reader says that there is no geometry
        }
    }

    /** Distance (mm) between a place and the next. */
    private static double step(List<Place> places, int from) {
        return Math.abs(places.get(from + 1).distance() - places.get(from).distance());
    }

    private static double usualStep(List<Place> places) {
        double[] steps = new double[places.size() - 1];
        for (int s = 0; s < steps.length; s++) {
            steps[s] = step(places, s);
        }
        java.util.Arrays.sort(steps);
        return steps[(steps.length - 1) / 2];
    }

    private static boolean even(List<Place> places, double usual) {
        for (int s = 0; s + 1 < places.size(); s++) {
            double step = step(places, s);
            if (Math.abs(step - usual) > SAME_STEP * usual + SliceStack.SAME_PLACE) {
                return false;
            }
        }
        return true;
    }

    private static void sayGaps(List<Place> places, double usual, List<String> warnings) {
        List<String> said = new ArrayList<>();
        int more = 0;
        for (int s = 0; s + 1 < places.size(); s++) {
            double step = step(places, s);
            if (Math.abs(step - usual) <= SAME_STEP * usual + SliceStack.SAME_PLACE) {
                continue;
            }
            long missing = Math.round(step / usual) - 1;
            String where = "between slices " + (s + 1) + " and " + (s + 2);
            if (said.size() == MOST_SAID) {
                more++;
            } else if (missing > 0 && Math.abs(step / usual - missing - 1) < WHOLE_STEPS) {
                said.add((missing == 1 ? "1 slice is" : missing + " slices are") + " missing " + where);
            } else {
                said.add("the step is " + SliceStack.text(step) + " mm " + where);
            }
        }
        warnings.add("slices are not evenly spaced: the usual step of " + SliceStack.text(usual)
                + " mm is taken throughout, but " + String.join(", ", said) + (more > 0 ? " and " + more + " more" : "")
                + "; lengths across such places are wrong");
    }

    private static void sayTilt(double[] step, double[] normal, Frame first, List<String> warnings) {
        double length = Math.sqrt(Frame.dot(step, step));
        double angle = Math.toDegrees(Math.acos(Math.clamp(Math.abs(Frame.dot(step, normal)) / length, 0.0, 1.0)));
        if (angle > TILT_DEGREES) {
            String what = first.image().identity().modality().equals("CT") ? "gantry tilt" : "shear";
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s of %.1f°: the slices are not at right angles to the stack, and the geometry keeps that",
                    what,
                    angle));
        }
    }

    /** Slices in even steps, empty where a segmentation has no frame; those there are when steps are no multiples. */
    static List<List<Frame>> withEmptySlices(List<Place> places) {
        List<List<Frame>> slices = new ArrayList<>();
        List<List<Frame>> asTheyAre = places.stream().map(Place::frames).toList();
        if (places.size() < 2) {
            return asTheyAre;
        }
        double usual = usualStep(places);
        for (int s = 0; s < places.size(); s++) {
            slices.add(places.get(s).frames());
            if (s + 1 == places.size()) {
                break;
            }
            double steps = step(places, s) / usual;
            long empty = Math.round(steps) - 1;
            if (Math.abs(steps - empty - 1) > WHOLE_STEPS || slices.size() + empty > MOST_EMPTY) {
                return asTheyAre;
            }
            for (long e = 0; e < empty; e++) {
                slices.add(List.of());
            }
        }
        return slices;
    }
}
