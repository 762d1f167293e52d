package org.lmttm.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.SharedData;
import org.lmttm.model.Architecture;
import org.lmttm.model.Checkpoint;
import org.lmttm.model.InferenceModel;
import org.lmttm.model.Mode;
import org.lmttm.model.Variant;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpyFiles;
import org.lmttm.volume.io.numpy.NpzFile;
import tools.jackson.databind.JsonNode;

/** The published code's own files, imported and run: the numbers are those of the published modules. */
class ImportCommandTest {
    private static final int BATCH = 3;

    @TempDir
    private Path folder = Path.of("");

    private static Path parity(String name) {
        return SharedData.require("reference/parity/" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "lmttm, transformer, 16099, 4",
        "lmttm, mlp, 11875, 4",
        "ttm, transformer, 16483, 1",
        "ttm, mlp, 12259, 1"
    })
    void importedModelsGiveThePublishedNumbers(String family, String unit, long parameters, int blocks)
            throws IOException {
        Path model = folder.resolve("m.safetensors");
        CommandRun run = CommandRun.of(
                "import",
                "--json",
                parity(family + "_checkpoint.pth").toString(),
                "-o",
                model.toString(),
                "--unit",
                unit);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = run.json();
        assertThat(json.propertyNames()).containsExactly("architecture", "mode", "parameters", "ignored");
        assertThat(json.get("mode").asString()).isEqualTo("deterministic");
        assertThat(json.get("parameters").asLong()).isEqualTo(parameters);
        assertThat(json.get("architecture").get("dim").asInt()).isEqualTo(32);
        assertThat(json.get("architecture").get("memory_tokens").asInt()).isEqualTo(16);
        assertThat(json.get("architecture").get("blocks").asInt()).isEqualTo(blocks);
        assertThat(json.get("architecture").get("read_tokens").asInt()).isEqualTo(4);
        assertThat(json.get("architecture").get("heads").asInt()).isEqualTo(8);
        assertThat(json.get("architecture").get("classes").asInt()).isEqualTo(3);
        String other = unit.equals("mlp") ? "transformerBlock" : "mlpBlock";
        assertThat(json.get("ignored").values())
                .extracting(JsonNode::asString)
                .contains(
                        "tokenTuringMachineUnit." + other,
                        "tokenTuringMachineUnit.tokenLearnerV11_1",
                        "tokenTuringMachineUnit.tokenLearnerMHA2",
                        "tokenTuringMachineUnit.tokenAddEraseWrite",
                        "tokenTuringMachineUnit.mixer_sequence_block",
                        "pre_dim")
                .doesNotHaveDuplicates()
                .doesNotContain("cls", "pre1", "tokenTuringMachineUnit.tokenLearner1");

        Map<String, NpyArray> expected = NpzFile.read(parity(family + "_" + unit + "_tokenaxis.npz"));
        float[] volumes = requireNonNull(expected.get("volumes")).floats();
        Path batch = folder.resolve("batch.npy");
        NpyFiles.write(batch, NpyArray.of(Arrays.copyOf(volumes, volumes.length / 2), BATCH, 1, 28, 28, 28));
        Path trace = folder.resolve("trace.npz");
        CommandRun traced =
                CommandRun.of("trace", "--json", "--model", model.toString(), batch.toString(), "-o", trace.toString());
        assertThat(traced.status()).as(traced.err()).isZero();
        Map<String, NpyArray> actual = NpzFile.read(trace);
        assertClose(actual, "logits", expected, "logits1");
        assertClose(actual, "memory", expected, "memory1");
        assertClose(actual, "read_attention", expected, "read_attention");
        assertClose(actual, "write_attention", expected, "write_attention");
    }

    private static void assertClose(
            Map<String, NpyArray> actual, String name, Map<String, NpyArray> expected, String reference) {
        float[] a = requireNonNull(actual.get(name)).floats();
        float[] b = requireNonNull(expected.get(reference)).floats();
        assertThat(a).hasSameSizeAs(b);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            difference += Math.pow((double) a[i] - b[i], 2);
            norm += Math.pow(b[i], 2);
        }
        assertThat(Math.sqrt(difference / norm)).as(reference).isCloseTo(0, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"lmttm", "ttm"})
    void theBatchAxisMakesAPublishedCodeModelWithTheFilesMemory(String family) throws IOException {
        Path model = folder.resolve("m.safetensors");
        CommandRun run = CommandRun.of(
                "import", parity(family + "_checkpoint.pth").toString(), "-o", model.toString(), "--axis", "batch");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).startsWith("lmttm: warning: mode published-code").hasLineCount(1);
        Checkpoint checkpoint = Checkpoint.read(model);
        assertThat(checkpoint.info().mode()).isEqualTo(Mode.PUBLISHED_CODE);
        Map<String, NpyArray> tokenAxis = NpzFile.read(parity(family + "_transformer_tokenaxis.npz"));
        assertThat(requireNonNull(checkpoint.memory()).floats())
                .containsExactly(requireNonNull(tokenAxis.get("memory1")).floats());
        Map<String, NpyArray> batchAxis = NpzFile.read(parity(family + "_transformer_batchaxis.npz"));
        checkpoint.weights().forEach((name, tensor) -> {
            if (!name.equals("memory_tokens")) {
                assertThat(tensor.floats())
                        .containsExactly(
                                requireNonNull(batchAxis.get("w." + name)).floats());
            }
        });
    }

    @Test
    void theBatchNormStemOfTheFileIsAnOption() throws IOException {
        Path model = folder.resolve("m.safetensors");
        CommandRun run = CommandRun.of(
                "import",
                "--json",
                parity("lmttm_checkpoint.pth").toString(),
                "-o",
                model.toString(),
                "--stem",
                "patch_batch_norm");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("ignored").values())
                .extracting(JsonNode::asString)
                .contains("pre1", "pre2.bn1.num_batches_tracked")
                .doesNotContain("pre2");
        Checkpoint checkpoint = Checkpoint.read(model);
        assertThat(checkpoint.info().architecture().variant().stem()).isEqualTo(Variant.Stem.PATCH_BATCH_NORM);
        try (InferenceModel network = InferenceModel.of(checkpoint)) {
            for (float logit : network.predict(new float[28 * 28 * 28]).logits()) {
                assertThat(logit).isFinite();
            }
        }
    }

    /** The published Mixer mixes r tokens, which TTM has and LMTTM has not. */
    @Test
    void theMixerOfTheFileFitsTtmOnly() throws IOException {
        Path model = folder.resolve("m.safetensors");
        String[] line = {"import", parity("ttm_checkpoint.pth").toString(), "-o", model.toString(), "--unit", "mixer"};
        CommandRun run = CommandRun.of(line);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Checkpoint.read(model).info().architecture().unit()).isEqualTo(Architecture.Unit.MIXER);
        line[1] = parity("lmttm_checkpoint.pth").toString();
        CommandRun refused = CommandRun.of(line);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err().strip())
                .hasLineCount(1)
                .contains("lmttm_checkpoint.pth: parameter tokenTuringMachineUnit.mixer_sequence_block.0.weight is"
                        + " F32[24, 4], the architecture needs F32[72, 12]");
    }

    @Test
    void whatCannotBeImportedIsOneLineAndLeavesNoFile() throws IOException {
        Path model = folder.resolve("m.safetensors");
        Path text = folder.resolve("text.pth");
        Files.writeString(text, "not a checkpoint");
        for (String file : new String[] {"absent.pth", text.toString()}) {
            CommandRun run = CommandRun.of("import", "--json", file, "-o", model.toString());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().strip())
                    .hasLineCount(1)
                    .contains(Path.of(file).getFileName().toString());
        }
        assertThat(model).doesNotExist();
        CommandRun usage = CommandRun.of("import", text.toString(), "-o", model.toString(), "--axis", "sideways");
        assertThat(usage.status()).isEqualTo(2);
        CommandRun learned = CommandRun.of("import", text.toString(), "-o", model.toString(), "--positions");
        assertThat(learned.status()).isEqualTo(2);
        assertThat(learned.err()).contains("--positions needs --axis batch");
    }
}
