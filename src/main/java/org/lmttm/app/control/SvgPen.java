package org.lmttm.app.control;

import java.util.Locale;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.lmttm.app.control.Palette.Token;

/** Writes a drawing as SVG 1.1, on the panel's colour. */
public final class SvgPen implements Pen {
    private final Palette palette;
    private final StringBuilder body = new StringBuilder();
    private final double width;
    private final double height;

    /** An empty drawing of so many pixels. */
    public SvgPen(Palette palette, double width, double height) {
        this.palette = palette;
        this.width = width;
        this.height = height;
        box(Token.PANEL, 1, 0, 0, width, height);
    }

    /** The whole file. */
    public String svg() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
                + number(width) + "\" height=\"" + number(height) + "\" viewBox=\"0 0 " + number(width) + " "
                + number(height) + "\" font-family=\"IBM Plex Sans, sans-serif\" font-size=\"12\">\n" + body
                + "</svg>\n";
    }

    @Override
    public void line(Token color, double strokeWidth, boolean dashed, double... xy) {
        body.append("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke=\"")
                .append(hex(color))
                .append("\" stroke-width=\"")
                .append(number(strokeWidth))
                .append(dashed ? "\" stroke-dasharray=\"4 4" : "")
                .append("\" points=\"")
                .append(points(xy))
                .append("\"/>\n");
    }

    @Override
    public void area(Token color, double opacity, double... xy) {
        body.append("<polygon fill=\"")
                .append(hex(color))
                .append("\" fill-opacity=\"")
                .append(number(opacity))
                .append("\" points=\"")
                .append(points(xy))
                .append("\"/>\n");
    }

    @Override
    public void box(Token color, double opacity, double x, double y, double boxWidth, double boxHeight) {
        body.append("<rect fill=\"")
                .append(hex(color))
                .append("\" fill-opacity=\"")
                .append(number(opacity))
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" width=\"")
                .append(number(Math.max(0, boxWidth)))
                .append("\" height=\"")
                .append(number(Math.max(0, boxHeight)))
                .append("\"/>\n");
    }

    @Override
    public void dot(Token color, boolean filled, double x, double y, double radius) {
        body.append("<circle cx=\"")
                .append(number(x))
                .append("\" cy=\"")
                .append(number(y))
                .append("\" r=\"")
                .append(number(radius))
                .append("\" fill=\"")
                .append(hex(filled ? color : Token.PANEL))
                .append("\" stroke=\"")
                .append(hex(filled ? Token.PANEL : color))
                .append("\"/>\n");
    }

    @Override
    public void text(String text, Token color, boolean strong, double x, double y, TextAlignment align) {
        write(text, color, strong, align, "x=\"" + number(x) + "\" y=\"" + number(y) + "\"");
    }

    @Override
    public void upwards(String text, Token color, double x, double y) {
        write(
                text,
                color,
                false,
                TextAlignment.CENTER,
                "transform=\"translate(" + number(x) + " " + number(y) + ") rotate(-90)\"");
    }

    private void write(String text, Token color, boolean strong, TextAlignment align, String place) {
        String anchor = switch (align) {
            case RIGHT -> "end";
            case CENTER -> "middle";
            default -> "start";
        };
        body.append("<text ")
                .append(place)
                .append(" dy=\"0.35em\" text-anchor=\"")
                .append(anchor)
                .append("\" fill=\"")
                .append(hex(color))
                .append(strong ? "\" font-weight=\"600" : "")
                .append("\">")
                .append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .append("</text>\n");
    }

    private static String points(double[] xy) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xy.length; i += 2) {
            points.append(i == 0 ? "" : " ").append(number(xy[i])).append(',').append(number(xy[i + 1]));
        }
        return points.toString();
    }

    private String hex(Token token) {
        Color c = palette.color(token);
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                Math.round(255 * c.getRed()),
                Math.round(255 * c.getGreen()),
                Math.round(255 * c.getBlue()));
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
