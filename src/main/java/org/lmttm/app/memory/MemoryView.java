package org.lmttm.app.memory;

import java.util.stream.IntStream;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.control.DrawnView;
import org.lmttm.insight.TraceReading;

/** A drawn view of the trace at the play head. */
abstract class MemoryView extends DrawnView {
    private final MemoryState state;

    MemoryView(MemoryState state) {
        this.state = state;
        state.reading().addListener((property, before, now) -> redraw());
        state.step().addListener((property, before, now) -> redraw());
        state.sameScale().addListener((property, before, now) -> redraw());
        state.runScale().addListener((property, before, now) -> redraw());
        state.scale().known().addListener((property, before, now) -> redraw());
    }

    /** What the workspace shows. */
    final MemoryState state() {
        return state;
    }

    /** Draws a trace at a timestamp. */
    abstract void draw(GraphicsContext g, TraceReading reading, int t, double width, double height);

    @Override
    protected final void draw(GraphicsContext g, double width, double height) {
        TraceReading reading = state.reading().get();
        if (reading != null && state.drawable()) {
            draw(g, reading, state.step().get(), width, height);
        }
    }

    /** Timestamps in the order in which they are likely to be shown: from one to the last, then those before it. */
    static IntStream onwards(TraceReading reading, int t) {
        return IntStream.range(0, reading.steps()).map(n -> (t + n) % reading.steps());
    }

    /** The trace shown, null for none. */
    final @Nullable TraceReading reading() {
        return state.reading().get();
    }
}
