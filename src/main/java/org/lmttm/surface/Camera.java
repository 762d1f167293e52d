package org.lmttm.surface;

import java.util.List;

/**
 * A view of a surface: a perspective camera on a turntable about a point, with the patient's top kept up. The hardware
 * path and the {@link SoftwareRasterizer} draw the same picture from the same record.
 *
 * @param azimuth degrees about the S axis: 0 looks from the front, 90 from the patient's left, 180 from behind
 * @param elevation degrees above the horizontal, −90 (from below) to 90 (from above)
 * @param zoom magnification; 1 lets the sphere of {@code radius} just fill the shorter side of the picture
 * @param panX how far the picture is moved to the right, in radii
 * @param panY how far the picture is moved down, in radii
 * @param x the point about which the camera turns: R–L coordinate in mm
 * @param y the same, A–P
 * @param z the same, S–I
 * @param radius of the sphere that is shown, mm, above 0
 */
public record Camera(
        double azimuth,
        double elevation,
        double zoom,
        double panX,
        double panY,
        double x,
        double y,
        double z,
        double radius) {
    /** Angle in degrees over which the shorter side of the picture is seen at zoom 1. */
    public static final double FIELD_OF_VIEW = 30;

    /** Smallest and largest zoom. */
    private static final double[] ZOOM_RANGE = {0.2, 20};

    private static final double DEFAULT_AZIMUTH = 40;
    private static final double DEFAULT_ELEVATION = 12;
    /** Share of the shorter side that the first view fills, and how much it may magnify to do so. */
    private static final double FILLED = 0.92;

    private static final double LARGEST_FIT = 2;

    /** Checks the radius and brings zoom and elevation into their ranges, the azimuth into 0 … 360. */
    public Camera {
        if (!(radius > 0) || !Double.isFinite(x + y + z + radius + azimuth + elevation + zoom + panX + panY)) {
            throw new IllegalArgumentException("camera needs a positive radius and finite numbers");
        }
        azimuth = ((azimuth % 360) + 360) % 360;
        elevation = Math.clamp(elevation, -90, 90);
        zoom = Math.clamp(zoom, ZOOM_RANGE[0], ZOOM_RANGE[1]);
    }

    /** The first view of a mesh: from the front left, a little from above, the whole mesh in the picture. */
    public static Camera framing(Mesh mesh) {
        return framing(List.of(mesh));
    }

    /** The first view of several meshes; of nothing, of a sphere of 1 mm. */
    public static Camera framing(List<Mesh> meshes) {
        double[] b = bounds(meshes);
        double x = (b[0] + b[3]) / 2;
        double y = (b[1] + b[4]) / 2;
        double z = (b[2] + b[5]) / 2;
        double square = 0;
        for (Mesh mesh : meshes) {
            float[] p = mesh.vertices();
            for (int v = 0; v < p.length; v += 3) {
                double dx = p[v] - x;
                double dy = p[v + 1] - y;
                double dz = p[v + 2] - z;
                square = Math.max(square, dx * dx + dy * dy + dz * dz);
            }
        }
        double radius = square > 0 ? Math.sqrt(square) : 1;
        Camera whole = new Camera(DEFAULT_AZIMUTH, DEFAULT_ELEVATION, 1, 0, 0, x, y, z, radius);
        return whole.zoomed(whole.fit(meshes));
    }

    /** Smallest x, y, z and largest x, y, z of several meshes; all 0 when they have no vertices. */
    public static double[] bounds(List<Mesh> meshes) {
        double[] all = new double[6];
        boolean any = false;
        for (Mesh mesh : meshes) {
            if (mesh.vertexCount() > 0) {
                double[] b = mesh.bounds();
                for (int c = 0; c < 3; c++) {
                    all[c] = any ? Math.min(all[c], b[c]) : b[c];
                    all[c + 3] = any ? Math.max(all[c + 3], b[c + 3]) : b[c + 3];
                }
                any = true;
            }
        }
        return all;
    }

    /** How much closer the camera may look so that the meshes just fill their share of a square picture. */
    private double fit(List<Mesh> meshes) {
        double[][] r = rotation();
        double widest = Math.tan(Math.toRadians(FIELD_OF_VIEW / 2)) * FILLED / LARGEST_FIT;
        for (Mesh mesh : meshes) {
            float[] p = mesh.vertices();
            for (int v = 0; v < p.length; v += 3) {
                double dx = p[v] - x;
                double dy = p[v + 1] - y;
                double dz = p[v + 2] - z;
                double depth = r[2][0] * dx + r[2][1] * dy + r[2][2] * dz + distance();
                double across = Math.abs(r[0][0] * dx + r[0][1] * dy + r[0][2] * dz);
                double down = Math.abs(r[1][0] * dx + r[1][1] * dy + r[1][2] * dz);
                widest = Math.max(widest, Math.max(across, down) / depth);
            }
        }
        return Math.tan(Math.toRadians(FIELD_OF_VIEW / 2)) * FILLED / widest;
    }

    /** Turned by so many degrees to the side and upwards. */
    public Camera rotated(double dAzimuth, double dElevation) {
        return new Camera(azimuth + dAzimuth, elevation + dElevation, zoom, panX, panY, x, y, z, radius);
    }

    /** Looking from given angles, all else as it is. */
    public Camera at(double newAzimuth, double newElevation) {
        return new Camera(newAzimuth, newElevation, zoom, panX, panY, x, y, z, radius);
    }

    /** Magnified by a factor. */
    public Camera zoomed(double factor) {
        return new Camera(azimuth, elevation, zoom * factor, panX, panY, x, y, z, radius);
    }

    /** With the picture moved by so many pixels in a picture of the given size. */
    public Camera panned(double dx, double dy, double width, double height) {
        double radii = distance() / (focal(width, height) * radius);
        return new Camera(azimuth, elevation, zoom, panX + dx * radii, panY + dy * radii, x, y, z, radius);
    }

    /** Distance of the eye from the point it turns about, mm. */
    public double distance() {
        return radius / Math.sin(Math.toRadians(FIELD_OF_VIEW / 2));
    }

    /** Angle in degrees over which the shorter side of the picture is seen at this zoom. */
    public double fieldOfView() {
        return 2 * Math.toDegrees(Math.atan(Math.tan(Math.toRadians(FIELD_OF_VIEW / 2)) / zoom));
    }

    /** Pixels a unit of (sideways ÷ depth), in a picture of the given size. */
    public double focal(double width, double height) {
        return zoom * Math.min(width, height) / 2 / Math.tan(Math.toRadians(FIELD_OF_VIEW / 2));
    }

    /**
     * Rotation from patient to view directions: rows are the picture's right, the picture's down, and the line of sight
     * away from the eye, each as (R, A, S).
     */
    public double[][] rotation() {
        double sa = Math.sin(Math.toRadians(azimuth));
        double ca = Math.cos(Math.toRadians(azimuth));
        double se = Math.sin(Math.toRadians(elevation));
        double ce = Math.cos(Math.toRadians(elevation));
        return new double[][] {{-ca, -sa, 0}, {-sa * se, ca * se, -ce}, {sa * ce, -ca * ce, -se}};
    }

    /**
     * Where a point of the patient appears.
     *
     * @return pixels from the left, pixels from the top, and the depth in mm along the line of sight (behind the eye
     *     when not above 0; then the pixels mean nothing)
     */
    public double[] project(double px, double py, double pz, double width, double height) {
        double[][] r = rotation();
        double[] view = new double[3];
        for (int c = 0; c < 3; c++) {
            view[c] = r[c][0] * (px - x) + r[c][1] * (py - y) + r[c][2] * (pz - z);
        }
        double depth = view[2] + distance();
        double f = focal(width, height) / depth;
        return new double[] {
            width / 2 + f * (view[0] + panX * radius), height / 2 + f * (view[1] + panY * radius), depth
        };
    }

    /**
     * The ray along which a pixel is seen; the opposite of {@link #project}.
     *
     * @param px pixels from the left
     * @param py pixels from the top
     * @return x, y, z of the eye in mm, then the unit direction
     */
    public double[] ray(double px, double py, double width, double height) {
        double f = focal(width, height);
        double[] eye = {-panX * radius, -panY * radius, -distance()};
        double[] along = {(px - width / 2) / f, (py - height / 2) / f, 1};
        double length = Math.sqrt(along[0] * along[0] + along[1] * along[1] + 1);
        double[][] r = rotation();
        double[] ray = {x, y, z, 0, 0, 0};
        for (int row = 0; row < 3; row++) {
            for (int c = 0; c < 3; c++) {
                ray[c] += r[row][c] * eye[row];
                ray[3 + c] += r[row][c] * along[row] / length;
            }
        }
        return ray;
    }

    /** Looking at the patient from one side, the picture not moved: "A" from the front, "L" from the left, and so on. */
    public Camera from(char side) {
        double[] angles = switch (side) {
            case 'A' -> new double[] {0, 0};
            case 'P' -> new double[] {180, 0};
            case 'L' -> new double[] {90, 0};
            case 'R' -> new double[] {270, 0};
            // from above with the front on top
            case 'S' -> new double[] {180, 90};
            case 'I' -> new double[] {0, -90};
            default -> throw new IllegalArgumentException("a side is A, P, L, R, S or I, not " + side);
        };
        return new Camera(angles[0], angles[1], zoom, 0, 0, x, y, z, radius);
    }
}
