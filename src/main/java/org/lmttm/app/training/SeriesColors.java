package org.lmttm.app.training;

import org.lmttm.app.control.Palette.Token;

/** A run keeps its colour in every plot: accent first, then the hues of next, patches and outputs. */
final class SeriesColors {
    private static final Token[] ORDER = {Token.ACCENT, Token.NEXT, Token.PATCHES, Token.OUTPUTS};

    private SeriesColors() {}

    static Token of(int index) {
        return ORDER[index % ORDER.length];
    }

    /** Style class of a mark in a run's colour. */
    static String style(int index) {
        return "series-" + index % ORDER.length;
    }
}
