package org.lmttm.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * A picture of a report.
 *
 * @param png the picture
 * @param caption below it
 * @param alt what it shows, for those who cannot see it
 */
record Figure(byte[] png, String caption, String alt) {
    static Figure of(BufferedImage picture, String caption, String alt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new IllegalStateException("this Java cannot write PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Figure(bytes.toByteArray(), caption, alt);
    }

    /** The picture as a data URI. */
    String uri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
