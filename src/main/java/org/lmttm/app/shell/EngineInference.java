package org.lmttm.app.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.CaseResult;
import org.lmttm.app.state.Inference;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Progress;
import org.lmttm.app.state.RoiBox;
import org.lmttm.insight.Subject;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.DeviceChoice;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Prediction;
import org.lmttm.model.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs models with the real engine; keeps the last one loaded. A published-code model goes on from case to case as long
 * as it stays loaded.
 */
public final class EngineInference implements Inference {
    private static final Logger LOG = LoggerFactory.getLogger(EngineInference.class);

    private final Supplier<DeviceChoice> device;
    private @Nullable InferenceModel loaded;
    private @Nullable DeviceChoice loadedOn;
    private @Nullable Path loadedFile;

    /** On whatever there is. */
    public EngineInference() {
        this(() -> DeviceChoice.AUTO);
    }

    /** @param device what to compute on, asked before each use */
    EngineInference(Supplier<DeviceChoice> device) {
        this.device = device;
    }

    /**
     * The library's entry of a checkpoint; its weights are not loaded.
     *
     * @throws IOException naming the file and what is wrong
     */
    public static ModelEntry entry(Path checkpoint) throws IOException {
        return new ModelEntry(checkpoint, Checkpoint.info(checkpoint));
    }

    @Override
    public CaseResult run(ModelEntry model, OpenCase openCase, @Nullable RoiBox box, Progress progress)
            throws IOException {
        ModelInput input = ModelInput.of(openCase.volume(), model.info().preprocessing(), box);
        InferenceModel network = load(model.file());
        long start = System.nanoTime();
        Trace trace = network.trace(input.cube());
        double seconds = (System.nanoTime() - start) / 1e9;
        LOG.info("prediction on {} in {} s", network.device(), seconds);
        return new CaseResult(
                openCase, model, trace, box, input.description(), network.device(), seconds, Instant.now());
    }

    @Override
    public Subject subject(ModelEntry model) throws IOException {
        return Subject.of(load(model.file()));
    }

    @Override
    public List<float[]> dropping(ModelEntry model, float[] cube, long[] seeds) throws IOException {
        return load(model.file()).predictDropping(cube, seeds).stream()
                .map(Prediction::probabilities)
                .toList();
    }

    @Override
    public List<float[]> afterOthers(ModelEntry model, float[] cube, List<OpenCase> others) throws IOException {
        List<float[]> cubes = cubes(model, others);
        List<float[]> answers = new ArrayList<>();
        try (InferenceModel network = InferenceModel.load(model.file(), device.get())) {
            for (List<float[]> company : companies(cubes)) {
                network.restart();
                company.forEach(network::predict);
                answers.add(network.predict(cube).probabilities());
            }
        }
        return answers;
    }

    @Override
    public List<float[]> besideOthers(ModelEntry model, float[] cube, List<OpenCase> others) throws IOException {
        List<float[]> cubes = cubes(model, others);
        List<float[]> answers = new ArrayList<>();
        try (InferenceModel network = InferenceModel.load(model.file(), device.get())) {
            for (List<float[]> company : companies(cubes)) {
                if (company.size() < network.batchSize()) {
                    List<float[]> batch = new ArrayList<>(company);
                    batch.addFirst(cube);
                    network.restart();
                    answers.add(network.predict(batch).getFirst().probabilities());
                }
            }
        }
        return answers;
    }

    private static List<float[]> cubes(ModelEntry model, List<OpenCase> others) {
        return others.stream()
                .map(other -> ModelInput.of(other.volume(), model.info().preprocessing(), null)
                        .cube())
                .toList();
    }

    /** Each alone, then growing numbers of them. */
    private static List<List<float[]>> companies(List<float[]> cubes) {
        List<List<float[]>> companies = new ArrayList<>();
        cubes.forEach(one -> companies.add(List.of(one)));
        for (int count = 2; count <= cubes.size(); count++) {
            companies.add(cubes.subList(0, count));
        }
        return companies;
    }

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
    }

    private synchronized InferenceModel load(Path file) throws IOException {
        DeviceChoice wanted = device.get();
        if (loaded == null || !file.equals(loadedFile) || !wanted.equals(loadedOn)) {
            close();
            loaded = InferenceModel.load(file, wanted);
            loadedFile = file;
            loadedOn = wanted;
            loaded.info().mode().warning().ifPresent(warning -> LOG.warn("{}: {}", file.getFileName(), warning));
        }
        return loaded;
    }
}
