package org.lmttm.training;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.PatientDeal;

/**
 * Cases dealt out to the folds of a cross-validation: every class evenly. Where patients are known, all cases of a
 * patient go to one fold; otherwise the fold sizes differ by one case at most. The same whatever a run's seed is, so that
 * runs can be compared fold by fold.
 */
final class Folds {
    private Folds() {}

    /**
     * The fold of each case.
     *
     * @param labels class of each case
     * @param patients patient of each case; null: not known
     * @param folds at least 2
     * @param seed decides among cases or patients that are alike
     * @throws IllegalArgumentException if there are fewer cases or patients than folds
     */
    static int[] of(int[] labels, int @Nullable [] patients, int folds, long seed) {
        if (labels.length < folds) {
            throw new IllegalArgumentException("folds is " + folds + " but there are only " + labels.length + " cases");
        }
        if (patients == null) {
            return of(labels, folds, seed);
        }
        long persons = Arrays.stream(patients).distinct().count();
        if (persons < folds) {
            throw new IllegalArgumentException("folds is " + folds + " but there are only " + persons + " patients");
        }
        double[] shares = new double[folds];
        Arrays.fill(shares, 1);
        return PatientDeal.deal(labels, patients, shares, seed);
    }

    private static int[] of(int[] labels, int folds, long seed) {
        int[] fold = new int[labels.length];
        Random random = new Random(seed);
        int dealt = 0;
        for (int label : IntStream.of(labels).distinct().sorted().toArray()) {
            int[] members = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
            for (int i = members.length - 1; i >= 0; i--) {
                int j = random.nextInt(i + 1);
                int drawn = members[j];
                members[j] = members[i];
                fold[drawn] = dealt++ % folds;
            }
        }
        return fold;
    }
}
