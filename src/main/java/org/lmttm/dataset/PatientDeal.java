package org.lmttm.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Deals patients out to the parts of a split or to folds: all cases of a patient go to one part. Patients are dealt
 * largest first, equal ones in random order, each to the part that its classes are most missing in; for patients with
 * one case each that is Sainte-Laguë's apportionment of every class. Then a part that has no case of a class gets a
 * patient from one that can spare it. The same for the same patients, labels and seed, whatever the order of the cases.
 */
public final class PatientDeal {
    /** What the size of a part counts against its classes: little. */
    private static final double SIZE_COUNTS = 0.01;

    private final double[] shares;
    private final int[] totals;
    private final int[][] have;
    private final int[][] patientsHave;
    private final int[] cases;
    private final List<Group> groups;

    /** All cases of one patient: how many of each class that occurs, by class. */
    private static final class Group {
        final Map<Integer, Integer> counts = new TreeMap<>();
        int cases;
        int part = -1;

        void add(int label) {
            counts.merge(label, 1, Integer::sum);
            cases++;
        }
    }

    private PatientDeal(List<Group> groups, int[] totals, double[] shares) {
        this.groups = groups;
        this.totals = totals;
        this.shares = shares;
        this.have = new int[shares.length][totals.length];
        this.patientsHave = new int[shares.length][totals.length];
        this.cases = new int[shares.length];
    }

    /**
     * The part of each case.
     *
     * @param labels class of each case, from 0
     * @param patients patient of each case; any numbers
     * @param shares how much of the cases each part should get, positive, in any unit; the order is that in which parts
     *     are served where there is too little
     * @param seed decides among patients that are alike
     * @return 0 … {@code shares.length} − 1 for each case; with fewer patients than parts some parts stay empty
     */
    public static int[] deal(int[] labels, int[] patients, double[] shares, long seed) {
        if (labels.length != patients.length) {
            throw new IllegalArgumentException(labels.length + " labels but " + patients.length + " patients");
        }
        double sum = Arrays.stream(shares).sum();
        Map<Integer, Group> byPatient = new TreeMap<>();
        int[] totals = new int[Arrays.stream(labels).max().orElse(0) + 1];
        for (int i = 0; i < labels.length; i++) {
            byPatient.computeIfAbsent(patients[i], _ -> new Group()).add(labels[i]);
            totals[labels[i]]++;
        }
        List<Group> groups = new ArrayList<>(byPatient.values());
        Collections.shuffle(groups, new Random(seed));
        groups.sort((a, b) -> Integer.compare(b.cases, a.cases));
        double[] parts = Arrays.stream(shares).map(share -> share / sum).toArray();
        PatientDeal deal = new PatientDeal(groups, totals, parts);
        groups.forEach(group -> deal.move(group, deal.best(group)));
        for (int c = 0; c < totals.length; c++) {
            for (int p = 0; p < parts.length; p++) {
                deal.provide(p, c);
            }
        }
        for (int p = 0; p < parts.length; p++) {
            deal.provide(p);
        }
        return Arrays.stream(patients)
                .map(patient -> Objects.requireNonNull(byPatient.get(patient)).part)
                .toArray();
    }

    private int best(Group group) {
        int best = 0;
        for (int p = 1; p < shares.length; p++) {
            if (excess(group, p) < excess(group, best)) {
                best = p;
            }
        }
        return best;
    }

    /**
     * How far a part would be above its shares of the group's classes; lowest where they are most missing. Among parts
     * that miss them alike, the size of the parts decides.
     */
    private double excess(Group group, int part) {
        double all = shares[part] * Arrays.stream(totals).sum();
        double excess = SIZE_COUNTS * group.cases * ((2.0 * cases[part] + group.cases) / all - 2);
        for (Map.Entry<Integer, Integer> each : group.counts.entrySet()) {
            double wanted = shares[part] * totals[each.getKey()];
            int count = each.getValue();
            excess += count * ((2.0 * have[part][each.getKey()] + count) / wanted - 2);
        }
        return excess;
    }

    private void move(Group group, int part) {
        if (group.part >= 0) {
            count(group, -1);
        }
        group.part = part;
        count(group, 1);
    }

    private void count(Group group, int sign) {
        cases[group.part] += sign * group.cases;
        group.counts.forEach((label, count) -> {
            have[group.part][label] += sign * count;
            patientsHave[group.part][label] += sign;
        });
    }

    /** Gives a part that has no case of a class its smallest patient from a part that has others of all its classes. */
    private void provide(int part, int label) {
        if (patientsHave[part][label] > 0) {
            return;
        }
        for (Group group : groups.reversed()) {
            if (group.counts.containsKey(label) && isSpare(group)) {
                move(group, part);
                return;
            }
        }
    }

    /** Gives a part that has nothing at all a patient from a part that has several. */
    private void provide(int part) {
        if (groups.stream().anyMatch(group -> group.part == part)) {
            return;
        }
        for (Group group : groups.reversed()) {
            if (groups.stream().filter(other -> other.part == group.part).count() > 1) {
                move(group, part);
                return;
            }
        }
    }

    private boolean isSpare(Group group) {
        return group.counts.keySet().stream().allMatch(label -> patientsHave[group.part][label] > 1);
    }
}
