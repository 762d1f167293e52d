package org.lmttm.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

/** A section is measured once for a width, and anew after something in it changed. */
class MeasuredBoxTest {
    private final AtomicInteger measured = new AtomicInteger();

    /** As high as it is narrow, like a text that wraps. */
    private final Region wrapping = new Region() {
        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        @Override
        protected double computePrefHeight(double width) {
            measured.incrementAndGet();
            return 12_000 / width;
        }
    };

    @Test
    void theSameWidthIsMeasuredOnce() {
        MeasuredBox box = new MeasuredBox();
        box.getChildren().add(wrapping);
        assertThat(box.prefHeight(100)).isEqualTo(120);
        int first = measured.get();
        assertThat(box.prefHeight(100)).isEqualTo(120);
        assertThat(measured).hasValue(first);
        assertThat(box.prefHeight(200)).isEqualTo(60);
    }

    @Test
    void whatChangesDeepWithinIsMeasuredAnew() {
        Region deep = new Region();
        deep.setMinHeight(10);
        deep.setPrefHeight(20);
        MeasuredBox box = new MeasuredBox();
        box.getChildren().add(new VBox(deep));
        assertThat(box.prefHeight(100)).isEqualTo(20);
        assertThat(box.minHeight(100)).isEqualTo(10);
        deep.setPrefHeight(50);
        deep.setMinHeight(30);
        assertThat(box.prefHeight(100)).isEqualTo(50);
        assertThat(box.minHeight(100)).isEqualTo(30);
        deep.setManaged(false);
        assertThat(box.prefHeight(100)).isZero();
    }
}
