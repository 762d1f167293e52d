package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private static List<String> lines(int cases, long milliseconds) {
        StringWriter text = new StringWriter();
        AtomicLong clock = new AtomicLong(77);
        ProgressLines lines = new ProgressLines(new PrintWriter(text), "cases", clock::get);
        for (int done = 1; done <= cases; done++) {
            clock.addAndGet(milliseconds * 1_000_000);
            lines.advanced(done, cases);
        }
        return text.toString().lines().toList();
    }

    @Test
    void quickWorkSaysNothingAndLongWorkAtMostTwentyLines() {
        assertThat(lines(98, 20)).isEmpty();
        assertThat(lines(14, 1000)).containsExactly("6 of 14 cases, about 8 s left", "11 of 14 cases, about 3 s left");
        assertThat(lines(5000, 1000)).hasSizeBetween(15, 20);
    }

    @Test
    void workThatBeginsAnewIsCountedAnew() {
        StringWriter text = new StringWriter();
        AtomicLong clock = new AtomicLong();
        ProgressLines lines = new ProgressLines(new PrintWriter(text), "cases", clock::get);
        for (int done : new int[] {1, 2, 3, 1, 2, 3}) {
            clock.addAndGet(4_000_000_000L);
            lines.advanced(done, 9);
        }
        assertThat(text.toString().lines())
                .containsExactly("3 of 9 cases, about 24 s left", "3 of 9 cases, about 24 s left");
    }

    @Test
    void sharesAreSaidInPercent() {
        StringWriter text = new StringWriter();
        AtomicLong clock = new AtomicLong();
        ProgressLines lines = ProgressLines.ofPercent(new PrintWriter(text), "of the volumes read", clock::get);
        for (int done : new int[] {10, 20}) {
            clock.addAndGet(6_000_000_000L);
            lines.advanced(done, 100);
        }
        assertThat(text.toString().lines()).containsExactly("20 % of the volumes read, about 48 s left");
    }
}
