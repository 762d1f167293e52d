package org.lmttm.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PatientDealTest {
    /** A random table: few or many patients, some with many cases, classes from even to rare. */
    private record Table(int[] labels, int[] patients, int classes, double[] shares) {
        static Table random(Random random) {
            int cases = 1 + random.nextInt(200);
            int patients = 1 + random.nextInt(cases);
            int classes = 2 + random.nextInt(4);
            int[] labels = new int[cases];
            int[] of = new int[cases];
            for (int i = 0; i < cases; i++) {
                labels[i] = random.nextInt(1 + random.nextInt(classes));
                double spread = random.nextDouble();
                of[i] = 7 * (int) (patients * spread * spread);
            }
            double[] shares = IntStream.range(0, 2 + random.nextInt(5))
                    .mapToDouble(p -> 1 + random.nextInt(10))
                    .toArray();
            return new Table(labels, of, classes, shares);
        }

        int[] deal(long seed) {
            return PatientDeal.deal(labels, patients, shares, seed);
        }
    }

    @RepeatedTest(300)
    void noPatientIsEverInTwoPartsAndNothingElseDecidesThanPatientsLabelsAndSeed(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Table table = Table.random(random);
        int[] part = table.deal(5);
        Map<Integer, Integer> partOf = new HashMap<>();
        for (int i = 0; i < part.length; i++) {
            assertThat(part[i]).isBetween(0, table.shares.length - 1);
            assertThat(partOf.computeIfAbsent(table.patients[i], _ -> -1)).isIn(-1, part[i]);
            partOf.put(table.patients[i], part[i]);
        }
        assertThat(Arrays.stream(part).distinct().count()).isEqualTo(Math.min(table.shares.length, partOf.size()));
        int[] order = IntStream.range(0, part.length).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[] labels = Arrays.stream(order).map(i -> table.labels[i]).toArray();
        int[] patients = Arrays.stream(order).map(i -> table.patients[i]).toArray();
        int[] shuffled = PatientDeal.deal(labels, patients, table.shares, 5);
        for (int i = 0; i < order.length; i++) {
            assertThat(shuffled[i]).isEqualTo(part[order[i]]);
        }
    }

    @RepeatedTest(100)
    void aPatientOfOneClassEachSpreadsEveryClassByTheShares(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int[] labels = IntStream.range(0, 30 + random.nextInt(300))
                .map(i -> random.nextInt(3) / 2)
                .toArray();
        int[] patients = IntStream.range(0, labels.length).toArray();
        double[] shares = {70, 15, 15};
        int[] part = PatientDeal.deal(labels, patients, shares, repetition.getCurrentRepetition());
        for (int c = 0; c < 2; c++) {
            int label = c;
            double all = Arrays.stream(labels).filter(l -> l == label).count();
            for (int p = 0; p < 3; p++) {
                int of = p;
                double have = IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == label && part[i] == of)
                        .count();
                assertThat(have).isCloseTo(all * shares[p] / 100, within(1.5));
            }
        }
    }

    @RepeatedTest(100)
    void aClassOfEnoughPatientsIsInEveryPart(RepetitionInfo repetition) {
        Random random = new Random(1000 + repetition.getCurrentRepetition());
        int[] labels = IntStream.range(0, 60).map(i -> i < 6 ? 1 : 0).toArray();
        int[] patients = IntStream.range(0, 60)
                .map(i -> i < 6 ? i / 2 : 3 + random.nextInt(20))
                .toArray();
        int[] part = PatientDeal.deal(labels, patients, new double[] {70, 15, 15}, repetition.getCurrentRepetition());
        Set<Integer> partsOfTheRare = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            partsOfTheRare.add(part[i]);
        }
        assertThat(partsOfTheRare).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void theSeedDecidesAmongPatientsThatAreAlike() {
        int[] labels = new int[40];
        int[] patients = IntStream.range(0, 40).toArray();
        double[] halves = {1, 1};
        assertThat(PatientDeal.deal(labels, patients, halves, 1))
                .isEqualTo(PatientDeal.deal(labels, patients, halves, 1))
                .isNotEqualTo(PatientDeal.deal(labels, patients, halves, 2));
    }
}
