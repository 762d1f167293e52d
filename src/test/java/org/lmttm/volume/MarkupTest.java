package org.lmttm.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lmttm.volume.Markup.Kind;

/** What markups measure, and that moving and turning them with the patient changes none of it. */
class MarkupTest {
    private static final Point ORIGIN = new Point(0, 0, 0);

    @Test
    void aDistanceIsItsLengthInMillimetres() {
        assertThat(Markup.of(Kind.DISTANCE, new Point(1, 2, 3), new Point(4, 6, 15))
                        .length())
                .isEqualTo(13);
    }

    @Test
    void anAngleIsThatOfItsLegs() {
        Point vertex = new Point(5, 5, 5);
        for (double degrees : new double[] {0, 30, 90, 135, 180}) {
            double turn = Math.toRadians(degrees);
            Markup angle = Markup.of(
                    Kind.ANGLE,
                    vertex.plus(new Point(0, 7, 0)),
                    vertex,
                    vertex.plus(new Point(0, 2 * Math.cos(turn), 2 * Math.sin(turn))));
            assertThat(angle.degrees()).isEqualTo(degrees, within(1e-5));
        }
        assertThat(Markup.of(Kind.ANGLE, vertex, vertex, ORIGIN).degrees()).isNaN();
    }

    @Test
    void areasAreThoseOfEllipseAndRectangle() {
        Point[] points = {new Point(1, 1, 1), new Point(4, 1, 1), new Point(1, 3, 1)};
        assertThat(Markup.of(Kind.ELLIPSE, points).area()).isEqualTo(6 * Math.PI, within(1e-12));
        assertThat(Markup.of(Kind.RECTANGLE, points).area()).isEqualTo(24);
    }

    @Test
    void movingChangesNoMeasure() {
        Random random = new Random(5);
        for (int trial = 0; trial < 50; trial++) {
            Markup angle = Markup.of(Kind.ANGLE, point(random), point(random), point(random));
            assertThat(angle.movedBy(point(random)).degrees()).isEqualTo(angle.degrees(), within(1e-6));
        }
    }

    @Test
    void anEndOfAHalfAxisStaysOnItAndTheCentreTakesAllAlong() {
        Markup ellipse = Markup.of(Kind.ELLIPSE, ORIGIN, new Point(4, 0, 0), new Point(0, 3, 0));
        Markup wider = ellipse.withPoint(1, new Point(6, 2, 1));
        assertThat(wider.halfAxis(1)).isEqualTo(new Point(6, 0, 0));
        assertThat(wider.halfAxis(2)).isEqualTo(ellipse.halfAxis(2));
        Markup moved = ellipse.withPoint(0, new Point(1, 1, 1));
        assertThat(moved).isEqualTo(ellipse.movedBy(new Point(1, 1, 1)));
        Markup flat = ellipse.withPoint(2, ORIGIN);
        assertThat(flat.halfAxis(2).length()).as("an axis keeps a direction").isGreaterThan(0);
    }

    @Test
    void theNumberOfPointsIsChecked() {
        assertThatThrownBy(() -> new Markup(Kind.ANGLE, List.of(ORIGIN, ORIGIN), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ANGLE has 3 points, not 2");
        assertThatThrownBy(() -> Markup.of(Kind.NOTE, new Point(Double.NaN, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not finite");
    }

    private static Point point(Random random) {
        return new Point(random.nextGaussian() * 40, random.nextGaussian() * 40, random.nextGaussian() * 40);
    }
}
