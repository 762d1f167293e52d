package org.lmttm.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.VoxelMap;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Slice;
import org.lmttm.volume.SliceExtractor;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.SliceGeometry.Letters;
import org.lmttm.volume.Volume;

/** Draws slices through the crosshair, all planes at one scale, with what a reader needs to read them. */
final class SlicePainter {
    /** Pixels of a picture along each edge. */
    static final int SIZE = 560;

    private static final int MARGIN = 14;
    private static final double GAP = 22;
    private static final double OPACITY = 0.6;
    private static final int HATCH = 7;

    private final Volume volume;
    private final SliceExtractor slices;
    private final ReportRequest.View view;
    private final BoxOutline box;
    private final double pixelsPerUnit;

    SlicePainter(Volume volume, ReportRequest.View view, BoxOutline box) {
        this.volume = volume;
        this.slices = new SliceExtractor(volume);
        this.view = view;
        this.box = box;
        double longest = 0;
        for (Plane plane : Plane.values()) {
            SliceGeometry g = slices.geometry(plane);
            longest = Math.max(longest, Math.max(g.width() * g.pixelWidth(), g.height() * g.pixelHeight()));
        }
        this.pixelsPerUnit = SIZE / longest;
    }

    /** Where a slice's pixels stand in the picture. */
    private final class Sheet {
        final SliceGeometry g;
        final boolean mirrored;
        final double sx;
        final double sy;
        final double left;
        final double top;
        final int index;

        Sheet(Plane plane) {
            g = slices.geometry(plane);
            mirrored = !view.radiological() && g.letters().isPresent() && plane != Plane.SAGITTAL;
            sx = g.pixelWidth() * pixelsPerUnit;
            sy = g.pixelHeight() * pixelsPerUnit;
            left = (SIZE - g.width() * sx) / 2;
            top = (SIZE - g.height() * sy) / 2;
            index = Math.clamp(Math.round(view.crosshair()[g.normalAxis()]), 0, g.count() - 1);
        }

        double[] place(double[] voxel) {
            double[] pixel = g.pixel(voxel);
            double x = mirrored ? g.width() - 1 - pixel[0] : pixel[0];
            return new double[] {left + (x + 0.5) * sx, top + (pixel[1] + 0.5) * sy};
        }

        double[] voxel(double x, double y) {
            double column = (x - left) / sx - 0.5;
            return g.voxel(index, mirrored ? g.width() - 1 - column : column, (y - top) / sy - 0.5);
        }

        boolean covers(double x, double y) {
            return x >= left && y >= top && x < SIZE - left && y < SIZE - top;
        }
    }

    /**
     * A slice with crosshair, box, letters, window and scale bar.
     *
     * @param map painted over it; null for none
     */
    BufferedImage draw(Plane plane, @Nullable VoxelMap map) {
        Sheet sheet = new Sheet(plane);
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = Ink.pen(picture);
        boolean patient = volume.affine().isPresent();
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                patient
                        ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        grey(g, sheet);
        if (map != null) {
            paint(picture, sheet, map);
        }
        outline(g, sheet);
        crosshair(g, sheet);
        letters(g, sheet);
        notes(g, sheet, patient);
        g.dispose();
        return picture;
    }

    private void grey(Graphics2D g, Sheet sheet) {
        Slice slice = slices.extract(sheet.g.plane(), sheet.index);
        byte[] grey = slice.grey(view.window());
        boolean inverted = volume.description().hints().inverted();
        int width = slice.width();
        BufferedImage pixels = new BufferedImage(width, slice.height(), BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < grey.length; p++) {
            int value = inverted ? 0xFF - (grey[p] & 0xFF) : grey[p] & 0xFF;
            int x = p % width;
            pixels.setRGB(sheet.mirrored ? width - 1 - x : x, p / width, value * 0x010101);
        }
        int left = (int) Math.round(sheet.left);
        int top = (int) Math.round(sheet.top);
        g.drawImage(pixels, left, top, SIZE - 2 * left, SIZE - 2 * top, null);
    }

    private static void paint(BufferedImage picture, Sheet sheet, VoxelMap map) {
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (!sheet.covers(x + 0.5, y + 0.5)) {
                    continue;
                }
                double[] voxel = sheet.voxel(x + 0.5, y + 0.5);
                float value = map.value(voxel[0], voxel[1], voxel[2]);
                if (!Float.isNaN(value)) {
                    int color = Ink.magma(value / map.cap());
                    picture.setRGB(x, y, blend(picture.getRGB(x, y), color, OPACITY));
                } else if ((x + y) % HATCH == 0) {
                    picture.setRGB(x, y, blend(picture.getRGB(x, y), 0x8A94A3, 0.5));
                }
            }
        }
    }

    private static int blend(int under, int over, double share) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = under >> shift & 0xFF;
            int b = over >> shift & 0xFF;
            mixed |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }

    private void outline(Graphics2D g, Sheet sheet) {
        List<double[]> cut = box.cut(sheet.g.normalAxis(), sheet.g.columnAxis(), sheet.g.rowAxis(), sheet.index);
        if (cut.size() < 3) {
            return;
        }
        Path2D path = new Path2D.Double();
        for (double[] point : cut) {
            double[] at = sheet.place(point);
            double x = Math.clamp(at[0], 2, SIZE - 2.0);
            double y = Math.clamp(at[1], 2, SIZE - 2.0);
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        g.setColor(Ink.BOX);
        g.setStroke(Ink.dashes(2.5f));
        g.draw(path);
    }

    private void crosshair(Graphics2D g, Sheet sheet) {
        double[] at = sheet.place(view.crosshair());
        g.setColor(Ink.CROSSHAIR);
        g.setStroke(Ink.line(1.6f));
        double right = SIZE - sheet.left;
        double bottom = SIZE - sheet.top;
        g.draw(new Line2D.Double(sheet.left, at[1], Math.max(sheet.left, at[0] - GAP), at[1]));
        g.draw(new Line2D.Double(Math.min(right, at[0] + GAP), at[1], right, at[1]));
        g.draw(new Line2D.Double(at[0], sheet.top, at[0], Math.max(sheet.top, at[1] - GAP)));
        g.draw(new Line2D.Double(at[0], Math.min(bottom, at[1] + GAP), at[0], bottom));
    }

    private static void letters(Graphics2D g, Sheet sheet) {
        g.setFont(Ink.semiBold(27));
        double half = SIZE / 2.0;
        if (sheet.g.letters().isPresent()) {
            Letters letters = sheet.g.letters().get();
            Ink.onImage(g, sheet.mirrored ? letters.right() : letters.left(), MARGIN, half + 9, 0);
            Ink.onImage(g, sheet.mirrored ? letters.left() : letters.right(), SIZE - MARGIN, half + 9, 1);
            Ink.onImage(g, letters.top(), half, MARGIN + 22, 0.5);
            Ink.onImage(g, letters.bottom(), half, SIZE - MARGIN, 0.5);
        } else {
            Ink.onImage(g, "ijk".charAt(sheet.g.columnAxis()) + " →", SIZE - MARGIN, half + 9, 1);
            Ink.onImage(g, "ijk".charAt(sheet.g.rowAxis()) + " ↓", half, SIZE - MARGIN, 0.5);
        }
    }

    private void notes(Graphics2D g, Sheet sheet, boolean patient) {
        g.setFont(Ink.regular(21));
        Ink.onImage(g, position(sheet.g.plane()), MARGIN, MARGIN + 18, 0);
        Ink.onImage(
                g,
                Words.text(
                        "window",
                        Words.plain(view.window().width()),
                        Words.plain(view.window().level())),
                MARGIN,
                SIZE - MARGIN,
                0);
        double length = niceLength(SIZE * 0.22 / pixelsPerUnit);
        double pixels = length * pixelsPerUnit;
        double right = SIZE - MARGIN;
        double y = SIZE - MARGIN - 4;
        Path2D bar = new Path2D.Double();
        bar.moveTo(right - pixels, y - 6);
        bar.lineTo(right - pixels, y);
        bar.lineTo(right, y);
        bar.lineTo(right, y - 6);
        g.setColor(Color.BLACK);
        g.setStroke(Ink.line(6));
        g.draw(bar);
        g.setColor(Ink.TEXT);
        g.setStroke(Ink.line(2.5f));
        g.draw(bar);
        Ink.onImage(
                g,
                Words.text(patient ? "millimetres" : "voxels", Words.plain(length)),
                right - pixels / 2,
                y - 12,
                0.5);
    }

    /** Where a plane's slice lies, such as "Axial S 12.5 mm", or its index where there is no patient. */
    String position(Plane plane) {
        Sheet sheet = new Sheet(plane);
        String name = name(plane);
        if (volume.affine().isEmpty()) {
            return Words.text("position.index", name, "ijk".charAt(sheet.g.normalAxis()), sheet.index);
        }
        double[] at = view.crosshair().clone();
        at[sheet.g.normalAxis()] = sheet.index;
        int axis = plane.patientAxis();
        double mm = volume.affineOrVoxels().apply(at[0], at[1], at[2])[axis];
        return Words.text("position.mm", name, (mm < 0 ? "LPI" : "RAS").charAt(axis), Words.number(Math.abs(mm), 1));
    }

    static String name(Plane plane) {
        return Words.text("plane." + plane.name().toLowerCase(Locale.ROOT));
    }

    /** The largest of 1, 2, 5 × 10ⁿ that is not longer. */
    private static double niceLength(double length) {
        double power = Math.pow(10, Math.floor(Math.log10(length)));
        double share = length / power;
        return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
    }
}
