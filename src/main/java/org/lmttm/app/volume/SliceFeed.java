package org.lmttm.app.volume;

import java.util.function.BiConsumer;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.LatestWins;
import org.lmttm.app.state.OpenCase;

/**
 * Takes and colours the slices of a pane off the user interface thread; the latest request wins. A large slice has as many
 * pixels as are seen while it moves, and all of them once it stands.
 */
final class SliceFeed {
    /** Voxels along a pixel, at most, while a slice moves. */
    static final int COARSEST = 8;

    /** How long a large slice stands still before all its pixels are drawn. */
    private static final Duration STILL = Duration.millis(120);

    private final LatestWins work;
    private final BiConsumer<OpenCase, SlicePixels> taken;
    private final BiConsumer<OpenCase, Throwable> failed;
    private final PauseTransition fine = new PauseTransition(STILL);
    /** What was asked for last: where a change elsewhere leaves this plane as it is, nothing is taken again. */
    private SlicePixels.@Nullable Request asked;

    private long requested;
    private long drawn;

    /**
     * A feed.
     *
     * @param work runs it
     * @param taken gets a case's pixels
     * @param failed gets what went wrong with a case
     */
    SliceFeed(LatestWins work, BiConsumer<OpenCase, SlicePixels> taken, BiConsumer<OpenCase, Throwable> failed) {
        this.work = work;
        this.taken = taken;
        this.failed = failed;
        fine.setOnFinished(event -> refine());
    }

    /**
     * Asks for a slice, unless it is the one asked for last.
     *
     * @param every how many of its pixels, along x and along y, are one on the screen
     */
    void ask(SlicePixels.Request content, int every) {
        if (content.equals(asked)) {
            return;
        }
        asked = content;
        requested++;
        fine.stop();
        submit(content, every);
    }

    /** Once a slice stands still it is drawn with all its pixels. */
    private void refine() {
        SlicePixels.Request content = asked;
        if (content != null) {
            submit(content, 1);
        }
    }

    private void submit(SlicePixels.Request content, int every) {
        long request = requested;
        work.submit(
                () -> SlicePixels.quick(content, every),
                pixels -> show(content.openCase(), pixels, request),
                error -> fail(content.openCase(), error, request));
    }

    private void show(OpenCase of, SlicePixels pixels, long request) {
        if (!isOf(of)) {
            return;
        }
        drawn = request;
        if (pixels.every() > 1 && request == requested) {
            fine.playFromStart();
        }
        taken.accept(of, pixels);
    }

    private void fail(OpenCase of, Throwable error, long request) {
        if (!isOf(of)) {
            return;
        }
        if (request == requested) {
            forget();
        }
        failed.accept(of, error);
    }

    private boolean isOf(OpenCase openCase) {
        return asked != null && asked.openCase() == openCase;
    }

    /** Nothing is to be shown: what is under way is dropped, and the same slice may be asked for again. */
    void forget() {
        fine.stop();
        asked = null;
        drawn = requested;
    }

    /** Whether the last pixels are those last asked for, even if not all of them yet. */
    boolean moved() {
        return requested == drawn;
    }
}
