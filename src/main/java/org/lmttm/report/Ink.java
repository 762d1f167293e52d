package org.lmttm.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Colours, letters and lines of the figures. */
final class Ink {
    static final Color TEXT = new Color(0xF2F4F7);
    static final Color CROSSHAIR = new Color(0x7F, 0xC8, 0xFF, 190);
    static final Color BOX = new Color(0xFFB454);
    static final Color DARK = new Color(0x1B2330);
    static final Color MUTED = new Color(0x5B6675);
    static final Color LINE = new Color(0xD5DAE1);
    /** Okabe and Ito's colours, which colour-blind readers tell apart. */
    static final List<Color> SERIES = List.of(
            new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7), new Color(0x8A6D00));

    private static final String FONTS = "/org/lmttm/app/fonts/IBMPlexSans-";
    private static final Font REGULAR = font("Regular");
    private static final Font SEMI_BOLD = font("SemiBold");
    private static final int[] MAGMA = magma();

    private Ink() {}

    /** The bytes of one of the workbench's fonts, such as {@code IBMPlexSans-Regular}. */
    static InputStream fontFile(String name) {
        return Objects.requireNonNull(Ink.class.getResourceAsStream("/org/lmttm/app/fonts/" + name + ".ttf"));
    }

    private static Font font(String weight) {
        try (InputStream plex = Objects.requireNonNull(Ink.class.getResourceAsStream(FONTS + weight + ".ttf"))) {
            return Font.createFont(Font.TRUETYPE_FONT, plex);
        } catch (FontFormatException | IOException e) {
            throw new IllegalStateException("the workbench's own font cannot be read", e);
        }
    }

    /** Matplotlib's magma, as the window paints attention. */
    private static int[] magma() {
        Properties tables = new Properties();
        try (InputStream in =
                Objects.requireNonNull(Ink.class.getResourceAsStream("/org/lmttm/app/control/colormaps.properties"))) {
            tables.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] rgb = HexFormat.of().parseHex(tables.getProperty("magma"));
        int[] table = new int[256];
        for (int x = 0; x < table.length; x++) {
            table[x] = ((rgb[3 * x] & 0xFF) << 16) | ((rgb[3 * x + 1] & 0xFF) << 8) | (rgb[3 * x + 2] & 0xFF);
        }
        return table;
    }

    /** The colour of a share of the attention scale, 0 to 1, as 0xRRGGBB. */
    static int magma(double share) {
        return MAGMA[share > 0 ? (int) Math.min(255, share * 255 + 0.5) : 0];
    }

    /** A picture's pen, with smooth lines and letters. */
    static Graphics2D pen(BufferedImage picture) {
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return g;
    }

    static Font regular(float size) {
        return REGULAR.deriveFont(size);
    }

    static Font semiBold(float size) {
        return SEMI_BOLD.deriveFont(size);
    }

    static BasicStroke line(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    }

    static BasicStroke dashes(float width) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4 * width, 3 * width}, 0);
    }

    /**
     * Letters on an image, legible on black and on white.
     *
     * @param anchor 0 when x is their left edge, 0.5 their middle, 1 their right edge
     */
    static void onImage(Graphics2D g, String text, double x, double y, double anchor) {
        double left = x - anchor * g.getFontMetrics().stringWidth(text);
        g.setColor(new Color(0, 0, 0, 200));
        for (int dx = -2; dx <= 2; dx++) {
            for (int dy = -2; dy <= 2; dy++) {
                g.drawString(text, (float) (left + dx), (float) (y + dy));
            }
        }
        g.setColor(TEXT);
        g.drawString(text, (float) left, (float) y);
    }
}
