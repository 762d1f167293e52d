package org.lmttm.training;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which training cases an epoch holds, in which order: a function of (seed, epoch) alone.
 *
 * @param labels class of each training case
 * @param sampled whether the classes that occur come equally often
 */
record CaseOrder(int[] labels, boolean sampled) {

    /**
     * An epoch's cases, as many as there are training cases. Plainly, every case once. Sampled, position p of the list
     * before shuffling belongs to class p mod C; a class goes through all its cases in random order before one comes
     * again.
     *
     * @param epoch 0-based
     */
    int[] epoch(long seed, int epoch) {
        Random random = Seeds.order(seed, epoch);
        int[] cases = sampled ? sample(random) : all();
        shuffle(cases, random);
        return cases;
    }

    private int[] all() {
        return IntStream.range(0, labels.length).toArray();
    }

    private int[] sample(Random random) {
        int[] present = Arrays.stream(labels).distinct().sorted().toArray();
        int[][] members = new int[present.length][];
        for (int c = 0; c < present.length; c++) {
            int label = present[c];
            members[c] = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
        }
        int[] cases = new int[labels.length];
        for (int p = 0; p < cases.length; p++) {
            int[] ofClass = members[p % present.length];
            int at = p / present.length % ofClass.length;
            if (at == 0) {
                shuffle(ofClass, random);
            }
            cases[p] = ofClass[at];
        }
        return cases;
    }

    private static void shuffle(int[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
