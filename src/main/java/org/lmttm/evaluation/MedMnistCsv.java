package org.lmttm.evaluation;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lmttm.dataset.DatasetName;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.metrics.Scores;

/**
 * MedMNIST's result files: rows {@code index,score of class 0,score of class 1,…} without a header, in a file named
 * {@code flag_size_split_[AUC]0.912_[ACC]0.845@run.csv}, where size is absent for 28 voxels an axis.
 */
public final class MedMnistCsv {
    private static final Pattern NAME = Pattern.compile(
            "(.+?)(?:_(\\d+))?_(train|val|test)_\\[AUC\\](nan|[0-9.]+)_\\[ACC\\](nan|[0-9.]+)@(.*)\\.csv");

    private MedMnistCsv() {}

    /**
     * What a file's name says.
     *
     * @param dataset flag and size
     * @param split which part
     * @param auc to three digits; NaN where it was undefined
     * @param acc to three digits
     * @param run what the run was called
     */
    public record Name(DatasetName dataset, Split split, double auc, double acc, String run) {
        /** Reads a file name without its folder; the reverse of {@link #fileName()}. */
        public static Name parse(String fileName) {
            Matcher m = NAME.matcher(fileName);
            if (!m.matches()) {
                throw new IllegalArgumentException(fileName
                        + ": is not named as MedMNIST names results: flag_split_[AUC]0.912_[ACC]0.845@run.csv");
            }
            String size = m.group(2) == null ? "" : m.group(2);
            return new Name(
                    new DatasetName(m.group(1), size),
                    Split.of(m.group(3)),
                    number(m.group(4)),
                    number(m.group(5)),
                    m.group(6));
        }

        /** The file's name. */
        public String fileName() {
            String size = dataset.size().isEmpty() || dataset.size().equals("28") ? "" : "_" + dataset.size();
            return dataset.flag() + size + "_" + split.label() + "_[AUC]" + three(auc) + "_[ACC]" + three(acc) + "@"
                    + run.replaceAll("[\\\\/:*?\"<>|]", "-") + ".csv";
        }

        private static double number(String text) {
            return text.equals("nan") ? Double.NaN : Double.parseDouble(text);
        }

        /** As Python's {@code .3f}: the exact binary value, rounded half to even. */
        private static String three(double value) {
            return Double.isNaN(value)
                    ? "nan"
                    : new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
        }
    }

    /** The name for a result. */
    public static Name name(EvaluationResult result, String run) {
        return new Name(result.dataset(), result.split(), result.auc(), result.acc(), run);
    }

    /**
     * Writes the probabilities of all cases; the file appears complete or not at all.
     *
     * @param target the file, or a folder that exists: then the file takes MedMNIST's name in it
     * @param run what to call the run in that name
     * @return the file written
     */
    public static Path write(EvaluationResult result, Path target, String run) throws IOException {
        Path file = Files.isDirectory(target) ? target.resolve(name(result, run).fileName()) : target;
        write(result.scores(), file);
        return file;
    }

    /** Writes the probabilities of all cases; the file appears complete or not at all. */
    public static void write(Scores scores, Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        double[][] rows = scores.probabilities();
        for (int i = 0; i < rows.length; i++) {
            text.append(i);
            for (double p : rows[i]) {
                text.append(',').append(p);
            }
            text.append('\n');
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads the scores of a result file, ours or MedMNIST's.
     *
     * @return for each case the score of each class
     * @throws IOException when a row is not the next index followed by as many numbers as the first row has
     */
    public static double[][] read(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.isBlank()) {
                rows.add(row(file, rows.size(), line, rows.isEmpty() ? -1 : rows.getFirst().length));
            }
        }
        if (rows.isEmpty()) {
            throw new IOException(file.getFileName() + ": holds no scores");
        }
        return rows.toArray(double[][]::new);
    }

    /**
     * The scores of a result file for the cases of a split, whose labels the dataset has.
     *
     * @throws IOException when the file cannot be read, or is not of as many cases and classes as the split
     */
    public static Scores scores(Path file, LabelledDataset data, Split split) throws IOException {
        double[][] rows = read(file);
        int[] labels = data.labels(split);
        String where = file.getFileName() + ": holds ";
        if (rows.length != labels.length) {
            throw new IOException(where + rows.length + " cases, but " + split.label() + " of "
                    + data.file().getFileName() + " has " + labels.length);
        }
        if (rows[0].length != data.classes()) {
            throw new IOException(where + rows[0].length + " scores a case, but "
                    + data.file().getFileName() + " has " + data.classes() + " classes");
        }
        for (int i = 0; i < rows.length; i++) {
            for (double score : rows[i]) {
                if (!(score >= 0 && score <= 1 + 1e-6)) {
                    throw new IOException(file.getFileName() + ": row " + (i + 1) + " has the score " + score
                            + ", which is no probability");
                }
            }
        }
        return new Scores(labels, rows);
    }

    private static double[] row(Path file, int index, String line, int classes) throws IOException {
        String[] cells = line.strip().split(",", -1);
        String where = file.getFileName() + ": row " + (index + 1);
        if (!cells[0].strip().equals(Integer.toString(index))) {
            throw new IOException(where + " begins with '" + cells[0] + "', not with the index " + index);
        }
        double[] scores = new double[cells.length - 1];
        if (scores.length == 0 || (classes >= 0 && scores.length != classes)) {
            throw new IOException(
                    where + " has " + scores.length + " scores" + (classes < 0 ? "" : ", not " + classes));
        }
        for (int c = 0; c < scores.length; c++) {
            try {
                scores[c] = Double.parseDouble(cells[c + 1]);
            } catch (NumberFormatException e) {
                throw new IOException(where + " has '" + cells[c + 1] + "' where a score should stand", e);
            }
        }
        return scores;
    }
}
