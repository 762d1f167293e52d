package org.lmttm.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.PatientDeal;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubeInput;

/**
 * Which cases of a dataset train and which validate, known before a voxel is read; about 50 bytes a case.
 *
 * @param name the dataset as the user named it
 * @param data labels and, on demand, voxels
 * @param training at least one case
 * @param validation at least one case
 * @param choice how the two came to be, in one line
 * @param notes what the user should be warned of; one line each
 */
record RunCases(
        String name,
        LabelledDataset data,
        List<Case> training,
        List<Case> validation,
        String choice,
        List<String> notes) {
    /** What validates where a dataset has no validation split: as much of the training split. */
    private static final double[] SHARES = {85, 15};

    /** A case by its place in the dataset. */
    record Case(Split split, int index, int label) {}

    RunCases {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        notes = List.copyOf(notes);
    }

    /**
     * The cases that a configuration names, checked against it.
     *
     * @throws IOException if the dataset cannot be used; says what does not fit
     */
    static RunCases of(TrainingConfig config) throws IOException {
        String name = config.dataset();
        if (name == null) {
            throw new IOException("the configuration names no dataset");
        }
        RunCases cases = of(name, open(name, config.crossValidation().splitSeed()), config.crossValidation());
        cases.check(config);
        return cases;
    }

    /** Opens what a configuration means: as named, or below the application's home. */
    static LabelledDataset open(String name, long splitSeed) throws IOException {
        Path file = Path.of(name);
        Path home = Path.of(System.getProperty("lmttm.home", "")).resolve(name);
        if (!Files.exists(file) && !Files.exists(home)) {
            throw new IOException(name + ": there is no such dataset; name it with --dataset");
        }
        try {
            return LabelledDataset.open(Files.exists(file) ? file : home, splitSeed);
        } catch (NoSuchFileException e) {
            throw new IOException(name + ": there is no such dataset", e);
        }
    }

    /**
     * The cases of a run.
     *
     * @throws IOException if there is no training split, or there are fewer cases or patients than folds
     */
    static RunCases of(String name, LabelledDataset data, CrossValidation wanted) throws IOException {
        List<String> notes = new ArrayList<>(data.notes());
        if (data instanceof VolumeFolder) {
            requireEveryClass(data);
        }
        boolean pooled = wanted.folds() > 0 && data.has(Split.TRAIN) && data.has(Split.VAL);
        Pool pool = Pool.of(data, pooled ? List.of(Split.TRAIN, Split.VAL) : List.of(Split.TRAIN));
        RunCases cases;
        if (wanted.folds() > 0) {
            cases = fold(name, data, pool, wanted, notes);
        } else if (data.has(Split.VAL)) {
            Pool validation = Pool.of(data, List.of(Split.VAL));
            cases = new RunCases(name, data, pool.cases, validation.cases, "the dataset's own splits", notes);
        } else {
            cases = withoutValidation(name, data, pool, wanted, notes);
        }
        return cases.validation.isEmpty() || cases.training.isEmpty() ? cases.tooFew() : cases.withNotesOnClasses();
    }

    /** A pool of cases with labels and, where they are known, patients. */
    private record Pool(List<Case> cases, int[] labels, int @Nullable [] patients) {
        static Pool of(LabelledDataset data, List<Split> splits) throws IOException {
            List<Case> cases = new ArrayList<>();
            IntStream.Builder patients = IntStream.builder();
            boolean known = true;
            for (Split split : splits) {
                int[] labels = data.labels(split);
                for (int i = 0; i < labels.length; i++) {
                    cases.add(new Case(split, i, labels[i]));
                }
                int[] persons = data.patients(split).orElse(null);
                known &= persons != null;
                Arrays.stream(persons == null ? new int[0] : persons).forEach(patients::add);
            }
            int[] labels = cases.stream().mapToInt(Case::label).toArray();
            return new Pool(cases, labels, known ? patients.build().toArray() : null);
        }

        List<Case> where(IntPredicate wanted) {
            return IntStream.range(0, cases.size())
                    .filter(wanted)
                    .mapToObj(cases::get)
                    .toList();
        }
    }

    private static RunCases fold(
            String name, LabelledDataset data, Pool pool, CrossValidation wanted, List<String> notes)
            throws IOException {
        int[] fold;
        try {
            fold = Folds.of(pool.labels, pool.patients, wanted.folds(), wanted.splitSeed());
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
        String from = pool.cases.stream()
                .collect(Collectors.groupingBy(Case::split, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " of " + entry.getKey().label())
                .collect(Collectors.joining(" and "));
        String choice = String.format(
                Locale.ROOT,
                "fold %d of %d (the first is 0), cut from %s%s",
                wanted.fold(),
                wanted.folds(),
                from,
                pool.patients == null ? "" : ", patient by patient");
        return new RunCases(
                name,
                data,
                pool.where(i -> fold[i] != wanted.fold()),
                pool.where(i -> fold[i] == wanted.fold()),
                choice,
                notes);
    }

    private static RunCases withoutValidation(
            String name, LabelledDataset data, Pool pool, CrossValidation wanted, List<String> notes) {
        int[] each = IntStream.range(0, pool.labels.length).toArray();
        int[] part =
                PatientDeal.deal(pool.labels, pool.patients == null ? each : pool.patients, SHARES, wanted.splitSeed());
        RunCases cases = new RunCases(
                name,
                data,
                pool.where(i -> part[i] == 0),
                pool.where(i -> part[i] == 1),
                "validation taken from the training split",
                notes);
        notes.add(data.file().getFileName() + " has no val split: split_seed " + wanted.splitSeed() + " takes "
                + cases.validation.size() + " of its " + pool.cases.size() + " training cases for validation"
                + (pool.patients == null ? "" : ", patient by patient"));
        return new RunCases(name, data, cases.training, cases.validation, cases.choice, notes);
    }

    private static void requireEveryClass(LabelledDataset data) throws IOException {
        boolean[] seen = new boolean[data.classes()];
        for (Split split : data.splits()) {
            for (int label : data.labels(split)) {
                seen[label] = true;
            }
        }
        for (int c = 0; c < seen.length; c++) {
            if (!seen[c]) {
                throw new IOException(data.file() + ": class '"
                        + data.classNames().get(c) + "' has no case; give it one, or number the classes without a gap");
            }
        }
    }

    private RunCases tooFew() throws IOException {
        throw new IOException(name + ": " + training.size() + " cases to train and " + validation.size()
                + " to validate; at least one of each is needed, of different patients");
    }

    private RunCases withNotesOnClasses() {
        List<String> all = new ArrayList<>(notes);
        if (data instanceof VolumeFolder) {
            for (int c = 0; c < data.classes(); c++) {
                String what = "no case of class '" + data.classNames().get(c) + "' ";
                if (lacks(training, c)) {
                    all.add(what + "trains");
                }
                if (lacks(validation, c)) {
                    all.add(what + "validates");
                }
            }
        }
        return new RunCases(name, data, training, validation, choice, all);
    }

    private static boolean lacks(List<Case> part, int label) {
        return part.stream().noneMatch(one -> one.label == label);
    }

    /** The voxels that all volumes have; null where every volume is brought to the network's input. */
    @Nullable
    Extent extent() {
        return data instanceof LabelledVolumes cubes ? new Extent(cubes.depth(), cubes.height(), cubes.width()) : null;
    }

    /**
     * Checks that a configuration fits these cases.
     *
     * @throws IOException if not; says what
     */
    void check(TrainingConfig config) throws IOException {
        Architecture architecture = config.architecture();
        Extent extent = extent();
        if (extent != null && !extent.equals(architecture.input())) {
            throw new IOException(name + ": its volumes are " + RunData.text(extent) + " but architecture.input is "
                    + RunData.text(architecture.input()));
        }
        if (extent != null && !CubeInput.takesStored(config.preprocessing().of(extent))) {
            throw new IOException(name + ": holds cubes of values 0 to 255 without patient geometry, so"
                    + " preprocessing.axes must be as-stored and preprocessing.intensity uint8 or distance;"
                    + " leave the keys out");
        }
        if (data.classes() != architecture.classes()) {
            throw new IOException(name + ": has " + data.classes() + " classes " + data.classNames()
                    + " but architecture.classes is " + architecture.classes());
        }
        Integer pinned = config.keeping().pinnedCase();
        if (pinned != null && pinned >= validation.size()) {
            throw new IOException(name + ": pinned_case " + pinned + " is not in the validation split of "
                    + validation.size() + " cases (0 to " + (validation.size() - 1) + ")");
        }
    }
}
