package org.lmttm.app.state;

import java.util.ArrayList;
import java.util.List;
import org.lmttm.volume.Point;
import org.lmttm.volume.Region;

/**
 * The box that a model is fed, in patient space (voxels where there is none).
 *
 * @param centre its middle
 * @param edges its three lengths in mm along the model's depth, height and width
 * @param directions unit directions in which the model's depth, height and width grow
 */
public record RoiBox(Point centre, List<Double> edges, List<Point> directions) {
    /** Edge in mm of the cubes that AdrenalMNIST3D and FractureMNIST3D were cut as. */
    public static final double DEFAULT_EDGE = 64;

    /** Copies the lists and checks them. */
    public RoiBox {
        edges = List.copyOf(edges);
        directions = List.copyOf(directions);
        if (edges.size() != 3 || directions.size() != 3) {
            throw new IllegalArgumentException("a box has three edges with three directions");
        }
    }

    /** Its eight corners; bit 0 of an index is depth, bit 1 height, bit 2 width. */
    public List<Point> corners() {
        List<Point> corners = new ArrayList<>();
        for (int c = 0; c < 8; c++) {
            Point corner = centre;
            for (int a = 0; a < 3; a++) {
                double half = edges.get(a) / 2 * ((c >> a & 1) == 0 ? -1 : 1);
                corner = corner.plus(directions.get(a).times(half));
            }
            corners.add(corner);
        }
        return corners;
    }

    /** As the core takes it. */
    public Region region() {
        return new Region(List.of(centre.x(), centre.y(), centre.z()), edges);
    }
}
