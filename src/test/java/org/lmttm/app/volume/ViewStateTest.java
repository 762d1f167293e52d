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
import org.lmttm.volume.PlaneGrid;
import org.lmttm.volume.Point;
import org.lmttm.volume.Rotation;
import org.lmttm.volume.Slab;
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
        state.dragWindow(openCase, before, 40, 0);
        assertThat(openCase.window().get().width()).isGreaterThan(40);
        assertThat(openCase.window().get().level()).isCloseTo(40, within(1e-9));
        state.dragWindow(openCase, before, 0, 40);
        assertThat(openCase.window().get().width()).isCloseTo(40, within(1e-9));
        assertThat(openCase.window().get().level()).isGreaterThan(40);
        state.dragWindow(openCase, before, -1e6, 0);
        assertThat(openCase.window().get().width()).as("never closes").isPositive();
    }

    @Test
    void resetBringsBackTheOpeningView() {
        Window opening = openCase.window().get();
        state.zoomBy(3);
        state.centre().set(new Point(0, 0, 0));
        state.turnBy(new Point(0, 0, 1), 0.3);
        state.slab().set(new Slab(Slab.Projection.MAXIMUM, 10));
        openCase.window().set(new Window(1, 2));
        state.reset();
        assertThat(state.zoom().get()).isEqualTo(1);
        assertThat(state.centre().get()).isEqualTo(new Point(3, -0.5, 11));
        assertThat(state.turn().get()).isEqualTo(Rotation.NONE);
        assertThat(state.slab().get()).isEqualTo(Slab.THIN);
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
        Voxel at = new Voxel(6, 1, 2);
        openCase.moveCrosshair(at);
        for (boolean radiological : new boolean[] {true, false}) {
            state.radiological().set(radiological);
            PlaneMapping m = mapping(Plane.AXIAL);
            Voxel back = m.voxel(m.x(at), m.y(at));
            assertThat(back.i()).isCloseTo(6, within(1e-9));
            assertThat(back.j()).isCloseTo(1, within(1e-9));
            assertThat(back.k()).isCloseTo(2, within(1e-9));
            // voxel i = 6 lies at x = -2 mm, to the patient's left of the middle: on the right in radiological
            // convention
            assertThat(m.x(at) > 200).isEqualTo(radiological);
        }
    }

    private PlaneMapping mapping(Plane plane) {
        PanePlane shown = PanePlane.of(openCase, plane, openCase, state);
        return new PlaneMapping(shown.grid(), openCase.volume(), state.centre().get(), 10, 400, 300);
    }

    @Test
    void screenAndPatientCorrespondAtAnyAngle() {
        state.turnBy(new Point(0.3, 1, -0.2), 0.6);
        state.moveCrosshair(openCase, new Point(3.3, -1.2, 9.1));
        for (Plane plane : Plane.values()) {
            PlaneMapping m = mapping(plane);
            Point there = m.patient(123, 45);
            double[] back = m.screen(there);
            assertThat(back[0]).isCloseTo(123, within(1e-9));
            assertThat(back[1]).isCloseTo(45, within(1e-9));
            assertThat(back[2]).as("on the plane").isCloseTo(0, within(1e-9));
            Point normal = PanePlane.normal(openCase, plane, state);
            double[] off = m.screen(there.plus(normal.times(2.5)));
            assertThat(Math.abs(off[2])).as("2.5 mm off the plane").isCloseTo(2.5, within(1e-9));
            assertThat(m.screen(new Point(3.3, -1.2, 9.1))[2])
                    .as("all planes run through the crosshair")
                    .isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void turningInThePlaneKeepsThePlaneAndTurnsTheOthers() {
        Point axial = PanePlane.normal(openCase, Plane.AXIAL, state);
        state.turnBy(axial, Math.PI / 2);
        PanePlane.Basis same = PanePlane.basis(openCase, Plane.AXIAL, state);
        assertThat(same.parallel(PanePlane.basis(openCase, Plane.AXIAL, true))).isTrue();
        // a quarter turn about the long axis makes the coronal pane a sagittal one, head still on top
        PanePlane.Basis turned = PanePlane.basis(openCase, Plane.CORONAL, state);
        assertThat(Math.abs(turned.normal().x())).isCloseTo(1, within(1e-9));
        assertThat(turned.down().z()).isCloseTo(-1, within(1e-9));
    }

    @Test
    void lettersNameEverySideThatADirectionLeansTo() {
        assertThat(Letters.patient(new Point(-1, 0, 0))).isEqualTo("L");
        assertThat(Letters.patient(new Point(-0.6, 0.8, 0))).isEqualTo("AL");
        assertThat(Letters.patient(new Point(0.1, 0, -0.99).unit())).isEqualTo("I");
        assertThat(Letters.patient(new Point(1, -1.1, 1.2).unit())).isEqualTo("SPR");
        assertThat(Letters.array(new Point(0, -0.8, 0.6))).isEqualTo("−jk");
    }

    @Test
    void aLinkedCaseIsShownAsTheOneBefore() {
        try (OpenCase other = ramp(Affine.scaling(1, 1, 1));
                OpenCase stored = ramp(null)) {
            state.zoomBy(3);
            state.turnBy(new Point(1, 0, 0), 0.2);
            Rotation turn = state.turn().get();
            state.linked().set(true);
            state.show(other);
            assertThat(state.zoom().get()).isCloseTo(3, within(1e-12));
            assertThat(state.turn().get()).isEqualTo(turn);
            state.show(stored);
            assertThat(state.zoom().get()).as("no common space").isEqualTo(1);
            assertThat(state.turn().get()).isEqualTo(Rotation.NONE);
        }
    }

    @Test
    void volumesWithoutACommonSpaceAreRefusedWithTheReason() {
        try (OpenCase stored = ramp(null);
                OpenCase twin = ramp(null)) {
            assertThat(CommonSpace.problem(openCase, stored))
                    .hasValueSatisfying(why -> assertThat(why).contains("ramp has no patient space"));
            assertThat(CommonSpace.problem(stored, twin))
                    .as("a mask of the same array")
                    .isEmpty();
            assertThat(CommonSpace.problem(openCase, openCase)).isEmpty();
        }
    }

    @Test
    void cineBeginsAgainOrGoesBackAtTheEnd() {
        Cine cine = new Cine(state);
        openCase.moveCrosshair(new Voxel(0, 0, 2));
        cine.play(Plane.AXIAL);
        cine.advance();
        assertThat(openCase.crosshair().get().k()).isEqualTo(3);
        cine.advance();
        assertThat(openCase.crosshair().get().k()).as("from the start").isZero();
        cine.bounce().set(true);
        openCase.moveCrosshair(new Voxel(0, 0, 3));
        cine.advance();
        assertThat(openCase.crosshair().get().k()).as("back").isEqualTo(2);
        cine.stop();
        cine.advance();
        assertThat(openCase.crosshair().get().k()).isEqualTo(2);
        state.turnBy(new Point(1, 0, 0), 0.4);
        cine.bounce().set(false);
        cine.play(Plane.AXIAL);
        for (int frame = 0; frame < 200; frame++) {
            cine.advance();
            assertThat(openCase.inside(openCase.crosshair().get())).isTrue();
        }
    }

    @Test
    void aRectangleGivesAWindowWhereItsValuesDiffer() {
        assertThat(RegionWindow.of(new float[] {1, 2, 3, 4}, grid2x2(), 0, 0, 1, 1))
                .contains(new Window(1, 4));
        assertThat(RegionWindow.of(new float[] {5, 5, 5, 5}, grid2x2(), 0, 0, 1, 1))
                .isEmpty();
        assertThat(RegionWindow.of(new float[] {1, 2, 3, 4}, grid2x2(), 4, 4, 6, 6))
                .isEmpty();
    }

    private static PlaneGrid grid2x2() {
        return new PlaneGrid(Affine.scaling(1, 1, 1), 2, 2);
    }

    @Test
    void positionsAreSaidInThePatientsWords() {
        Volume volume = openCase.volume();
        assertThat(Positions.patient(volume, new Voxel(6, 0, 0))).isEqualTo("L 2.0  P 3.0  S 5.0 mm");
        assertThat(Positions.voxel(new Voxel(6, 0.2, 0.6))).isEqualTo("6, 0, 1");
        try (OpenCase stored = ramp(null)) {
            assertThat(Positions.patient(stored.volume(), new Voxel(0, 0, 0))).isEmpty();
            assertThat(PanePlane.mirrors(stored.slices().geometry(Plane.AXIAL), false))
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
