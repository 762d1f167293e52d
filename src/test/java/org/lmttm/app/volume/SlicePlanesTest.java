package org.lmttm.app.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lmttm.app.control.ColorMap;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.surface.Cut;
import org.lmttm.surface.Layer;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Point;
import org.lmttm.volume.Rotation;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeListing;

/** Slices as pictures in space lie where their panes' planes lie, also when these are turned. */
class SlicePlanesTest {
    private static final int N = 30;
    private static final Affine AFFINE = Affine.of(new double[][] {{-1.5, 0, 0, 20}, {0, 1, 0, -14}, {0, 0, 2, -30}});
    private static final Voxel AT = new Voxel(13.3, 15.2, 16.4);

    /** Values rise by 4 a millimetre towards the head, so that a pixel tells how high it lies. */
    private static OpenCase rising() {
        float[] values = new float[N * N * N];
        for (int v = 0; v < values.length; v++) {
            values[v] = (float) (4 * AFFINE.apply(0, 0, Math.floorDiv(v, N * N))[2]);
        }
        Volume volume = Volume.ofFloats("rising", N, N, N, values, AFFINE);
        return new OpenCase(Path.of("r.nii"), new VolumeListing("memory", 1, Map.of()), VolumeChoice.FIRST, volume);
    }

    private static List<Layer> layers(OpenCase openCase, ViewState state, int[] sides, Cut cut, boolean all) {
        List<PanePlane> planes = Arrays.stream(Plane.values())
                .map(plane -> PanePlane.of(openCase, plane, openCase, state))
                .toList();
        Window window = new Window(-128, 127);
        return new SlicePlanes(openCase, planes, sides, cut, all, Double.NaN, window, ColorMap.GREY).layers();
    }

    private static Layer.Picture picture(Layer layer) {
        return Objects.requireNonNull(layer.picture());
    }

    private static Point corner(Layer layer, int corner) {
        float[] v = layer.mesh().vertices();
        return new Point(v[3 * corner], v[3 * corner + 1], v[3 * corner + 2]);
    }

    /** The middle of a pixel in space. */
    private static Point pixel(Layer layer, int x, int y) {
        Point origin = corner(layer, 0);
        Point right =
                corner(layer, 1).minus(origin).times((x + 0.5) / picture(layer).width());
        Point down =
                corner(layer, 2).minus(origin).times((y + 0.5) / picture(layer).height());
        return origin.plus(right).plus(down);
    }

    @Test
    void turnedSlicesLieInTheTurnedPlanesAndShowWhatIsThere() {
        try (OpenCase openCase = rising()) {
            ViewState state = new ViewState();
            state.show(openCase);
            Rotation turn = Rotation.about(new Point(1, 1, 0.3), 0.5);
            state.turn().set(turn);
            openCase.moveCrosshairExactly(AT);
            Point centre = CommonSpace.patient(openCase, AT);
            List<Layer> layers = layers(openCase, state, new int[3], Cut.NONE, true);
            assertThat(layers).hasSize(3);
            for (Plane plane : Plane.values()) {
                Layer layer = layers.get(Arrays.asList(Plane.values()).indexOf(plane));
                Point normal = turn.apply(PanePlane.basis(openCase, plane, true).normal());
                int seen = 0;
                for (int y = 0; y < picture(layer).height(); y += 5) {
                    for (int x = 0; x < picture(layer).width(); x += 5) {
                        Point at = pixel(layer, x, y);
                        assertThat(at.minus(centre).dot(normal)).isCloseTo(0, within(1e-3));
                        int argb = picture(layer).argb()[y * picture(layer).width() + x];
                        boolean inside = openCase.inside(CommonSpace.voxel(openCase, at));
                        if (argb != 0) {
                            seen++;
                            assertThat(inside).isTrue();
                            assertThat((double) (argb & 0xFF))
                                    .isCloseTo(Math.clamp(4 * at.z() + 128, 0.0, 255.0), within(6.0));
                        }
                    }
                }
                assertThat(seen).isGreaterThan(100);
            }
        }
    }

    @Test
    void aTurnedCutsFacesBoundWhatIsCutAway() {
        try (OpenCase openCase = rising()) {
            ViewState state = new ViewState();
            state.show(openCase);
            Rotation turn = Rotation.about(new Point(0.2, 1, 0.3), -0.4);
            state.turn().set(turn);
            openCase.moveCrosshairExactly(AT);
            int[] sides = {1, -1, 1};
            Point centre = CommonSpace.patient(openCase, AT);
            Cut cut =
                    Cut.at(AFFINE, new double[] {AT.i(), AT.j(), AT.k()}, sides).turned(turn, centre);
            for (Layer layer : layers(openCase, state, sides, cut, false)) {
                int seen = 0;
                for (int y = 1; y < picture(layer).height(); y += 4) {
                    for (int x = 1; x < picture(layer).width(); x += 4) {
                        Point at = pixel(layer, x, y);
                        boolean bounds = true;
                        for (int plane = 0; plane < 3; plane++) {
                            bounds &= cut.side(plane, at.x(), at.y(), at.z()) > -0.05;
                        }
                        boolean drawn = picture(layer).argb()[y * picture(layer).width() + x] != 0;
                        seen += drawn ? 1 : 0;
                        assertThat(!drawn || bounds).isTrue();
                    }
                }
                assertThat(seen).isGreaterThan(50);
            }
        }
    }
}
