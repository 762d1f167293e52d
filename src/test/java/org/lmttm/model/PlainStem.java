package org.lmttm.model;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stems as their definitions read, in loops over double-precision arrays [case][channel][depth][row][column]; what
 * the network computes is compared with this.
 */
final class PlainStem {
    private final Architecture architecture;
    private final Map<String, double[]> state;
    private final boolean training;
    /** What training made of the running statistics. */
    final Map<String, double[]> newStatistics = new LinkedHashMap<>();

    PlainStem(Architecture architecture, Map<String, double[]> state, boolean training) {
        this.architecture = architecture;
        this.state = state;
        this.training = training;
    }

    /** Volumes (case, voxel) to tokens (case, timestamp, token, dim). */
    double[][][][] tokens(double[][] volumes) {
        Architecture.Extent in = architecture.input();
        double[][][][][] x = new double[volumes.length][1][in.depth()][in.height()][in.width()];
        for (int b = 0; b < volumes.length; b++) {
            for (int v = 0; v < volumes[b].length; v++) {
                x[b][0][v / (in.height() * in.width())][v / in.width() % in.height()][v % in.width()] = volumes[b][v];
            }
        }
        double[][][][][] features = switch (architecture.variant().stem()) {
            case PATCH -> relu(patches(x, "pre1.conv."));
            case PATCH_BATCH_NORM -> {
                double[][][][][] seen = relu(batchNorm(patches(x, "pre2.conv."), "pre2.bn1."));
                double[][][][][] mixed = convolution(
                        seen,
                        weights("pre2.conv2.weight"),
                        weights("pre2.conv2.bias"),
                        new int[] {3, 3, 3},
                        new int[] {1, 1, 1},
                        new int[] {1, 1, 1});
                yield relu(batchNorm(mixed, "pre2.bn2."));
            }
            case RESNET18 -> project(resNet(x));
        };
        return flatten(features);
    }

    private double[][][][][] patches(double[][][][][] x, String prefix) {
        Architecture.Extent patch = architecture.patch();
        int[] kernel = {patch.depth(), patch.height(), patch.width()};
        double[][][][][] whole = x;
        if (architecture.border() == Architecture.Border.PAD) {
            int[] size = {x[0][0].length, x[0][0][0].length, x[0][0][0][0].length};
            for (int axis = 0; axis < 3; axis++) {
                while (size[axis] % kernel[axis] != 0) {
                    size[axis]++;
                }
            }
            whole = new double[x.length][1][size[0]][size[1]][size[2]];
            for (int b = 0; b < x.length; b++) {
                for (int i = 0; i < x[b][0].length; i++) {
                    for (int j = 0; j < x[b][0][i].length; j++) {
                        System.arraycopy(x[b][0][i][j], 0, whole[b][0][i][j], 0, x[b][0][i][j].length);
                    }
                }
            }
        }
        return convolution(whole, weights(prefix + "weight"), weights(prefix + "bias"), kernel, kernel, new int[3]);
    }

    private double[][][][][] resNet(double[][][][][] slices) {
        String prefix = "pre3.resnet.";
        double[][][][][] x = maximum(relu(batchNorm(flat(slices, prefix + "conv1", 7, 2), prefix + "bn1.")));
        for (int layer = 1; layer <= 2; layer++) {
            for (int block = 0; block < 2; block++) {
                String name = prefix + "layer" + layer + "." + block + ".";
                int stride = layer == 2 && block == 0 ? 2 : 1;
                double[][][][][] through = relu(batchNorm(flat(x, name + "conv1", 3, stride), name + "bn1."));
                through = batchNorm(flat(through, name + "conv2", 3, 1), name + "bn2.");
                x = stride == 1 ? x : batchNorm(flat(x, name + "downsample.0", 1, 2), name + "downsample.1.");
                for (int b = 0; b < x.length; b++) {
                    for (int c = 0; c < x[b].length; c++) {
                        for (int i = 0; i < x[b][c].length; i++) {
                            for (int j = 0; j < x[b][c][i].length; j++) {
                                for (int k = 0; k < x[b][c][i][j].length; k++) {
                                    through[b][c][i][j][k] += x[b][c][i][j][k];
                                }
                            }
                        }
                    }
                }
                x = relu(through);
            }
        }
        return x;
    }

    /** A 2D convolution on each slice, without bias. */
    private double[][][][][] flat(double[][][][][] x, String name, int kernel, int stride) {
        return convolution(
                x,
                weights(name + ".weight"),
                null,
                new int[] {1, kernel, kernel},
                new int[] {1, stride, stride},
                new int[] {0, kernel / 2, kernel / 2});
    }

    /** Largest of 3 × 3 at stride 2, border 1, on each slice. */
    private static double[][][][][] maximum(double[][][][][] x) {
        int rows = (x[0][0][0].length - 1) / 2 + 1;
        int columns = (x[0][0][0][0].length - 1) / 2 + 1;
        double[][][][][] out = new double[x.length][x[0].length][x[0][0].length][rows][columns];
        for (int b = 0; b < x.length; b++) {
            for (int c = 0; c < x[b].length; c++) {
                for (int s = 0; s < x[b][c].length; s++) {
                    for (int i = 0; i < rows; i++) {
                        for (int j = 0; j < columns; j++) {
                            double largest = Double.NEGATIVE_INFINITY;
                            for (int p = Math.max(0, 2 * i - 1); p <= 2 * i + 1 && p < x[b][c][s].length; p++) {
                                for (int q = Math.max(0, 2 * j - 1); q <= 2 * j + 1 && q < x[b][c][s][p].length; q++) {
                                    largest = Math.max(largest, x[b][c][s][p][q]);
                                }
                            }
                            out[b][c][s][i][j] = largest;
                        }
                    }
                }
            }
        }
        return out;
    }

    private double[][][][][] project(double[][][][][] x) {
        return convolution(
                x,
                weights("pre_dim.weight"),
                weights("pre_dim.bias"),
                new int[] {1, 1, 1},
                new int[] {1, 1, 1},
                new int[3]);
    }

    private static double[][][][][] convolution(
            double[][][][][] x, double[] weight, double @Nullable [] bias, int[] kernel, int[] stride, int[] padding) {
        int inputs = x[0].length;
        int window = kernel[0] * kernel[1] * kernel[2];
        int outputs = weight.length / (inputs * window);
        int[] size = {x[0][0].length, x[0][0][0].length, x[0][0][0][0].length};
        int[] to = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            to[axis] = (size[axis] + 2 * padding[axis] - kernel[axis]) / stride[axis] + 1;
        }
        double[][][][][] out = new double[x.length][outputs][to[0]][to[1]][to[2]];
        for (int b = 0; b < x.length; b++) {
            for (int place = 0; place < to[0] * to[1] * to[2]; place++) {
                int i = place / (to[1] * to[2]);
                int j = place / to[2] % to[1];
                int k = place % to[2];
                double[] seen = new double[inputs * window];
                for (int at = 0; at < seen.length; at++) {
                    int w = at % window;
                    int p = i * stride[0] - padding[0] + w / (kernel[1] * kernel[2]);
                    int q = j * stride[1] - padding[1] + w / kernel[2] % kernel[1];
                    int r = k * stride[2] - padding[2] + w % kernel[2];
                    boolean inside = p >= 0 && p < size[0] && q >= 0 && q < size[1] && r >= 0 && r < size[2];
                    seen[at] = inside ? x[b][at / window][p][q][r] : 0;
                }
                for (int o = 0; o < outputs; o++) {
                    double sum = bias == null ? 0 : bias[o];
                    for (int at = 0; at < seen.length; at++) {
                        sum += weight[o * seen.length + at] * seen[at];
                    }
                    out[b][o][i][j][k] = sum;
                }
            }
        }
        return out;
    }

    private double[][][][][] batchNorm(double[][][][][] x, String prefix) {
        double[][][][][] out = new double[x.length][x[0].length][x[0][0].length][x[0][0][0].length][];
        double[] newMean = weights(prefix + "running_mean").clone();
        double[] newVariance = weights(prefix + "running_var").clone();
        for (int c = 0; c < x[0].length; c++) {
            double mean = newMean[c];
            double variance = newVariance[c];
            if (training) {
                double[] moments = moments(x, c);
                mean = moments[0];
                variance = moments[1];
                newMean[c] = 0.9 * newMean[c] + 0.1 * mean;
                newVariance[c] = 0.9 * newVariance[c] + 0.1 * variance * moments[2] / (moments[2] - 1);
            }
            double scale = weights(prefix + "weight")[c] / Math.sqrt(variance + 1e-5);
            for (int b = 0; b < x.length; b++) {
                for (int i = 0; i < x[b][c].length; i++) {
                    for (int j = 0; j < x[b][c][i].length; j++) {
                        out[b][c][i][j] = new double[x[b][c][i][j].length];
                        for (int k = 0; k < x[b][c][i][j].length; k++) {
                            out[b][c][i][j][k] = (x[b][c][i][j][k] - mean) * scale + weights(prefix + "bias")[c];
                        }
                    }
                }
            }
        }
        newStatistics.put(prefix + "running_mean", newMean);
        newStatistics.put(prefix + "running_var", newVariance);
        return out;
    }

    /** Mean, variance and count of a channel. */
    private static double[] moments(double[][][][][] x, int channel) {
        double[] sums = new double[2];
        double mean = 0;
        double count = 0;
        for (int turn = 0; turn < 2; turn++) {
            count = 0;
            for (double[][][][] one : x) {
                for (double[][] plane : one[channel]) {
                    for (double[] row : plane) {
                        for (double value : row) {
                            sums[turn] += turn == 0 ? value : (value - mean) * (value - mean);
                            count++;
                        }
                    }
                }
            }
            mean = sums[0] / count;
        }
        return new double[] {mean, sums[1] / count, count};
    }

    private static double[][][][][] relu(double[][][][][] x) {
        for (double[][][][] one : x) {
            for (double[][][] channel : one) {
                for (double[][] plane : channel) {
                    for (double[] row : plane) {
                        for (int k = 0; k < row.length; k++) {
                            row[k] = Math.max(0, row[k]);
                        }
                    }
                }
            }
        }
        return x;
    }

    /** Time is the first spatial axis; the token index is row · columns + column. */
    private static double[][][][] flatten(double[][][][][] x) {
        int columns = x[0][0][0][0].length;
        double[][][][] out = new double[x.length][x[0][0].length][x[0][0][0].length * columns][x[0].length];
        for (int b = 0; b < out.length; b++) {
            for (int t = 0; t < out[b].length; t++) {
                for (int n = 0; n < out[b][t].length; n++) {
                    for (int c = 0; c < out[b][t][n].length; c++) {
                        out[b][t][n][c] = x[b][c][t][n / columns][n % columns];
                    }
                }
            }
        }
        return out;
    }

    private double[] weights(String name) {
        return requireNonNull(state.get(name), name);
    }
}
