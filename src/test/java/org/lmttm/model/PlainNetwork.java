package org.lmttm.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole network as its definition reads, case by case in loops over double-precision numbers and without any
 * saving; what the network computes is compared with this. No dropout.
 */
final class PlainNetwork {
    private static final String UNIT = "tokenTuringMachineUnit.";

    private final Architecture a;
    private final Map<String, double[]> state;
    private final boolean training;

    /** What one case's pass leaves: an entry a timestamp, memory with the state before the first. */
    record Result(
            double[] logits,
            List<double[]> stepLogits,
            List<double[][]> memory,
            List<double[][]> readAttention,
            List<double[][]> writeAttention) {}

    /** Tokens and the weights that made them; the weights' rows belong to the tokens. */
    private record Summary(double[][] tokens, double[][] weights) {}

    PlainNetwork(Architecture architecture, Map<String, double[]> state, boolean training) {
        this.a = architecture;
        this.state = state;
        this.training = training;
    }

    /** @param volumes (case, voxel) */
    List<Result> run(double[][] volumes) {
        return Arrays.stream(new PlainStem(a, state, training).tokens(volumes))
                .map(this::oneCase)
                .toList();
    }

    private Result oneCase(double[][][] input) {
        int m = a.blockTokens();
        double[][] memory = a.variant().initialMemory() == Variant.InitialMemory.LEARNED
                ? rows("memory.initial", a.dim())
                : new double[a.memoryTokens()][a.dim()];
        Result result =
                new Result(new double[0], new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        result.memory().add(memory);
        List<double[][]> outputs = new ArrayList<>();
        for (int t = 0; t < input.length; t++) {
            List<double[][]> blocks = new ArrayList<>();
            if (a.family() == Architecture.Family.TTM) {
                blocks.add(memory);
            } else {
                for (int block : new int[] {t % a.blocks(), (t - 1 + a.blocks()) % a.blocks(), (t + 1) % a.blocks()}) {
                    blocks.add(Arrays.copyOfRange(memory, block * m, (block + 1) * m));
                }
            }
            double[][] read = new double[0][];
            double[][] readWeights = new double[0][];
            for (double[][] block : blocks) {
                Summary summary = read(join(block, input[t]));
                read = join(read, summary.tokens());
                readWeights = join(readWeights, summary.weights());
            }
            double[][] output = unit(read);
            Summary written = write(blocks, input[t], output);
            int next = a.family() == Architecture.Family.TTM ? 0 : (t + 1) % a.blocks();
            memory = memory.clone();
            System.arraycopy(written.tokens(), 0, memory, next * m, m);
            outputs.add(output);
            result.stepLogits().add(classify(output));
            result.memory().add(memory);
            result.readAttention().add(readWeights);
            result.writeAttention().add(written.weights());
        }
        double[] logits = classify(outputs.stream().reduce(PlainNetwork::join).orElseThrow());
        return new Result(
                logits, result.stepLogits(), result.memory(), result.readAttention(), result.writeAttention());
    }

    private Summary read(double[][] tokens) {
        double[][] v = located(tokens, "read.position");
        return a.variant().access() == Variant.Access.ATTENTION
                ? attend(v, UNIT + "tokenLearnerMHA1.")
                : summarize(v, UNIT + "tokenLearner1.");
    }

    private Summary write(List<double[][]> blocks, double[][] input, double[][] output) {
        if (a.variant().access() == Variant.Access.ADD_ERASE) {
            return addErase(blocks.getFirst(), input.length, output);
        }
        double[][] tokens = join(join(blocks.stream().reduce(PlainNetwork::join).orElseThrow(), input), output);
        double[][] v = located(tokens, "write.position");
        return a.variant().access() == Variant.Access.ATTENTION
                ? attend(v, UNIT + "tokenLearnerMHA2.")
                : summarize(v, UNIT + "tokenLearner2.");
    }

    private double[][] located(double[][] tokens, String name) {
        return a.positionEmbeddings() ? sum(tokens, rows(name, a.dim())) : tokens;
    }

    private Summary summarize(double[][] v, String prefix) {
        double[][] hidden = gelu(linear(layerNorm(v, prefix + "norm."), prefix + "attention_maps.0."));
        double[][] weights = softmax(turned(linear(hidden, prefix + "attention_maps.2.")));
        return new Summary(product(weights, gelu(linear(v, prefix + "feat_conv."))), weights);
    }

    /** Learned queries look at all tokens with several heads; the weights shown are the heads' mean. */
    private Summary attend(double[][] v, String prefix) {
        int d = a.dim();
        int width = d / a.heads();
        double[][] query = split(rows(prefix + "query", d), prefix + "attn.in_proj_", 0);
        double[][] key = split(v, prefix + "attn.in_proj_", 1);
        double[][] value = split(v, prefix + "attn.in_proj_", 2);
        double[][] joined = new double[query.length][d];
        double[][] mean = new double[query.length][v.length];
        for (int head = 0; head < a.heads(); head++) {
            double[][] weights = headWeights(query, key, head * width, width);
            for (int q = 0; q < query.length; q++) {
                for (int n = 0; n < v.length; n++) {
                    mean[q][n] += weights[q][n] / a.heads();
                    for (int c = head * width; c < (head + 1) * width; c++) {
                        joined[q][c] += weights[q][n] * value[n][c];
                    }
                }
            }
        }
        return new Summary(linear(joined, prefix + "attn.out_proj."), mean);
    }

    private static double[][] headWeights(double[][] query, double[][] key, int from, int width) {
        double[][] scores = new double[query.length][key.length];
        for (int q = 0; q < query.length; q++) {
            for (int n = 0; n < key.length; n++) {
                for (int c = from; c < from + width; c++) {
                    scores[q][n] += query[q][c] * key[n][c] / Math.sqrt(width);
                }
            }
        }
        return softmax(scores);
    }

    /** The query, key or value part of a joint projection. */
    private double[][] split(double[][] x, String prefix, int part) {
        int d = a.dim();
        double[] weight = value(prefix + "weight");
        double[] bias = value(prefix + "bias");
        return linear(
                x,
                Arrays.copyOfRange(weight, part * d * d, (part + 1) * d * d),
                Arrays.copyOfRange(bias, part * d, (part + 1) * d));
    }

    private Summary addErase(double[][] memory, int patches, double[][] output) {
        String prefix = UNIT + "tokenAddEraseWrite.";
        double[][] placed = located(memory, "write.position");
        double[][] hidden = gelu(linear(layerNorm(placed, prefix + "mlp_block1.0."), prefix + "mlp_block1.1."));
        double[][] address = softmax(turned(linear(hidden, prefix + "mlp_block1.3."))); // (head, memory token)
        double[][] control = turned(layerNorm(output, prefix + "laynorm."));
        double[][] erase = perceptron(turned(perceptron(control, prefix + "mlp_block2.")), prefix + "mlp_block3.");
        double[][] add = perceptron(turned(perceptron(control, prefix + "mlp_block4.")), prefix + "mlp_block5.");
        double[][] written = new double[memory.length][a.dim()];
        double[][] shares = new double[memory.length][memory.length + patches + output.length];
        for (int i = 0; i < memory.length; i++) {
            double kept = 0;
            for (int c = 0; c < a.dim(); c++) {
                double keep = 1;
                double added = 0;
                for (int s = 0; s < address.length; s++) {
                    keep *= 1 - address[s][i] / (1 + Math.exp(-erase[s][c]));
                    added += address[s][i] * add[s][c];
                }
                written[i][c] = memory[i][c] * keep + added;
                kept += keep / a.dim();
            }
            double all = kept;
            for (double[] head : address) {
                all += head[i];
            }
            shares[i][i] = kept / all;
            for (int s = 0; s < address.length; s++) {
                shares[i][memory.length + patches + s] = address[s][i] / all;
            }
        }
        return new Summary(written, shares);
    }

    private double[][] perceptron(double[][] x, String prefix) {
        return linear(gelu(linear(x, prefix + "0.")), prefix + "2.");
    }

    private double[][] unit(double[][] tokens) {
        double[][] x = tokens;
        boolean shared = a.variant().sharedLayers();
        for (int layer = 0; layer < a.layers(); layer++) {
            String number = shared ? "" : layer + ".";
            x = switch (a.unit()) {
                case TRANSFORMER -> transformer(x, UNIT + "transformerBlock." + number);
                case MLP -> {
                    String block = UNIT + "mlpBlock." + number;
                    double[][] normed = layerNorm(layerNorm(x, UNIT + "norm." + number), block + "0.");
                    yield gelu(linear(gelu(linear(normed, block + "1.")), block + "4."));
                }
                case MIXER -> mixer(x, number);
            };
        }
        return a.unit() == Architecture.Unit.TRANSFORMER ? x : layerNorm(x, UNIT + "norm.");
    }

    private double[][] mixer(double[][] x, String number) {
        String sequence = UNIT + "mixer_sequence_block." + number;
        String channels = UNIT + "mixer_channels__block." + number;
        double[][] turned = turned(layerNorm(x, UNIT + "norm." + number));
        double[][] u = sum(x, turned(gelu(linear(gelu(linear(turned, sequence + "0.")), sequence + "3."))));
        double[][] normed = layerNorm(u, UNIT + "norm." + number);
        return sum(x, gelu(linear(gelu(linear(normed, channels + "0.")), channels + "3.")));
    }

    private double[][] transformer(double[][] x, String prefix) {
        int d = a.dim();
        int width = d / a.heads();
        double[][] query = split(x, prefix + "self_attn.in_proj_", 0);
        double[][] key = split(x, prefix + "self_attn.in_proj_", 1);
        double[][] value = split(x, prefix + "self_attn.in_proj_", 2);
        double[][] joined = new double[x.length][d];
        for (int head = 0; head < a.heads(); head++) {
            double[][] mixed = product(headWeights(query, key, head * width, width), value);
            for (int i = 0; i < x.length; i++) {
                System.arraycopy(mixed[i], head * width, joined[i], head * width, width);
            }
        }
        double[][] attended = layerNorm(sum(x, linear(joined, prefix + "self_attn.out_proj.")), prefix + "norm1.");
        double[][] wide = linear(attended, prefix + "linear1.");
        for (double[] row : wide) {
            Arrays.setAll(row, i -> Math.max(0, row[i]));
        }
        return layerNorm(sum(attended, linear(wide, prefix + "linear2.")), prefix + "norm2.");
    }

    private double[] classify(double[][] tokens) {
        double[] mean = new double[a.dim()];
        for (double[] token : tokens) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += token[c] / tokens.length;
            }
        }
        return linear(new double[][] {mean}, "cls.")[0];
    }

    private double[][] linear(double[][] x, String prefix) {
        return linear(x, value(prefix + "weight"), state.get(prefix + "bias"));
    }

    private static double[][] linear(double[][] x, double[] weight, double @Nullable [] bias) {
        int inputs = x[0].length;
        double[][] out = new double[x.length][weight.length / inputs];
        for (int n = 0; n < x.length; n++) {
            for (int o = 0; o < out[n].length; o++) {
                double sum = bias == null ? 0 : bias[o];
                for (int i = 0; i < inputs; i++) {
                    sum += weight[o * inputs + i] * x[n][i];
                }
                out[n][o] = sum;
            }
        }
        return out;
    }

    private double[][] layerNorm(double[][] x, String prefix) {
        double[] weight = value(prefix + "weight");
        double[] bias = value(prefix + "bias");
        double[][] out = new double[x.length][];
        for (int n = 0; n < x.length; n++) {
            double[] row = x[n];
            double mean = Arrays.stream(row).average().orElseThrow();
            double variance = Arrays.stream(row)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            out[n] = new double[row.length];
            Arrays.setAll(out[n], c -> (row[c] - mean) / Math.sqrt(variance + 1e-5) * weight[c] + bias[c]);
        }
        return out;
    }

    private static double[][] gelu(double[][] x) {
        double[][] out = new double[x.length][];
        for (int n = 0; n < x.length; n++) {
            out[n] = Arrays.stream(x[n])
                    .map(value -> value * 0.5 * (1 + erf(value / Math.sqrt(2))))
                    .toArray();
        }
        return out;
    }

    /** A series whose terms have one sign, so that nothing cancels. */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return sum * Math.exp(-x * x) * 2 / Math.sqrt(Math.PI);
    }

    private static double[][] softmax(double[][] x) {
        double[][] out = new double[x.length][];
        for (int n = 0; n < x.length; n++) {
            double largest = Arrays.stream(x[n]).max().orElseThrow();
            double[] powers =
                    Arrays.stream(x[n]).map(value -> Math.exp(value - largest)).toArray();
            double all = Arrays.stream(powers).sum();
            out[n] = Arrays.stream(powers).map(value -> value / all).toArray();
        }
        return out;
    }

    private static double[][] product(double[][] left, double[][] right) {
        return linear(
                left,
                Arrays.stream(turned(right)).flatMapToDouble(Arrays::stream).toArray(),
                null);
    }

    private static double[][] turned(double[][] x) {
        double[][] out = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                out[j][i] = x[i][j];
            }
        }
        return out;
    }

    private static double[][] sum(double[][] left, double[][] right) {
        double[][] out = new double[left.length][left[0].length];
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < out[i].length; j++) {
                out[i][j] = left[i][j] + right[i][j];
            }
        }
        return out;
    }

    private static double[][] join(double[][] first, double[][] second) {
        double[][] out = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, out, first.length, second.length);
        return out;
    }

    private double[][] rows(String name, int width) {
        double[] values = value(name);
        double[][] rows = new double[values.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }

    private double[] value(String name) {
        return requireNonNull(state.get(name), name);
    }
}
