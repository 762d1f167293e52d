package org.lmttm.app.volume;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Markup;
import org.lmttm.volume.RegionStatistics;

/** What markups measure, in words. */
final class MarkupTexts {
    private static final Messages TEXT = new Messages("org.lmttm.app.volume");

    private MarkupTexts() {}

    /** Such as "Distance". */
    static String kind(Markup.Kind kind) {
        return TEXT.text("tool." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** What stands beside a markup on the slice, line by line. */
    static List<String> lines(
            OpenCase openCase, Lengths lengths, Markup markup, Optional<RegionStatistics> statistics) {
        return switch (markup.kind()) {
            case DISTANCE -> List.of(lengths.length(markup.length()));
            case ANGLE -> List.of(angle(markup.degrees()));
            case NOTE -> List.of(markup.text());
            case ELLIPSE, RECTANGLE ->
                statistics
                        .filter(s -> s.count() > 0)
                        .map(s -> List.of(
                                TEXT.text("markup.mean", value(openCase, s.mean()), value(openCase, s.deviation())),
                                TEXT.text("markup.range", value(openCase, s.min()), value(openCase, s.max())),
                                TEXT.text("markup.area", lengths.area(markup.area()), String.valueOf(s.count()))))
                        .orElseGet(() -> List.of(lengths.area(markup.area())));
        };
    }

    /** All in one line. */
    static String line(OpenCase openCase, Lengths lengths, Markup markup, Optional<RegionStatistics> statistics) {
        return String.join(", ", lines(openCase, lengths, markup, statistics));
    }

    /** Names of {@link #row}'s columns. */
    static List<String> heading() {
        return List.of(TEXT.text("markup.columns").split(",", -1));
    }

    /** Kind, words, length (mm), angle (°), area (mm²), count, mean, deviation, least, greatest, centre R A S (mm). */
    static List<String> row(Markup markup, Optional<RegionStatistics> statistics) {
        Markup.Kind kind = markup.kind();
        return List.of(
                kind(kind),
                markup.text(),
                kind == Markup.Kind.DISTANCE ? number(markup.length()) : "",
                kind == Markup.Kind.ANGLE ? number(markup.degrees()) : "",
                kind.isRegion() ? number(markup.area()) : "",
                statistics.map(s -> String.valueOf(s.count())).orElse(""),
                statistics.map(s -> number(s.mean())).orElse(""),
                statistics.map(s -> number(s.deviation())).orElse(""),
                statistics.map(s -> number(s.min())).orElse(""),
                statistics.map(s -> number(s.max())).orElse(""),
                number(markup.points().getFirst().x()),
                number(markup.points().getFirst().y()),
                number(markup.points().getFirst().z()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String value(OpenCase openCase, double value) {
        double range = openCase.histogram().hi() - openCase.histogram().lo();
        return ColorBar.number(value, Math.max(1, ColorBar.decimals(range)));
    }

    private static String angle(double degrees) {
        return Double.isNaN(degrees) ? "" : TEXT.text("markup.degrees", ColorBar.number(degrees, 1));
    }
}
