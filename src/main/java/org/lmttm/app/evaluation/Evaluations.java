package org.lmttm.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Progress;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.Split;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.ContentHash;
import org.lmttm.evaluation.EvaluationResult;
import org.lmttm.evaluation.Evaluator;
import org.lmttm.evaluation.MedMnistCsv;
import org.lmttm.evaluation.ShiftTest;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.ModelInfo;

/**
 * Runs models over datasets and keeps what came of it: the same weights on the same cases are not computed twice. Every
 * method blocks; a model that is run here has an engine thread of its own, so that predictions of the open case need not
 * wait. Thread-safe.
 */
final class Evaluations {
    private final Map<String, EvaluationResult> kept = new ConcurrentHashMap<>();

    /**
     * One evaluation.
     *
     * @param against null for none
     */
    record Request(
            Source source,
            Path dataset,
            Split split,
            @Nullable Source against) {}

    /** What came of it. */
    record Answer(
            LabelledDataset data, Outcome first, @Nullable Outcome second) {}

    /**
     * Does an evaluation, as far as its results are not kept.
     *
     * @throws IOException when a file cannot be read; names it
     * @throws IllegalArgumentException when model and dataset do not fit, saying how
     */
    Answer evaluate(Request request, Progress progress) throws IOException {
        boolean two = request.against() != null;
        LabelledDataset data = open(request.source(), request.dataset());
        Outcome first = outcome(request.source(), data, request.split(), part(progress, 0, two ? 0.5 : 1));
        Outcome second = request.against() == null
                ? null
                : outcome(request.against(), data, request.split(), part(progress, 0.5, 1));
        if (second != null && second.labels().size() != first.labels().size()) {
            throw new IllegalArgumentException(second.name() + " has "
                    + second.labels().size() + " classes, " + first.name() + " "
                    + first.labels().size() + ": they cannot be compared");
        }
        return new Answer(data, first, second);
    }

    /** The answer where everything is kept or only to be read; else empty. */
    Optional<Answer> kept(Request request, Progress progress) throws IOException {
        LabelledDataset data = open(request.source(), request.dataset());
        if (!data.has(request.split())
                || !has(request.source(), data, request.split())
                || (request.against() != null && !has(request.against(), data, request.split()))) {
            return Optional.empty();
        }
        return Optional.of(evaluate(request, progress));
    }

    private boolean has(Source source, LabelledDataset data, Split split) throws IOException {
        return switch (source) {
            case Source.Results _ -> true;
            case Source.Model model -> kept.containsKey(key(model, Checkpoint.info(model.file()), data, split));
        };
    }

    /** The calibration that validation cases give a model. */
    Calibration calibrate(Source.Model model, Path dataset, Progress progress) throws IOException {
        ModelInfo info = Checkpoint.info(model.file());
        LabelledDataset data = LabelledDataset.open(dataset, Evaluator.splitSeed(info));
        return Calibration.fit(result(model, info, data, Split.VAL, progress));
    }

    /** How much a case's prediction moves with the case. */
    List<ShiftTest> shifts(Source.Model model, Path dataset, Split split, List<Integer> cases, Progress progress)
            throws IOException {
        ModelInfo info = Checkpoint.info(model.file());
        LabelledDataset data = LabelledDataset.open(dataset, Evaluator.splitSeed(info));
        List<ShiftTest> tests = new ArrayList<>();
        try (InferenceModel network = InferenceModel.load(model.file())) {
            for (int index : cases) {
                tests.add(ShiftTest.of(network, Evaluator.cube(info, data, split, index)));
                progress.update((double) tests.size() / cases.size(), count(tests.size(), cases.size()));
                if (progress.cancelled()) {
                    throw new java.util.concurrent.CancellationException();
                }
            }
        }
        return tests;
    }

    private static LabelledDataset open(Source source, Path dataset) throws IOException {
        long seed = source instanceof Source.Model model
                ? Evaluator.splitSeed(Checkpoint.info(model.file()))
                : LabelledDataset.USUAL_SPLIT_SEED;
        return LabelledDataset.open(dataset, seed);
    }

    private Outcome outcome(Source source, LabelledDataset data, Split split, Progress progress) throws IOException {
        return switch (source) {
            case Source.Results file ->
                new Outcome(
                        file.name(),
                        file.file(),
                        null,
                        data.classNames(),
                        data.file(),
                        split,
                        MedMnistCsv.scores(file.file(), data, split),
                        Optional.empty(),
                        data.notes());
            case Source.Model model -> {
                ModelInfo info = Checkpoint.info(model.file());
                EvaluationResult result = result(model, info, data, split, progress);
                yield new Outcome(
                        info.name(),
                        model.file(),
                        info.mode(),
                        info.labels(),
                        data.file(),
                        split,
                        result.scores(),
                        Calibration.of(info),
                        Evaluator.warnings(info, data, split));
            }
        };
    }

    private static String key(Source.Model model, ModelInfo info, LabelledDataset data, Split split)
            throws IOException {
        return ContentHash.ofModel(model.file(), info) + ContentHash.ofDataset(data, split);
    }

    private EvaluationResult result(
            Source.Model model, ModelInfo info, LabelledDataset data, Split split, Progress progress)
            throws IOException {
        if (!data.has(split)) {
            throw data.absent(split);
        }
        String key = key(model, info, data, split);
        EvaluationResult known = kept.get(key);
        if (known != null) {
            return known;
        }
        try (InferenceModel network = InferenceModel.load(model.file())) {
            EvaluationResult result = Evaluator.evaluate(network, data, split, (done, total) -> {
                progress.update((double) done / total, count(done, total));
                return !progress.cancelled();
            });
            kept.put(key, result);
            return result;
        }
    }

    private static String count(int done, int total) {
        return Texts.text("progress.cases", done, total);
    }

    private static Progress part(Progress whole, double from, double to) {
        return new Progress() {
            @Override
            public void update(double share, String step) {
                whole.update(from + share * (to - from), step);
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }
}
