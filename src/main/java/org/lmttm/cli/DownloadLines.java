package org.lmttm.cli;

import java.io.PrintWriter;
import org.lmttm.download.DownloadProgress;

/** Lines about a download for standard error, and its end when the process is told to end. */
final class DownloadLines implements DownloadProgress {
    private final PrintWriter err;
    private final Interruption interruption;
    private ProgressLines lines;

    DownloadLines(PrintWriter err, Interruption interruption) {
        this.err = err;
        this.interruption = interruption;
        this.lines = lines("MiB");
    }

    private ProgressLines lines(String what) {
        return new ProgressLines(err, what, System::nanoTime);
    }

    @Override
    public void update(long done, long total) {
        if (total > 0) {
            lines.advanced((int) (done >> 20), (int) Math.max(total >> 20, 1));
        }
    }

    @Override
    public void checking() {
        lines = lines("MiB checked");
    }

    @Override
    public void unpacking() {
        lines = lines("MiB unpacked");
    }

    @Override
    public void retrying(String why) {
        err.println("lmttm: " + why + "; trying again");
    }

    @Override
    public boolean cancelled() {
        return interruption.requested();
    }
}
