package org.lmttm.volume.io;

import java.io.IOException;
import java.util.List;
import org.lmttm.volume.ReadProgress;

/** One file format behind {@link VolumeFiles}. */
interface FormatReader {
    /** What users call the format, with its file name endings. */
    String describe();

    /** Whether the file is of this format, judged by its first bytes and, where a format has no mark, by its name. */
    boolean recognises(FileHead head);

    /** What the file holds, without reading voxels. */
    VolumeListing list(FileHead head) throws IOException;

    /** What a part of the file holds, such as one series of a folder, without reading voxels. */
    default VolumeListing list(FileHead head, VolumeChoice choice) throws IOException {
        return list(head);
    }

    /**
     * The header's fields, in the file's order, without reading voxels.
     *
     * @param head the file
     * @param choice which volume or case, where each has fields of its own
     */
    List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException;

    /**
     * Opens one volume or all of them.
     *
     * @param head the file
     * @param choice which volume, or which case
     * @param all whether all volumes along time or channel are wanted; {@code choice.volume()} is not read then
     */
    VolumeSeries open(FileHead head, VolumeChoice choice, boolean all) throws IOException;

    /** As the other {@code open}, for formats whose reading takes long: follows it and may end it. */
    default VolumeSeries open(FileHead head, VolumeChoice choice, boolean all, ReadProgress progress)
            throws IOException {
        return open(head, choice, all);
    }
}
