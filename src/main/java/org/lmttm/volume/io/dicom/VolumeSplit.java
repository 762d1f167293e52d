package org.lmttm.volume.io.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.io.dicom.SliceStack.Place;

/**
 * Tells apart the volumes that a series holds at the same places: times, b-values, echoes.
 *
 * @param volumes the volumes, each with one frame at every place
 * @param labels what tells them apart
 */
record VolumeSplit(List<List<List<Frame>>> volumes, List<String> labels) {
    static VolumeSplit of(List<Place> places, List<String> warnings) {
        int most = places.stream().mapToInt(p -> p.frames().size()).max().orElse(1);
        if (most == 1) {
            return new VolumeSplit(List.of(slices(places, 0)), List.of(""));
        }
        List<Dimension> telling = Arrays.stream(Dimension.values())
                .filter(d -> distinct(places, d) > 1 && distinct(places, d) <= most)
                .toList();
        VolumeSplit partial = null;
        for (List<Dimension> dimensions : candidates(telling)) {
            List<List<Frame>> parts = parts(places, dimensions);
            if (!parts.stream().allMatch(VolumeSplit::once)) {
                continue;
            }
            List<String> said = new ArrayList<>();
            VolumeSplit split = complete(parts, dimensions, places.size(), said);
            if (split != null && said.isEmpty()) {
                return split;
            }
            if (split != null && partial == null) {
                partial = split;
                warnings.addAll(said);
            }
        }
        return partial == null ? byOrder(places, most, warnings) : partial;
    }

    /** Each dimension alone, then the first ones together. */
    private static List<List<Dimension>> candidates(List<Dimension> telling) {
        List<List<Dimension>> candidates = new ArrayList<>();
        telling.forEach(d -> candidates.add(List.of(d)));
        for (int n = 2; n <= telling.size(); n++) {
            candidates.add(telling.subList(0, n));
        }
        return candidates;
    }

    private static long distinct(List<Place> places, Dimension dimension) {
        return places.stream()
                .flatMap(p -> p.frames().stream())
                .mapToDouble(f -> f.dimension(dimension))
                .distinct()
                .count();
    }

    /** Frames by the values of some dimensions, in the order of those. */
    private static List<List<Frame>> parts(List<Place> places, List<Dimension> dimensions) {
        Map<double[], List<Frame>> parts = new TreeMap<>(Arrays::compare);
        for (Place place : places) {
            for (Frame frame : place.frames()) {
                double[] key = dimensions.stream().mapToDouble(frame::dimension).toArray();
                parts.computeIfAbsent(key, k -> new ArrayList<>()).add(frame);
            }
        }
        return new ArrayList<>(parts.values());
    }

    /** Whether no two frames lie at the same place; frames come sorted by it. */
    private static boolean once(List<Frame> frames) {
        double[] normal = Frame.normal(StackGeometry.orientation(frames.getFirst()));
        double before = Double.NaN;
        for (Frame frame : frames) {
            double here = Frame.dot(StackGeometry.position(frame), normal);
            if (Math.abs(here - before) <= SliceStack.SAME_PLACE) {
                return false;
            }
            before = here;
        }
        return true;
    }

    /** The parts that have all slices; the others are left out and said. Null when none has. */
    private static @Nullable VolumeSplit complete(
            List<List<Frame>> parts, List<Dimension> dimensions, int depth, List<String> said) {
        List<List<List<Frame>>> volumes = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (List<Frame> part : parts) {
            String label = dimensions.stream()
                    .flatMap(d -> d.label(part.getFirst().dimension(d)).stream())
                    .collect(Collectors.joining(", "));
            if (part.size() == depth) {
                volumes.add(part.stream().map(List::of).toList());
                labels.add(label);
            } else {
                said.add("a volume" + (label.isEmpty() ? "" : " (" + label + ")") + " has " + part.size() + " of "
                        + depth + " slices and is left out");
            }
        }
        return volumes.isEmpty() ? null : new VolumeSplit(volumes, labels);
    }

    private static VolumeSplit byOrder(List<Place> places, int most, List<String> warnings) {
        long full = places.stream().filter(p -> p.frames().size() == most).count();
        if (full < places.size()) {
            warnings.add(full + " of " + places.size()
                    + " places have more than one image, and nothing tells them apart; the first of each is shown");
            return new VolumeSplit(List.of(slices(places, 0)), List.of(""));
        }
        warnings.add("has " + most + " images at every place, told apart by the order of their numbers only");
        List<List<List<Frame>>> volumes = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int v = 0; v < most; v++) {
            volumes.add(slices(places, v));
            labels.add("");
        }
        return new VolumeSplit(volumes, labels);
    }

    private static List<List<Frame>> slices(List<Place> places, int volume) {
        return places.stream().map(p -> List.of(p.frames().get(volume))).toList();
    }
}
