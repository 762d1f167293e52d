package org.lmttm.app.preferences;

import java.util.concurrent.TimeUnit;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.Pace;
import org.lmttm.app.state.Progress;
import org.lmttm.download.DownloadProgress;

/** Tells in words how far the libraries are: bytes, speed and the time that is left. */
final class EngineProgress implements DownloadProgress {
    private static final Messages TEXT = new Messages("org.lmttm.app.preferences");
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double MEGA = 1e6;

    private final Progress progress;
    private String step = "";
    private Pace pace = new Pace(System::nanoTime);
    private long told;

    EngineProgress(Progress progress) {
        this.progress = progress;
        begin("");
        progress.update(-1, TEXT.text("engine.step.connecting"));
    }

    private void begin(String words) {
        step = words;
        pace = new Pace(System::nanoTime);
        told = System.nanoTime() - PAUSE;
    }

    @Override
    public void update(long done, long total) {
        pace.update(done);
        long now = System.nanoTime();
        if (now - told >= PAUSE || done == total) {
            told = now;
            progress.update(total > 0 ? (double) done / total : -1, step + words(done, total));
        }
    }

    private String words(long done, long total) {
        if (total <= 0) {
            return TEXT.text("engine.step.so_far", done / MEGA);
        }
        double perSecond = pace.perSecond();
        String size = TEXT.text("engine.step.of", done / MEGA, total / MEGA);
        if (perSecond <= 0) {
            return size;
        }
        long seconds = Math.round((total - done) / perSecond);
        String left = seconds < 90
                ? TEXT.text("engine.left.seconds", seconds)
                : TEXT.text("engine.left.minutes", Math.round(seconds / 60.0));
        return TEXT.text("engine.step.pace", size, perSecond / MEGA, left);
    }

    @Override
    public void checking() {
        begin(TEXT.text("engine.step.checking"));
    }

    @Override
    public void unpacking() {
        begin(TEXT.text("engine.step.unpacking"));
    }

    @Override
    public void retrying(String why) {
        told = System.nanoTime();
        progress.announce(-1, TEXT.text("engine.step.retrying", why));
    }

    @Override
    public boolean cancelled() {
        return progress.cancelled();
    }
}
