package org.lmttm.volume.io;

import java.io.IOException;

/** A format whose header alone tells what the volumes of a file are and where their bytes lie. */
abstract class HeaderFormat implements FormatReader {
    /** What the header says, checked. */
    abstract StoredVolumes stored(FileHead head) throws IOException;

    @Override
    public final VolumeListing list(FileHead head) throws IOException {
        return stored(head).listing();
    }

    @Override
    public final VolumeSeries open(FileHead head, VolumeChoice choice, boolean all) throws IOException {
        return stored(head).open(head, choice, all);
    }
}
