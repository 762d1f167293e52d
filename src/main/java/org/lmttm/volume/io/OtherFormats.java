package org.lmttm.volume.io;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Formats of volumes that are known but not read, so that their refusal says what the file is and what helps. */
final class OtherFormats {
    private OtherFormats() {}

    /** What the file is and what to do, to follow "is"; null where it is nothing known. */
    static @Nullable String name(FileHead head) {
        String text = new String(head.bytes(), StandardCharsets.ISO_8859_1);
        if (head.name().endsWith(".head") && text.contains("-attribute")) {
            return "an AFNI header, which is not read; convert it with 3dAFNItoNIFTI";
        }
        if (head.name().matches(".*\\.brik(\\.gz|\\.bz2)?")) {
            return "the voxels of an AFNI dataset, which is not read; convert it with 3dAFNItoNIFTI";
        }
        if (text.startsWith("CDF\u0001") || text.startsWith("CDF\u0002")) {
            return "a MINC 1 (NetCDF) file, which is not read; convert it with mnc2nii";
        }
        if (text.startsWith("\u0089HDF\r\n")) {
            return (head.name().endsWith(".mnc") ? "a MINC 2 (HDF5) file" : "an HDF5 file")
                    + ", which is not read; convert it to NIfTI, MINC with mnc2nii";
        }
        if (text.contains("DATA DESCRIPTION FILE") && text.startsWith("#")) {
            return "a Philips PAR header, which is not read; convert it with dcm2niix or parrec2nii";
        }
        if (head.name().endsWith(".rec")) {
            return "probably the voxels of a Philips PAR/REC pair, which is not read; convert the .PAR with dcm2niix";
        }
        return null;
    }
}
