package org.lmttm.volume.io.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.VolumeFormatException;

/**
 * Reads the frames of an image: of the classic kinds from the data set, of the enhanced ones from the functional groups
 * (PS3.3, C.7.6.16), of doses from their offsets.
 */
final class FrameGeometry {
    private static final double RIGHT_ANGLE = 1e-3;
    private static final double UNIT = 1e-2;

    private final DataSet data;
    private final DicomImage image;
    private final List<DataSet> perFrame;
    private final Optional<DataSet> shared;
    private boolean skewed;

    private FrameGeometry(DicomFile file, DicomImage image) {
        this.data = file.data();
        this.image = image;
        this.perFrame = data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        this.shared = data.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
    }

    /**
     * The frames of an image, in file order.
     *
     * @param file the file
     * @param image what its header says
     * @param warnings receives what is odd
     */
    static List<Frame> of(DicomFile file, DicomImage image, List<String> warnings) throws VolumeFormatException {
        FrameGeometry reader = new FrameGeometry(file, image);
        List<Frame> frames = new ArrayList<>();
        for (int f = 0; f < image.layout().frames(); f++) {
            frames.add(reader.frame(f));
        }
        Mosaic mosaic = image.mosaic();
        if (mosaic != null) {
            warnings.addAll(mosaic.said());
        } else if (image.identity().mosaic()) {
            warnings.add("calls itself a mosaic but does not say of how many slices: if several lie side by side in it,"
                    + " its place in the patient is wrong");
        }
        if (reader.skewed) {
            warnings.add("row and column directions are not at right angles, so the place in the patient is not used");
        }
        return frames;
    }

    private Frame frame(int index) throws VolumeFormatException {
        DataSet position = macro(index, Tag.PLANE_POSITION_SEQUENCE);
        DataSet plane = macro(index, Tag.PLANE_ORIENTATION_SEQUENCE);
        DataSet measures = macro(index, Tag.PIXEL_MEASURES_SEQUENCE);
        DataSet values = macro(index, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
        double[] orientation = orientation(plane);
        double between = measures.number(Tag.SPACING_BETWEEN_SLICES).orElse(0.0);
        double thickness = Math.abs(between) > 0
                ? Math.abs(between)
                : measures.number(Tag.SLICE_THICKNESS).orElse(0.0);
        double[] spacing = measures.numbers(Tag.PIXEL_SPACING);
        boolean placed = spacing.length == 2 && spacing[0] > 0 && spacing[1] > 0;
        double slope = values.number(Tag.RESCALE_SLOPE)
                .or(() -> data.numberIfSound(Tag.DOSE_GRID_SCALING))
                .orElse(1.0);
        boolean linear = image.modalityTable() == null && slope != 0;
        return new Frame(
                image,
                index,
                image.mosaic() == null
                        ? position(index, position, orientation, between)
                        : tile(image.mosaic(), index, position, orientation, spacing, thickness),
                orientation,
                placed ? spacing : null,
                thickness,
                linear ? slope : 1,
                linear ? values.number(Tag.RESCALE_INTERCEPT).orElse(0.0) : 0,
                image.identity().segmentation()
                        ? macro(index, Tag.SEGMENT_IDENTIFICATION_SEQUENCE).whole(Tag.REFERENCED_SEGMENT_NUMBER, 1)
                        : 0,
                dimensions(index));
    }

    /** The item that says something of a frame: its own, that of all frames, or the data set itself. */
    private DataSet macro(int index, int sequence) {
        Optional<DataSet> own = index < perFrame.size() ? perFrame.get(index).item(sequence) : Optional.empty();
        return own.or(() -> shared.flatMap(s -> s.item(sequence)))
                .or(() -> data.item(sequence))
                .orElse(data);
    }

    private double @Nullable [] orientation(DataSet plane) throws VolumeFormatException {
        double[] o = plane.numbers(Tag.IMAGE_ORIENTATION);
        if (o.length == 0) {
            o = detector(Tag.IMAGE_ORIENTATION);
        }
        if (o.length != 6 || !Arrays.stream(o).allMatch(Double::isFinite)) {
            return null;
        }
        double row = Math.sqrt(o[0] * o[0] + o[1] * o[1] + o[2] * o[2]);
        double column = Math.sqrt(o[3] * o[3] + o[4] * o[4] + o[5] * o[5]);
        double angle = o[0] * o[3] + o[1] * o[4] + o[2] * o[5];
        if (Math.abs(row - 1) > UNIT || Math.abs(column - 1) > UNIT || Math.abs(angle) > RIGHT_ANGLE) {
            skewed = true;
            return null;
        }
        return o;
    }

    /** Where a mosaic's tile lies; null for a mosaic that does not say enough. */
    private static double @Nullable [] tile(
            Mosaic mosaic, int index, DataSet item, double @Nullable [] orientation, double[] spacing, double step)
            throws VolumeFormatException {
        double[] first = item.numbers(Tag.IMAGE_POSITION);
        boolean told = first.length == 3 && Arrays.stream(first).allMatch(Double::isFinite);
        return !told || orientation == null || spacing.length != 2 || step == 0
                ? null
                : mosaic.position(index, first, orientation, spacing, step);
    }

    private double @Nullable [] position(int index, DataSet item, double @Nullable [] orientation, double between)
            throws VolumeFormatException {
        double[] first = item.numbers(Tag.IMAGE_POSITION);
        if (first.length == 0) {
            first = detector(Tag.IMAGE_POSITION);
        }
        if (first.length != 3 || !Arrays.stream(first).allMatch(Double::isFinite)) {
            return null;
        }
        boolean own = !item.equals(data) || image.layout().frames() == 1;
        if (own || orientation == null) {
            return own ? first : null;
        }
        // one position for all frames: doses state how far each is from it, tomograms how far from one to the next
        double[] offsets = data.numbers(Tag.GRID_FRAME_OFFSET_VECTOR);
        double along;
        if (offsets.length == image.layout().frames()) {
            along = offsets[0] == 0 ? offsets[index] : offsets[index] - offsets[0];
        } else if (between != 0 && image.identity().modality().matches("NM|PT|CT|MR")) {
            along = between * index;
        } else {
            return null;
        }
        double[] normal = Frame.normal(orientation);
        return new double[] {first[0] + along * normal[0], first[1] + along * normal[1], first[2] + along * normal[2]};
    }

    private double[] detector(int tag) throws VolumeFormatException {
        Optional<DataSet> detector = data.item(Tag.DETECTOR_INFORMATION_SEQUENCE);
        return detector.isPresent() ? detector.get().numbers(tag) : new double[0];
    }

    private Map<Dimension, Double> dimensions(int index) {
        DataSet content = macro(index, Tag.FRAME_CONTENT_SEQUENCE);
        DataSet diffusion = macro(index, Tag.MR_DIFFUSION_SEQUENCE);
        Map<Dimension, Double> d = new EnumMap<>(Dimension.class);
        put(d, Dimension.TEMPORAL_POSITION, content, Tag.TEMPORAL_POSITION_INDEX, Tag.TEMPORAL_POSITION_IDENTIFIER);
        put(d, Dimension.B_VALUE, diffusion, Tag.DIFFUSION_B_VALUE, Tag.SIEMENS_B_VALUE);
        if (!d.containsKey(Dimension.B_VALUE)) {
            // the first of four numbers, to which GE adds 10⁹ in some versions
            data.numberIfSound(Tag.GE_B_VALUE).ifPresent(b -> d.put(Dimension.B_VALUE, b % 1e9));
        }
        DataSet direction =
                diffusion.item(Tag.DIFFUSION_GRADIENT_DIRECTION_SEQUENCE).orElse(diffusion);
        d.put(Dimension.GRADIENT, code(direction, Tag.DIFFUSION_GRADIENT_ORIENTATION));
        put(d, Dimension.ECHO_TIME, macro(index, Tag.MR_ECHO_SEQUENCE), Tag.EFFECTIVE_ECHO_TIME, Tag.ECHO_TIME);
        put(
                d,
                Dimension.TRIGGER_TIME,
                macro(index, Tag.CARDIAC_SYNCHRONIZATION_SEQUENCE),
                Tag.NOMINAL_CARDIAC_TRIGGER_DELAY_TIME,
                Tag.TRIGGER_TIME);
        DataSet type = macro(
                index,
                image.identity().modality().equals("MR")
                        ? Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE
                        : Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE);
        String types = type.equals(data) ? data.text(Tag.IMAGE_TYPE) : type.text(Tag.FRAME_TYPE);
        d.put(Dimension.IMAGE_TYPE, (double) types.hashCode());
        put(d, Dimension.ACQUISITION, data, Tag.ACQUISITION_NUMBER, Tag.ACQUISITION_NUMBER);
        d.put(Dimension.ACQUISITION_TIME, code(data, Tag.ACQUISITION_TIME));
        d.put(Dimension.CONTENT_TIME, code(data, Tag.CONTENT_TIME));
        return d;
    }

    private void put(Map<Dimension, Double> d, Dimension dimension, DataSet item, int tag, int classic) {
        item.numberIfSound(tag).or(() -> data.numberIfSound(classic)).ifPresent(value -> d.put(dimension, value));
    }

    /** A number that is the same for equal values of an element; a time of day counts as the number that it is written as. */
    private static double code(DataSet item, int tag) {
        Element element = item.element(tag);
        if (element == null || element.length() == 0) {
            return Double.NaN;
        }
        return item.numberIfSound(tag).filter(n -> element.vr() == Vr.TM).orElseGet(() ->
                (double) Arrays.hashCode(element.value()));
    }
}
