package org.lmttm.app.volume;

import java.util.Optional;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Point;
import org.lmttm.volume.Volume;

/**
 * Whether positions of one volume mean anything in another: both have patient space, or neither has and they are arrays
 * of the same shape, such as an image and its mask.
 */
final class CommonSpace {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");

    private CommonSpace() {}

    /** Why two volumes have no common space, for the user; empty when they have. */
    static Optional<String> problem(OpenCase a, OpenCase b) {
        boolean first = a.volume().affine().isPresent();
        boolean second = b.volume().affine().isPresent();
        if (first && second) {
            return Optional.empty();
        }
        if (first != second) {
            return Optional.of(TEXT.text("space.missing", (first ? b : a).name()));
        }
        return sameShape(a.volume(), b.volume()) ? Optional.empty() : Optional.of(TEXT.text("space.shapes"));
    }

    /** Whether two volumes have a common space. */
    static boolean have(OpenCase a, OpenCase b) {
        return problem(a, b).isEmpty();
    }

    /** Patient position of a voxel; the voxel itself without patient space. */
    static Point patient(OpenCase openCase, Voxel at) {
        return Point.of(openCase.volume().affineOrVoxels().apply(at.i(), at.j(), at.k()));
    }

    /** The voxel at a patient position, in fractional indices, which may lie outside the volume. */
    static Voxel voxel(OpenCase openCase, Point at) {
        return voxel(openCase.volume().affineOrVoxels().inverse(), at);
    }

    static Voxel voxel(Affine toVoxel, Point at) {
        double[] v = toVoxel.apply(at.x(), at.y(), at.z());
        return new Voxel(v[0], v[1], v[2]);
    }

    private static boolean sameShape(Volume a, Volume b) {
        return a.ni() == b.ni() && a.nj() == b.nj() && a.nk() == b.nk();
    }
}
