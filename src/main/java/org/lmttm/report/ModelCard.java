package org.lmttm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lmttm.model.ModelInfo;

/**
 * What is written about a model: its card, the Markdown file beside the checkpoint, as far as a report has room for it,
 * and where its weights come from.
 *
 * @param summary the card's first paragraph; empty where there is no card
 * @param facts the rows of the table that follows it
 * @param limits the items below the heading Limits
 * @param provenance what the checkpoint says of its training
 */
record ModelCard(String summary, List<Fact> facts, List<String> limits, List<Fact> provenance) {
    private static final int LONGEST = 64 << 10;
    private static final String CALIBRATION = "calibration";

    /** A name and what it is. */
    record Fact(String name, String value) {}

    /**
     * Reads the card, if there is one.
     *
     * @throws IOException when there is one that cannot be read
     */
    static ModelCard of(Path checkpoint, ModelInfo info) throws IOException {
        String name = String.valueOf(checkpoint.getFileName()).replaceFirst("\\.safetensors$", "") + ".md";
        Path file = checkpoint.resolveSibling(name);
        boolean there = Files.isRegularFile(file) && Files.size(file) <= LONGEST;
        List<String> lines = there ? Files.readAllLines(file) : List.of();
        return new ModelCard(summary(lines), facts(lines), limits(lines), provenance(info.provenance()));
    }

    private static String summary(List<String> lines) {
        return lines.stream()
                .dropWhile(line -> line.isBlank() || line.startsWith("#"))
                .takeWhile(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("|"))
                .map(ModelCard::plain)
                .collect(Collectors.joining(" "));
    }

    private static List<Fact> facts(List<String> lines) {
        List<Fact> facts = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("## ")) {
                break;
            }
            String[] cells = line.strip().split("\\|", -1);
            if (cells.length == 4 && !cells[1].isBlank() && !cells[1].strip().startsWith("-")) {
                facts.add(new Fact(plain(cells[1]), plain(cells[2])));
            }
        }
        return facts;
    }

    private static List<String> limits(List<String> lines) {
        List<String> limits = new ArrayList<>();
        List<String> section = lines.stream()
                .dropWhile(line -> !line.startsWith("## Limits"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .toList();
        for (String line : section) {
            if (line.startsWith("- ")) {
                limits.add(plain(line.substring(2)));
            } else if (!line.isBlank() && !limits.isEmpty()) {
                limits.add(limits.removeLast() + " " + plain(line));
            }
        }
        return limits;
    }

    /** Markdown's marks taken away; the target of a link too. */
    private static String plain(String markdown) {
        return markdown.strip().replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceAll("\\*\\*|`", "");
    }

    private static List<Fact> provenance(Map<String, Object> values) {
        List<Fact> facts = new ArrayList<>();
        values.forEach((key, value) -> {
            boolean small = value instanceof Number || value instanceof String || value instanceof Boolean;
            if (small && !key.equals(CALIBRATION)) {
                facts.add(new Fact(key.replace('_', ' '), text(value)));
            }
        });
        return facts;
    }

    private static String text(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            boolean fits = number == 0 || (Math.abs(number) >= 1e-3 && Math.abs(number) < 1e6);
            return fits ? Words.number(number, 3).replaceFirst("0+$", "").replaceFirst("\\.$", "") : value.toString();
        }
        return String.valueOf(value);
    }
}
