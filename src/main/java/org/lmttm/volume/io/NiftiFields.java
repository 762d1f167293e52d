package org.lmttm.volume.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The fields of a NIfTI header as nifti1.h and nifti2.h name them. */
final class NiftiFields {
    private NiftiFields() {}

    static List<HeaderField> of(byte[] head, int version, ByteOrder order) {
        StructFields f = new StructFields(ByteBuffer.wrap(head).order(order));
        return version == 1 ? one(f) : two(f);
    }

    private static List<HeaderField> one(StructFields f) {
        f.ints("sizeof_hdr", "Header size in bytes", 0, 1)
                .freeText("data_type", "Data type (Analyze, unused)", 4, 10)
                .freeText("db_name", "Database name (Analyze, unused)", 14, 18)
                .bytes("dim_info", "Slice, phase and frequency axes", 39)
                .shorts("dim", "Number of dimensions and their sizes", 40, 8)
                .floats("intent_p1", "Intent parameter 1", 56, 1)
                .floats("intent_p2", "Intent parameter 2", 60, 1)
                .floats("intent_p3", "Intent parameter 3", 64, 1)
                .code("intent_code", "Intent", 68, 2, NiftiCodes::intent)
                .code("datatype", "Data type", 70, 2, NiftiCodes::type)
                .shorts("bitpix", "Bits a voxel", 72, 1)
                .shorts("slice_start", "First slice", 74, 1)
                .floats("pixdim", "Handedness of qform and spacing", 76, 8)
                .floats("vox_offset", "Byte of the first voxel", 108, 1)
                .floats("scl_slope", "Slope of values", 112, 1)
                .floats("scl_inter", "Intercept of values", 116, 1)
                .shorts("slice_end", "Last slice", 120, 1)
                .bytes("slice_code", "Slice order", 122)
                .code("xyzt_units", "Units of space and time", 123, 1, NiftiCodes::units)
                .floats("cal_max", "Display maximum", 124, 1)
                .floats("cal_min", "Display minimum", 128, 1)
                .floats("slice_duration", "Time of one slice", 132, 1)
                .floats("toffset", "Time of the first volume", 136, 1);
        f.freeText("descrip", "Description", 148, 80)
                .freeText("aux_file", "Auxiliary file", 228, 24)
                .code("qform_code", "Space of qform", 252, 2, NiftiCodes::space)
                .code("sform_code", "Space of sform", 254, 2, NiftiCodes::space)
                .floats("quatern", "Quaternion b, c, d of qform", 256, 3)
                .floats("qoffset", "Offset x, y, z of qform", 268, 3)
                .floats("srow_x", "First row of sform", 280, 4)
                .floats("srow_y", "Second row of sform", 296, 4)
                .floats("srow_z", "Third row of sform", 312, 4)
                .freeText("intent_name", "Name of the intent", 328, 16)
                .mark("magic", "Mark of the format", 344, 4);
        return f.fields();
    }

    private static List<HeaderField> two(StructFields f) {
        f.ints("sizeof_hdr", "Header size in bytes", 0, 1)
                .mark("magic", "Mark of the format", 4, 4)
                .code("datatype", "Data type", 12, 2, NiftiCodes::type)
                .shorts("bitpix", "Bits a voxel", 14, 1)
                .longs("dim", "Number of dimensions and their sizes", 16, 8)
                .doubles("intent_p1", "Intent parameter 1", 80, 1)
                .doubles("intent_p2", "Intent parameter 2", 88, 1)
                .doubles("intent_p3", "Intent parameter 3", 96, 1)
                .doubles("pixdim", "Handedness of qform and spacing", 104, 8)
                .longs("vox_offset", "Byte of the first voxel", 168, 1)
                .doubles("scl_slope", "Slope of values", 176, 1)
                .doubles("scl_inter", "Intercept of values", 184, 1)
                .doubles("cal_max", "Display maximum", 192, 1)
                .doubles("cal_min", "Display minimum", 200, 1)
                .doubles("slice_duration", "Time of one slice", 208, 1)
                .doubles("toffset", "Time of the first volume", 216, 1)
                .longs("slice_start", "First slice", 224, 1)
                .longs("slice_end", "Last slice", 232, 1);
        f.freeText("descrip", "Description", 240, 80)
                .freeText("aux_file", "Auxiliary file", 320, 24)
                .code("qform_code", "Space of qform", 344, 4, NiftiCodes::space)
                .code("sform_code", "Space of sform", 348, 4, NiftiCodes::space)
                .doubles("quatern", "Quaternion b, c, d of qform", 352, 3)
                .doubles("qoffset", "Offset x, y, z of qform", 376, 3)
                .doubles("srow_x", "First row of sform", 400, 4)
                .doubles("srow_y", "Second row of sform", 432, 4)
                .doubles("srow_z", "Third row of sform", 464, 4)
                .ints("slice_code", "Slice order", 496, 1)
                .code("xyzt_units", "Units of space and time", 500, 4, NiftiCodes::units)
                .code("intent_code", "Intent", 504, 4, NiftiCodes::intent)
                .freeText("intent_name", "Name of the intent", 508, 16)
                .bytes("dim_info", "Slice, phase and frequency axes", 524);
        return f.fields();
    }
}
