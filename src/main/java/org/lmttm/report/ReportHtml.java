package org.lmttm.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.lmttm.evaluation.SimilarCases;
import org.lmttm.insight.Faithfulness;
import org.lmttm.report.CaseReport.Attention;
import org.lmttm.report.CaseReport.ClassRow;
import org.lmttm.report.CaseReport.Content;
import org.lmttm.report.ModelCard.Fact;

/** A report as one XHTML page that needs nothing else: pictures, style and typeface stand in it. */
final class ReportHtml {
    private final Content content;
    private final Markup out = new Markup();

    private ReportHtml(CaseReport report) {
        this.content = report.content();
    }

    /** For browsers. */
    static String page(CaseReport report) {
        String faces = face("IBM Plex Sans", 400, "IBMPlexSans-Regular")
                + face("IBM Plex Sans", 600, "IBMPlexSans-SemiBold")
                + face("IBM Plex Mono", 400, "IBMPlexMono-Regular");
        return new ReportHtml(report).write(faces + style("report.css") + style("screen.css"));
    }

    /** For the PDF, whose fonts come from elsewhere. */
    static String printed(CaseReport report) {
        return new ReportHtml(report).write(style("report.css") + style("pages.css"));
    }

    private static String face(String family, int weight, String file) {
        try (InputStream in = Ink.fontFile(file)) {
            return "@font-face{font-family:'" + family + "';font-weight:" + weight
                    + ";src:url(data:font/ttf;base64," + Base64.getEncoder().encodeToString(in.readAllBytes())
                    + ") format('truetype')}\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String style(String name) {
        try (InputStream in = Objects.requireNonNull(ReportHtml.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(String style) {
        String title = Words.text("title", content.name());
        out.raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" xml:lang=\"en\">\n<head>");
        out.raw("<meta charset=\"UTF-8\" />");
        out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />");
        out.element("title", "", title);
        out.raw("<meta name=\"description\" content=\"" + Markup.escape(Words.text("research")) + "\" />");
        out.raw("<style>\n" + style + "</style></head>\n<body>");
        out.raw("<div class=\"running-left\">" + Markup.escape(Words.text("running", content.name())) + "</div>");
        out.raw("<div class=\"running-right\">" + Markup.escape(Words.text("research")) + "</div>");
        header();
        out.raw("<main>");
        result();
        images();
        attention();
        timeline();
        model();
        provenance();
        out.raw("</main>");
        out.open("footer", "foot");
        out.element("p", "", Words.text("foot"));
        out.close("footer");
        out.raw("</body></html>\n");
        return out.toString();
    }

    private void header() {
        out.open("header", "head");
        out.element("p", "product", Words.text("product"));
        out.element("h1", "", Words.text("title", content.name()));
        out.element("p", "date", Words.text("date", content.date(), content.model(), content.mode()));
        out.element("p", "research", Words.text("research"));
        out.close("header");
        if (!content.patient().isEmpty()) {
            out.open("section", "patient");
            out.element("h2", "", Words.text("patient"));
            facts(content.patient().stream()
                    .map(field -> new Fact(field.name(), field.value()))
                    .toList());
            out.close("section");
        }
        content.modeWarning().ifPresent(warning -> out.element("p", "warning", Words.text("mode.warning", warning)));
        content.warnings().forEach(warning -> out.element("p", "warning", warning));
    }

    private void result() {
        ClassRow best = content.classes().get(content.predicted());
        out.open("section", "result");
        out.element("h2", "", Words.text("prediction"));
        Double calibrated = best.calibrated();
        SimilarCases similar = best.similar();
        out.open("p", "answer");
        out.element("strong", "", best.label());
        if (calibrated != null && similar != null) {
            out.element("span", "value", Words.probability(calibrated));
            out.element("span", "interval", interval(similar));
        } else {
            out.element("span", "value", Words.probability(best.probability()));
        }
        out.close("p");
        if (calibrated != null && similar != null) {
            out.element(
                    "p",
                    "",
                    Words.text(
                            "answer.calibrated", fared(similar, best.label()), Words.probability(best.probability())));
        } else {
            out.element("p", "warning", Words.text("answer.uncalibrated"));
        }
        classes();
        content.calibration().ifPresent(text -> out.element("p", "small", text));
        out.close("section");
    }

    private static String interval(SimilarCases similar) {
        return Words.text(
                "interval",
                Words.number(similar.interval().low(), 2),
                Words.number(similar.interval().high(), 2));
    }

    private static String fared(SimilarCases similar, String label) {
        return Words.text(
                "fared",
                similar.observed().of(),
                Words.number(similar.from(), 2),
                Words.number(similar.to(), 2),
                similar.observed().count(),
                label);
    }

    private void classes() {
        boolean calibrated = content.calibration().isPresent();
        out.raw("<table class=\"classes\"><thead><tr>");
        heading("class", "probability");
        if (calibrated) {
            heading("calibrated", "fared.head", "interval.head");
        }
        out.raw("</tr></thead><tbody>");
        for (int c = 0; c < content.classes().size(); c++) {
            ClassRow row = content.classes().get(c);
            out.raw(c == content.predicted() ? "<tr class=\"best\">" : "<tr>");
            out.raw("<th scope=\"row\">" + Markup.escape(row.label()) + "</th>");
            out.raw("<td class=\"number\">" + Words.number(row.probability(), 3) + "</td>");
            Double value = row.calibrated();
            SimilarCases similar = row.similar();
            if (calibrated && value != null && similar != null) {
                out.raw("<td class=\"share\"><div class=\"track\"><div class=\"bar\" style=\"width:"
                        + Math.round(value * 100) + "%\"></div></div> <span class=\"number\">" + Words.number(value, 3)
                        + "</span></td>");
                out.element("td", "", fared(similar, row.label()));
                out.element("td", "number", interval(similar));
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table>");
    }

    private void heading(String... keys) {
        for (String key : keys) {
            out.raw("<th scope=\"col\">" + Markup.escape(Words.text("column." + key)) + "</th>");
        }
    }

    private void images() {
        out.open("section", "images");
        out.element("h2", "", Words.text("images"));
        out.open("div", "row");
        content.slices().forEach(figure -> figure(figure, "third"));
        out.close("div");
        out.open("div", "row");
        figure(content.solid(), "third");
        figure(content.input(), "two-thirds");
        out.close("div");
        out.element("p", "small", Words.text("images.legend"));
        out.close("section");
    }

    private void figure(Figure figure, String style) {
        out.open("figure", style);
        out.raw("<img src=\"" + figure.uri() + "\" alt=\"" + Markup.escape(figure.alt()) + "\" />");
        if (!figure.caption().isEmpty()) {
            out.element("figcaption", "", figure.caption());
        }
        out.close("figure");
    }

    private void attention() {
        if (content.attention().isEmpty()) {
            return;
        }
        out.open("section", "attention");
        out.element("h2", "", Words.text("attention"));
        out.element("p", "caution", Words.text("attention.caution"));
        for (Attention one : content.attention()) {
            out.open("div", "map");
            out.element("h3", "", Words.text(one.map().key()));
            out.element("p", "small", Words.text(one.map().key() + ".what"));
            out.open("div", "row");
            one.slices().forEach(figure -> figure(figure, "map-slice"));
            figure(one.bar(), "map-bar");
            out.close("div");
            out.close("div");
        }
        faithfulness();
        out.close("section");
    }

    private void faithfulness() {
        out.raw("<table class=\"faithfulness\"><caption>" + Markup.escape(Words.text("faithfulness"))
                + "</caption><thead><tr>");
        heading("map", "deletion", "deletion.random", "insertion", "insertion.random", "faithful");
        out.raw("</tr></thead><tbody>");
        for (Attention one : content.attention()) {
            Faithfulness f = one.faithfulness();
            out.raw("<tr><th scope=\"row\">"
                    + Markup.escape(Words.text(one.map().key())) + "</th>");
            for (double area :
                    new double[] {f.deletionArea(), f.randomDeletionArea(), f.insertionArea(), f.randomInsertionArea()
                    }) {
                out.element("td", "number", Words.number(area, 3));
            }
            int better = (f.deletionArea() < f.randomDeletionArea() ? 1 : 0)
                    + (f.insertionArea() > f.randomInsertionArea() ? 1 : 0);
            out.element("td", "", Words.text("faithful." + better));
            out.raw("</tr>");
        }
        out.raw("</tbody></table>");
        out.element("p", "small", Words.text("faithfulness.what"));
    }

    private void timeline() {
        out.open("section", "timeline");
        out.element("h2", "", Words.text("timeline"));
        figure(content.timeline(), "whole");
        out.close("section");
    }

    private void model() {
        ModelCard card = content.card();
        out.open("section", "card");
        out.element("h2", "", Words.text("model", content.model()));
        if (card.summary().isEmpty()) {
            out.element("p", "warning", Words.text("card.none"));
        } else {
            out.element("p", "", card.summary());
        }
        facts(card.facts());
        if (!card.limits().isEmpty()) {
            out.element("h3", "", Words.text("limits"));
            out.raw("<ul>");
            card.limits().forEach(limit -> out.element("li", "", limit));
            out.raw("</ul>");
        }
        if (!card.provenance().isEmpty()) {
            out.element("h3", "", Words.text("provenance"));
            String all = String.join(
                    " · ",
                    card.provenance().stream()
                            .map(fact -> fact.name() + " " + fact.value())
                            .toList());
            out.element("p", "small", all);
        }
        out.close("section");
    }

    private void provenance() {
        out.open("section", "origin");
        out.element("h2", "", Words.text("origin"));
        out.open("div", "row");
        column("case", content.caseFacts());
        column("preprocessing", content.preprocessing());
        column("versions", content.versions());
        out.close("div");
        out.element("h3", "", Words.text("hashes"));
        out.raw("<table class=\"facts hashes\"><tbody>");
        for (Fact fact : content.hashes()) {
            out.raw("<tr><th scope=\"row\">" + Markup.escape(fact.name()) + "</th><td>" + Markup.escape(fact.value())
                    + "</td></tr>");
        }
        out.raw("</tbody></table>");
        out.close("section");
    }

    private void column(String title, List<Fact> facts) {
        out.open("div", "column");
        out.element("h3", "", Words.text(title));
        facts(facts);
        out.close("div");
    }

    private void facts(List<Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        out.raw("<table class=\"facts\"><tbody>");
        for (Fact fact : facts) {
            out.raw("<tr><th scope=\"row\">" + Markup.escape(fact.name()) + "</th><td>" + Markup.escape(fact.value())
                    + "</td></tr>");
        }
        out.raw("</tbody></table>");
    }
}
