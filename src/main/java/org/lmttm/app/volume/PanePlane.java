package org.lmttm.app.volume;

import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Plane;
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Point;
import org.lmttm.volume.Rotation;
import org.lmttm.volume.Slab;
import org.lmttm.volume.SliceGeometry;

/**
 * Which plane of a case a pane shows.
 *
 * @param plane the pane's plane before it was turned
 * @param grid its pixels in patient space, left and right already as the convention wants them
 * @param along whether it is one of the volume's own slices; else it is resliced
 * @param index the volume's slice where {@code along}
 * @param mirrored whether the volume's own slice has to be mirrored for the convention
 */
record PanePlane(Plane plane, PlaneGrid grid, boolean along, int index, boolean mirrored) {
    private static final double PARALLEL = 1e-3;

    /**
     * Directions on a pane.
     *
     * @param right unit direction to the right
     * @param down unit direction down, at a right angle to it
     */
    record Basis(Point right, Point down) {
        /** Out of the picture's plane. */
        Point normal() {
            return right.cross(down);
        }

        /** Turned as little as brings the normal to where a rotation brings it, so that up stays up where it can. */
        Basis turned(Rotation turn) {
            Rotation least = Rotation.between(normal(), turn.apply(normal()));
            return new Basis(least.apply(right), least.apply(down));
        }

        boolean parallel(Basis other) {
            return right.minus(other.right).length() < PARALLEL
                    && down.minus(other.down).length() < PARALLEL;
        }
    }

    /** Directions on a pane before it is turned. */
    static Basis basis(OpenCase openCase, Plane plane, boolean radiological) {
        SliceGeometry g = openCase.slices().geometry(plane);
        PlaneGrid grid = PlaneGrid.of(openCase.volume(), g, 0);
        Point right = mirrors(g, radiological) ? grid.right().times(-1) : grid.right();
        Point down = grid.down();
        // a sheared volume's axes are not at right angles: the rows give way
        return new Basis(right, down.minus(right.times(right.dot(down))).unit());
    }

    /** Directions on a pane as it is. */
    static Basis basis(OpenCase reference, Plane plane, ViewState state) {
        Basis basis = basis(reference, plane, state.radiological().get());
        Rotation turn = state.turn().get();
        return turn.isNone() ? basis : basis.turned(turn);
    }

    /** The normal of a pane's plane as it is, by which a slab is thick and slices follow each other. */
    static Point normal(OpenCase reference, Plane plane, ViewState state) {
        return state.turn()
                .get()
                .apply(basis(reference, plane, state.radiological().get()).normal());
    }

    /**
     * The plane through a case's crosshair.
     *
     * @param reference whose axes the planes follow: the case itself, or the one that it is compared with
     */
    static PanePlane of(OpenCase openCase, Plane plane, OpenCase reference, ViewState state) {
        boolean radiological = state.radiological().get();
        SliceGeometry g = openCase.slices().geometry(plane);
        boolean own = reference == openCase
                || basis(openCase, plane, radiological).parallel(basis(reference, plane, radiological));
        int index = Math.clamp(openCase.crosshair().get().index(g.normalAxis()), 0, g.count() - 1);
        if (own && state.turn().get().isNone()) {
            boolean mirrored = mirrors(g, radiological);
            PlaneGrid grid = PlaneGrid.of(openCase.volume(), g, index);
            return new PanePlane(plane, mirrored ? grid.mirrored() : grid, true, index, mirrored);
        }
        Basis basis = basis(reference, plane, state);
        Point point = CommonSpace.patient(openCase, openCase.crosshair().get());
        Slab slab = state.slab().get();
        PlaneGrid grid = PlaneGrid.through(openCase.volume(), point, basis.right(), basis.down(), slab.thickness());
        return new PanePlane(plane, grid, false, index, false);
    }

    /** Whether the neurological convention mirrors a plane. */
    static boolean mirrors(SliceGeometry geometry, boolean radiological) {
        return !radiological
                && geometry.letters().map(letters -> letters.left().equals("R")).orElse(false);
    }
}
