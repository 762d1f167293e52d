package org.lmttm.volume.io.dicom;

/** The elements that reading images needs, by their keywords in PS3.6. */
final class Tag {
    static final int TRANSFER_SYNTAX_UID = 0x0002_0010;
    static final int DIRECTORY_RECORD_SEQUENCE = 0x0004_1220;
    static final int REFERENCED_FILE_ID = 0x0004_1500;
    static final int SPECIFIC_CHARACTER_SET = 0x0008_0005;
    static final int IMAGE_TYPE = 0x0008_0008;
    static final int SOP_CLASS_UID = 0x0008_0016;
    static final int SOP_INSTANCE_UID = 0x0008_0018;
    static final int STUDY_DATE = 0x0008_0020;
    static final int ACQUISITION_TIME = 0x0008_0032;
    static final int CONTENT_TIME = 0x0008_0033;
    static final int MODALITY = 0x0008_0060;
    static final int MANUFACTURER = 0x0008_0070;
    static final int SERIES_DESCRIPTION = 0x0008_103E;
    static final int FRAME_TYPE = 0x0008_9007;
    static final int PATIENT_NAME = 0x0010_0010;
    static final int PATIENT_ID = 0x0010_0020;
    static final int SLICE_THICKNESS = 0x0018_0050;
    static final int ECHO_TIME = 0x0018_0081;
    static final int SPACING_BETWEEN_SLICES = 0x0018_0088;
    static final int TRIGGER_TIME = 0x0018_1060;
    static final int IMAGER_PIXEL_SPACING = 0x0018_1164;
    static final int DIFFUSION_GRADIENT_DIRECTION_SEQUENCE = 0x0018_9076;
    static final int EFFECTIVE_ECHO_TIME = 0x0018_9082;
    static final int DIFFUSION_B_VALUE = 0x0018_9087;
    static final int DIFFUSION_GRADIENT_ORIENTATION = 0x0018_9089;
    static final int MR_ECHO_SEQUENCE = 0x0018_9114;
    static final int MR_DIFFUSION_SEQUENCE = 0x0018_9117;
    static final int CARDIAC_SYNCHRONIZATION_SEQUENCE = 0x0018_9118;
    static final int MR_IMAGE_FRAME_TYPE_SEQUENCE = 0x0018_9226;
    static final int CT_IMAGE_FRAME_TYPE_SEQUENCE = 0x0018_9329;
    static final int SIEMENS_IMAGES_IN_MOSAIC = 0x0019_100A;
    static final int SIEMENS_B_VALUE = 0x0019_100C;
    static final int SERIES_INSTANCE_UID = 0x0020_000E;
    static final int SERIES_NUMBER = 0x0020_0011;
    static final int ACQUISITION_NUMBER = 0x0020_0012;
    static final int INSTANCE_NUMBER = 0x0020_0013;
    static final int IMAGE_POSITION = 0x0020_0032;
    static final int IMAGE_ORIENTATION = 0x0020_0037;
    static final int TEMPORAL_POSITION_IDENTIFIER = 0x0020_0100;
    static final int FRAME_CONTENT_SEQUENCE = 0x0020_9111;
    static final int PLANE_POSITION_SEQUENCE = 0x0020_9113;
    static final int PLANE_ORIENTATION_SEQUENCE = 0x0020_9116;
    static final int TEMPORAL_POSITION_INDEX = 0x0020_9128;
    static final int NOMINAL_CARDIAC_TRIGGER_DELAY_TIME = 0x0020_9153;
    static final int SAMPLES_PER_PIXEL = 0x0028_0002;
    static final int PHOTOMETRIC_INTERPRETATION = 0x0028_0004;
    static final int PLANAR_CONFIGURATION = 0x0028_0006;
    static final int NUMBER_OF_FRAMES = 0x0028_0008;
    static final int ROWS = 0x0028_0010;
    static final int COLUMNS = 0x0028_0011;
    static final int PIXEL_SPACING = 0x0028_0030;
    static final int BITS_ALLOCATED = 0x0028_0100;
    static final int BITS_STORED = 0x0028_0101;
    static final int HIGH_BIT = 0x0028_0102;
    static final int PIXEL_REPRESENTATION = 0x0028_0103;
    static final int WINDOW_CENTER = 0x0028_1050;
    static final int WINDOW_WIDTH = 0x0028_1051;
    static final int RESCALE_INTERCEPT = 0x0028_1052;
    static final int RESCALE_SLOPE = 0x0028_1053;
    static final int WINDOW_EXPLANATION = 0x0028_1055;
    static final int RED_PALETTE_DESCRIPTOR = 0x0028_1101;
    static final int RED_PALETTE_DATA = 0x0028_1201;
    static final int MODALITY_LUT_SEQUENCE = 0x0028_3000;
    static final int LUT_DESCRIPTOR = 0x0028_3002;
    static final int LUT_DATA = 0x0028_3006;
    static final int PIXEL_MEASURES_SEQUENCE = 0x0028_9110;
    static final int FRAME_VOI_LUT_SEQUENCE = 0x0028_9132;
    static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x0028_9145;
    static final int SIEMENS_IMAGE_HEADER = 0x0029_1010;
    static final int GE_B_VALUE = 0x0043_1039;
    static final int DETECTOR_INFORMATION_SEQUENCE = 0x0054_0022;
    static final int SEGMENT_IDENTIFICATION_SEQUENCE = 0x0062_000A;
    static final int REFERENCED_SEGMENT_NUMBER = 0x0062_000B;
    static final int SEGMENTATION_TYPE = 0x0062_0001;
    static final int PRESENTATION_LUT_SHAPE = 0x2050_0020;
    static final int GRID_FRAME_OFFSET_VECTOR = 0x3004_000C;
    static final int DOSE_GRID_SCALING = 0x3004_000E;
    static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x5200_9229;
    static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x5200_9230;
    static final int FLOAT_PIXEL_DATA = 0x7FE0_0008;
    static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7FE0_0009;
    static final int PIXEL_DATA = 0x7FE0_0010;
    static final int ITEM = 0xFFFE_E000;
    static final int ITEM_DELIMITATION = 0xFFFE_E00D;
    static final int SEQUENCE_DELIMITATION = 0xFFFE_E0DD;

    private Tag() {}

    /** A tag as people write it, such as {@code (0028,0030)}. */
    static String text(int tag) {
        return String.format(java.util.Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xFFFF);
    }

    /** Whether an element holds the pixels of the image. */
    static boolean isPixels(int tag) {
        return tag == PIXEL_DATA || tag == FLOAT_PIXEL_DATA || tag == DOUBLE_FLOAT_PIXEL_DATA;
    }
}
