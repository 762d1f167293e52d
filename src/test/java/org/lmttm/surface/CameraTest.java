package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CameraTest {
    private static final Camera FRONT = new Camera(0, 0, 1, 0, 0, 10, 20, 30, 50);

    @Test
    void fromTheFrontThePatientsLeftIsOnTheRightAndTheTopIsUp() {
        assertThat(FRONT.project(10, 20, 30, 400, 300)).containsExactly(200, 150, FRONT.distance());
        assertThat(FRONT.project(0, 20, 30, 400, 300)[0]).isGreaterThan(200);
        assertThat(FRONT.project(10, 20, 40, 400, 300)[1]).isLessThan(150);
        assertThat(FRONT.project(10, 30, 30, 400, 300)[2]).isLessThan(FRONT.distance());
    }

    @Test
    void azimuth90LooksFromThePatientsLeftAndElevation90FromAbove() {
        assertThat(FRONT.at(90, 0).project(0, 20, 30, 400, 300)[2]).isCloseTo(FRONT.distance() - 10, within(1e-9));
        assertThat(FRONT.at(0, 90).project(10, 20, 40, 400, 300)[2]).isCloseTo(FRONT.distance() - 10, within(1e-9));
    }

    @Test
    void theSphereFillsTheShorterSideAndPanningMovesByPixels() {
        // The ray that touches the sphere meets the plane of its centre at radius / cos(half the field of view).
        double touch = 50 / Math.cos(Math.toRadians(Camera.FIELD_OF_VIEW / 2));
        assertThat(FRONT.project(10, 20, 30 + touch, 400, 300)[1]).isCloseTo(0, within(1e-9));
        double[] moved = FRONT.panned(13, -7, 400, 300).project(10, 20, 30, 400, 300);
        assertThat(moved[0]).isCloseTo(213, within(1e-9));
        assertThat(moved[1]).isCloseTo(143, within(1e-9));
    }

    @Test
    void anglesWrapAndZoomHasLimits() {
        assertThat(FRONT.rotated(-30, 200).azimuth()).isEqualTo(330);
        assertThat(FRONT.rotated(-30, 200).elevation()).isEqualTo(90);
        assertThat(FRONT.zoomed(1e9).zoom()).isEqualTo(20);
        assertThat(FRONT.zoomed(2).fieldOfView()).isLessThan(Camera.FIELD_OF_VIEW);
        assertThatThrownBy(() -> new Camera(0, 0, 1, 0, 0, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
