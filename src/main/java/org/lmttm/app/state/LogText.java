package org.lmttm.app.state;

/** What may stand in the log of an error: not its message, which names files, and file names can name patients. */
public final class LogText {
    private LogText() {}

    /** The classes of an error and its causes, and where each was thrown; no messages. */
    public static String trace(Throwable error) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable at = error; at != null && depth < 8; at = at.getCause(), depth++) {
            text.append(depth == 0 ? "" : "caused by ").append(at.getClass().getName());
            for (StackTraceElement frame : at.getStackTrace()) {
                text.append("\n    at ").append(frame);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
