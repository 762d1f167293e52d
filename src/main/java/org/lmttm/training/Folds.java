package org.lmttm.training;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Cases dealt out to the folds of a cross-validation: every class evenly, the fold sizes differing by one case at most.
 * The same whatever a run's seed is, so that runs can be compared fold by fold.
 */
final class Folds {
    private static final long SEED = 3407;

    private Folds() {}

    /**
     * The fold of each case.
     *
     * @param labels class of each case
     * @param folds at least 2
     * @throws IllegalArgumentException if there are fewer cases than folds
     */
    static int[] of(int[] labels, int folds) {
        if (labels.length < folds) {
            throw new IllegalArgumentException("folds is " + folds + " but there are only " + labels.length + " cases");
        }
        int[] fold = new int[labels.length];
        Random random = new Random(SEED);
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

    /** Training and validation cases of one fold, out of both splits together. */
    static RunData split(RunData all, CrossValidation wanted) {
        int first = all.training().count();
        int count = first + all.validation().count();
        int[] labels = IntStream.range(0, count)
                .map(i -> i < first
                        ? all.training().labels()[i]
                        : all.validation().labels()[i - first])
                .toArray();
        int[] fold = of(labels, wanted.folds());
        int[] training =
                IntStream.range(0, count).filter(i -> fold[i] != wanted.fold()).toArray();
        int[] validation =
                IntStream.range(0, count).filter(i -> fold[i] == wanted.fold()).toArray();
        return new RunData(pick(all, training, labels), pick(all, validation, labels), all.classNames());
    }

    private static CubeSet pick(RunData all, int[] cases, int[] labels) {
        int first = all.training().count();
        byte[][] voxels = IntStream.of(cases)
                .mapToObj(i -> i < first
                        ? all.training().voxels()[i]
                        : all.validation().voxels()[i - first])
                .toArray(byte[][]::new);
        return new CubeSet(
                all.training().extent(),
                voxels,
                IntStream.of(cases).map(i -> labels[i]).toArray());
    }
}
