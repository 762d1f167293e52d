package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An image file with its frames.
 *
 * @param image what the header says of the whole
 * @param frames the frames, in file order
 * @param warnings what is odd, for the user
 */
record ImageFile(DicomImage image, List<Frame> frames, List<String> warnings) {
    static ImageFile of(DicomFile file) throws IOException {
        DicomImage image = DicomImage.of(file);
        List<String> warnings = new ArrayList<>();
        List<Frame> frames = FrameGeometry.of(file, image, warnings);
        return new ImageFile(image, frames, List.copyOf(warnings));
    }
}
