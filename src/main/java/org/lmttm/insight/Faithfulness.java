package org.lmttm.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.lmttm.model.Architecture;

/**
 * Whether a map ranks the patches that the prediction rests on: deletion and insertion curves (Petsiuk et al., "RISE",
 * BMVC 2018). Deletion replaces patches by a baseline, the highest ranked first; a faithful map makes the probability
 * fall fast. Insertion starts from the baseline and puts patches back; a faithful map makes it rise fast. Random orders
 * show what any order does.
 *
 * @param shares of the patches replaced or put back, 0 … 1
 * @param deletion probability of the class at each share
 * @param insertion probability of the class at each share
 * @param randomDeletion mean over the random orders
 * @param randomInsertion mean over the random orders
 */
public record Faithfulness(
        double[] shares, double[] deletion, double[] insertion, double[] randomDeletion, double[] randomInsertion) {

    /** What patches are replaced by. */
    public enum Baseline {
        /** 0: background of MedMNIST's shapes, air after most windows. */
        ZERO,
        /** The cube's mean, which adds less of an edge in grey images. */
        MEAN
    }

    /**
     * How the curves are made.
     *
     * @param points of a curve after the first, at least 1
     * @param orders random orders, at least 1
     * @param baseline what patches are replaced by
     * @param seed of the random orders
     */
    public record Settings(int points, int orders, Baseline baseline, long seed) {
        /** 12 points, 3 random orders, zeros. */
        public static final Settings DEFAULT = new Settings(12, 3, Baseline.ZERO, 3407);

        /** Forward passes that the curves take; the ends are shared. */
        public int passes() {
            return 2 + 2 * (points - 1) * (1 + orders);
        }
    }

    /**
     * Makes the curves.
     *
     * @param map value of each patch, n for each of T timestamps
     * @param cube as the model saw it
     * @param probability of the class in question for a cube
     * @throws CancellationException when the progress said so
     */
    public static Faithfulness of(
            Architecture architecture,
            List<float[]> map,
            float[] cube,
            Function<float[], Double> probability,
            Settings settings,
            Steps progress) {
        Curves curves = new Curves(architecture, cube, probability, settings, progress);
        List<Integer> ranked = ranked(map);
        double[][] own = curves.of(ranked);
        double[] deletion = new double[settings.points() + 1];
        double[] insertion = new double[settings.points() + 1];
        Random random = new Random(settings.seed());
        for (int order = 0; order < settings.orders(); order++) {
            List<Integer> shuffled = new ArrayList<>(ranked);
            Collections.sort(shuffled);
            Collections.shuffle(shuffled, random);
            double[][] drawn = curves.of(shuffled);
            for (int i = 0; i <= settings.points(); i++) {
                deletion[i] += drawn[0][i] / settings.orders();
                insertion[i] += drawn[1][i] / settings.orders();
            }
        }
        double[] shares = new double[settings.points() + 1];
        for (int i = 0; i <= settings.points(); i++) {
            shares[i] = (double) curves.count(i, ranked.size()) / ranked.size();
        }
        return new Faithfulness(shares, own[0], own[1], deletion, insertion);
    }

    /** Patches by falling value; equal ones in the order of the timestamps. Index t·n + patch. */
    private static List<Integer> ranked(List<float[]> map) {
        List<Float> values = new ArrayList<>();
        for (float[] step : map) {
            for (float value : step) {
                values.add(value);
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -values.get(i)));
        return order;
    }

    /** Area under the deletion curve; low is good. */
    public double deletionArea() {
        return area(deletion);
    }

    /** Area under the insertion curve; high is good. */
    public double insertionArea() {
        return area(insertion);
    }

    /** Area under the mean deletion curve of the random orders. */
    public double randomDeletionArea() {
        return area(randomDeletion);
    }

    /** Area under the mean insertion curve of the random orders. */
    public double randomInsertionArea() {
        return area(randomInsertion);
    }

    /** By the trapezoid rule over the share. */
    private double area(double[] curve) {
        double area = 0;
        for (int i = 1; i < curve.length; i++) {
            area += (shares[i] - shares[i - 1]) * (curve[i] + curve[i - 1]) / 2;
        }
        return area;
    }

    private static final class Curves {
        private final PatchGrid grid;
        private final Architecture a;
        private final float[] cube;
        private final float[] blank;
        private final Function<float[], Double> probability;
        private final Settings settings;
        private final Steps progress;
        private final double whole;
        private final double nothing;
        private int passes;

        Curves(
                Architecture architecture,
                float[] cube,
                Function<float[], Double> probability,
                Settings settings,
                Steps progress) {
            this.a = architecture;
            this.grid = new PatchGrid(architecture);
            this.cube = cube;
            this.probability = probability;
            this.settings = settings;
            this.progress = progress;
            this.blank = cube.clone();
            float value = settings.baseline() == Baseline.ZERO ? 0 : mean(cube);
            for (int patch = 0; patch < a.steps() * a.patches(); patch++) {
                box(patch).fill(blank, a.input(), value);
            }
            whole = ask(cube);
            nothing = ask(blank);
        }

        private static float mean(float[] cube) {
            double sum = 0;
            for (float value : cube) {
                sum += value;
            }
            return (float) (sum / cube.length);
        }

        private VoxelBox box(int patch) {
            return grid.box(patch / a.patches(), patch % a.patches());
        }

        int count(int point, int patches) {
            return (int) Math.round((double) point * patches / settings.points());
        }

        /** Deletion and insertion in an order. */
        double[][] of(List<Integer> order) {
            double[][] curves = new double[2][settings.points() + 1];
            float[] deleted = cube.clone();
            float[] inserted = blank.clone();
            int done = 0;
            for (int point = 0; point <= settings.points(); point++) {
                for (; done < count(point, order.size()); done++) {
                    VoxelBox box = box(order.get(done));
                    box.copy(blank, deleted, a.input());
                    box.copy(cube, inserted, a.input());
                }
                boolean first = point == 0;
                boolean last = point == settings.points();
                curves[0][point] = first ? whole : last ? nothing : ask(deleted);
                curves[1][point] = first ? nothing : last ? whole : ask(inserted);
            }
            return curves;
        }

        private double ask(float[] changed) {
            double answer = probability.apply(changed);
            passes++;
            if (!progress.done(passes, settings.passes())) {
                throw new CancellationException("faithfulness stopped");
            }
            return answer;
        }
    }
}
