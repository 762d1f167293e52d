package org.lmttm.app.memory;

import org.lmttm.insight.AttentionKind;
import org.lmttm.insight.TraceReading;
import org.lmttm.model.Architecture;

/** Why two passes cannot be subtracted, and how they are aligned, in words. */
final class CompareText {
    private CompareText() {}

    /** Why there is no difference of memory; empty where there is one. */
    static String memoryReason(Comparison shown) {
        return shown.difference().memory()
                ? ""
                : Words.text("compare.no-memory", memory(shown.first()), memory(shown.second()));
    }

    private static String memory(TraceReading reading) {
        Architecture a = reading.architecture();
        return Words.text("compare.memory-shape", a.blocks(), a.blockTokens(), a.dim());
    }

    /** Why there is no difference of attention; empty where there is one. */
    static String attentionReason(Comparison shown, AttentionKind kind) {
        boolean possible = kind == AttentionKind.READ
                ? shown.difference().read()
                : shown.difference().write();
        return possible
                ? ""
                : Words.text("compare.no-attention", attention(shown.first(), kind), attention(shown.second(), kind));
    }

    private static String attention(TraceReading reading, AttentionKind kind) {
        Architecture a = reading.architecture();
        return kind == AttentionKind.READ
                ? Words.text(
                        "compare.attention-shape",
                        a.blocksRead() * a.readTokens(),
                        a.blocksRead() * a.readColumns(),
                        a.patchRows(),
                        a.patchColumns())
                : Words.text(
                        "compare.attention-shape", a.writeRows(), a.writeColumns(), a.patchRows(), a.patchColumns());
    }

    /** What stands beside what; empty where both have as many timestamps. */
    static String alignment(Comparison shown) {
        int one = shown.first().steps();
        int other = shown.second().steps();
        if (one == other) {
            return "";
        }
        boolean byDepth = shown.alignment().both(shown.alignment().positions() - 1);
        return Words.text(byDepth ? "compare.aligned.depth" : "compare.aligned.index", one, other);
    }
}
