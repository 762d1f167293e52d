package org.lmttm.volume.io.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lmttm.volume.Affine;

/**
 * Frames of one series, size and direction brought in order: slices sorted along the normal, one volume for each time,
 * echo or b-value, and the affine of the grid that they form.
 *
 * @param volumes volumes of the same number of slices; a slice is the frames painted on it: one, or those of the segments
 *     that it shows, perhaps none
 * @param labels what tells the volumes apart; empty texts where nothing does
 * @param affine voxel → patient mm, RAS+; empty where the frames do not say where they lie
 * @param warnings what is odd, for the user
 */
record SliceStack(
        List<List<List<Frame>>> volumes, List<String> labels, Optional<Affine> affine, List<String> warnings) {
    /** Positions closer than this (mm) are the same. */
    static final double SAME_PLACE = 0.01;

    private static final Comparator<Frame> IN_SERIES = Comparator.<Frame>comparingInt(
                    f -> f.image().identity().instanceNumber())
            .thenComparing(f -> f.image().path())
            .thenComparingInt(Frame::index);

    /** Slices in a row.
     *
     * @param distance mm along the normal
     * @param frames the frames there, in the order of the series
     */
    record Place(double distance, List<Frame> frames) {}

    /** Brings frames in order; there is at least one. */
    static SliceStack of(List<Frame> frames) {
        List<String> warnings = new ArrayList<>();
        List<Frame> sorted = new ArrayList<>(frames);
        sorted.sort(IN_SERIES);
        if (!sorted.stream().allMatch(Frame::placed)) {
            warnings.add(withoutPlace(sorted.getFirst()));
            List<List<Frame>> slices = sorted.stream().map(List::of).toList();
            return new SliceStack(List.of(slices), List.of(""), Optional.empty(), warnings);
        }
        List<Place> places = inFileOrder(places(sorted));
        Optional<Affine> affine = StackGeometry.affine(places, warnings);
        if (sorted.getFirst().image().identity().segmentation()) {
            List<List<Frame>> slices = StackGeometry.withEmptySlices(places);
            if (slices.size() > places.size()) {
                affine = StackGeometry.affine(places, slices.size());
                warnings.clear();
            }
            return new SliceStack(List.of(slices), List.of(""), affine, warnings);
        }
        VolumeSplit split = VolumeSplit.of(places, warnings);
        return new SliceStack(split.volumes(), split.labels(), affine, warnings);
    }

    private static String withoutPlace(Frame first) {
        if (first.image().mosaic() != null) {
            return "is a mosaic of slices that does not say how they lie in the patient, so lengths are in voxels";
        }
        double[] spacing = first.spacing();
        String pixels =
                spacing == null ? "" : " (its pixels are " + text(spacing[1]) + " × " + text(spacing[0]) + " mm apart)";
        return "does not say where it lies in the patient, so lengths are in voxels" + pixels;
    }

    /** Groups frames by where they lie along the normal. */
    private static List<Place> places(List<Frame> frames) {
        double[] normal = Frame.normal(StackGeometry.orientation(frames.getFirst()));
        record Found(double distance, Frame frame) {}
        List<Found> found = new ArrayList<>();
        for (Frame frame : frames) {
            found.add(new Found(Frame.dot(StackGeometry.position(frame), normal), frame));
        }
        found.sort(Comparator.comparingDouble(Found::distance));
        List<Place> places = new ArrayList<>();
        for (Found next : found) {
            if (places.isEmpty() || next.distance() - places.getLast().distance() > SAME_PLACE) {
                places.add(new Place(next.distance(), new ArrayList<>()));
            }
            places.getLast().frames().add(next.frame());
        }
        places.forEach(place -> place.frames().sort(IN_SERIES));
        return places;
    }

    /** Frames of one file that lie in order from the other end stay in the file's order. */
    private static List<Place> inFileOrder(List<Place> places) {
        DicomImage image = places.getFirst().frames().getFirst().image();
        int before = Integer.MAX_VALUE;
        for (Place place : places) {
            int first = place.frames().getFirst().index();
            if (first >= before
                    || image.identity().segmentation()
                    || place.frames().stream().anyMatch(f -> !f.image().isFile(image))) {
                return places;
            }
            before = first;
        }
        return places.reversed();
    }

    static String text(double mm) {
        return String.format(java.util.Locale.ROOT, "%.4g", mm)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }

    /** The image files, each at least once. */
    Stream<DicomImage> images() {
        return volumes.stream().flatMap(List::stream).flatMap(List::stream).map(Frame::image);
    }

    /** Slices a volume. */
    int depth() {
        return volumes.getFirst().size();
    }
}
