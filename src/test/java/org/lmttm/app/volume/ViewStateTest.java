package org.lmttm.app.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Plane;
import org.lmttm.volume.SliceGeometry;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeListing;

class ViewStateTest {
    private final ViewState state = new ViewState();
    private OpenCase openCase;

    @BeforeEach
    void open() {
        openCase = ramp(Affine.of(new double[][] {{-2, 0, 0, 10}, {0, 1, 0, -3}, {0, 0, 4, 5}}));
        state.show(openCase);
    }

    @AfterEach
    void close() {
        openCase.close();
    }

    private static OpenCase ramp(@Nullable Affine affine) {
        float[] values = new float[8 * 6 * 4];
        for (int x = 0; x < values.length; x++) {
            values[x] = x;
        }
        Volume volume = Volume.ofFloats("ramp", 8, 6, 4, values, affine);
        return new OpenCase(Path.of("ramp.nii"), new VolumeListing("memory", 1, Map.of()), VolumeChoice.FIRST, volume);
    }

    @Test
    void scrollingStaysWithinTheVolume() {
        state.scroll(2, 100);
        assertThat(openCase.crosshair().get().k()).isEqualTo(3);
        state.scroll(2, -1);
        assertThat(openCase.crosshair().get().k()).isEqualTo(2);
        state.scroll(2, -100);
        assertThat(openCase.crosshair().get().k()).isZero();
    }

    @Test
    void draggingRightWidensAndDraggingDownRaisesTheLevel() {
        Window before = new Window(20, 60);
        state.dragWindow(before, 40, 0);
        assertThat(openCase.window().get().width()).isGreaterThan(40);
        assertThat(openCase.window().get().level()).isCloseTo(40, within(1e-9));
        state.dragWindow(before, 0, 40);
        assertThat(openCase.window().get().width()).isCloseTo(40, within(1e-9));
        assertThat(openCase.window().get().level()).isGreaterThan(40);
        state.dragWindow(before, -1e6, 0);
        assertThat(openCase.window().get().width()).as("never closes").isPositive();
    }

    @Test
    void resetBringsBackTheOpeningView() {
        Window opening = openCase.window().get();
        state.zoomBy(3);
        state.centre().set(new Voxel(0, 0, 0));
        openCase.window().set(new Window(1, 2));
        state.reset();
        assertThat(state.zoom().get()).isEqualTo(1);
        assertThat(state.centre().get()).isEqualTo(new Voxel(3.5, 2.5, 1.5));
        assertThat(openCase.window().get()).isEqualTo(opening);
    }

    @Test
    void aPaneGoesLargeAndBack() {
        state.toggleLarge(ViewState.Pane.CORONAL);
        assertThat(state.layout().get()).isEqualTo(ViewState.Layout.SINGLE);
        assertThat(state.large().get()).isEqualTo(ViewState.Pane.CORONAL);
        state.toggleLarge(ViewState.Pane.CORONAL);
        assertThat(state.layout().get()).isEqualTo(ViewState.Layout.GRID);
    }

    @Test
    void screenAndVoxelsCorrespondInBothConventions() {
        SliceGeometry g = openCase.slices().geometry(Plane.AXIAL);
        Voxel at = new Voxel(6, 1, 2);
        for (boolean radiological : new boolean[] {true, false}) {
            boolean mirrored = PlaneMapping.mirrors(g, radiological);
            PlaneMapping m = new PlaneMapping(g, mirrored, new Voxel(3.5, 2.5, 1.5), 10, 400, 300);
            Voxel back = m.voxel(m.x(at), m.y(at), at);
            assertThat(back.i()).isCloseTo(6, within(1e-9));
            assertThat(back.j()).isCloseTo(1, within(1e-9));
            assertThat(back.k()).isEqualTo(2);
            // voxel i = 6 lies at x = -2 mm, to the patient's left of the middle: on the right in radiological
            // convention
            assertThat(m.x(at) > 200).isEqualTo(radiological);
        }
    }

    @Test
    void positionsAreSaidInThePatientsWords() {
        Volume volume = openCase.volume();
        assertThat(Positions.patient(volume, new Voxel(6, 0, 0))).isEqualTo("L 2.0  P 3.0  S 5.0 mm");
        assertThat(Positions.voxel(new Voxel(6, 0.2, 0.6))).isEqualTo("6, 0, 1");
        try (OpenCase stored = ramp(null)) {
            assertThat(Positions.patient(stored.volume(), new Voxel(0, 0, 0))).isEmpty();
            assertThat(PlaneMapping.mirrors(stored.slices().geometry(Plane.AXIAL), false))
                    .as("an array without patient space is never mirrored")
                    .isFalse();
        }
    }

    @Test
    void scaleBarsHaveRoundLengths() {
        assertThat(SliceOrnaments.niceLength(73)).isEqualTo(50);
        assertThat(SliceOrnaments.niceLength(0.3)).isCloseTo(0.2, within(1e-12));
        assertThat(SliceOrnaments.niceLength(10)).isEqualTo(10);
    }
}
