package org.lmttm.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.lmttm.model.Architecture;

/**
 * Where a memory token came from: the timestamps that wrote it, and the patches and tokens that each of them took, back
 * to the voxels. A graph whose edges carry attention weights; a node's share is the sum over all paths from the token to
 * it of the product of their weights. Followed to the end, the patches' shares are those of {@link Rollout#tokenShares}.
 * Output tokens stand for themselves, with the processing unit taken as in {@link Rollout}.
 */
public final class Lineage {
    private final TraceReading reading;
    private final List<Node> nodes;
    private final List<Edge> edges;

    /** Something that a token was made of. */
    public sealed interface Source {
        /**
         * A memory token in one of its versions.
         *
         * @param written the timestamp that wrote it; −1 for memory before the first timestamp
         * @param block which
         * @param token 0 … m − 1
         */
        record Token(int written, int block, int token) implements Source {}

        /**
         * An output token.
         *
         * @param t timestamp
         * @param row 0 … 3r − 1
         */
        record Output(int t, int row) implements Source {}

        /**
         * A patch.
         *
         * @param t timestamp that read it
         * @param patch 0 … n − 1
         */
        record Patch(int t, int patch) implements Source {}

        /** The timestamp at which it came to be; −1 for memory before the first. */
        default int timestamp() {
            return switch (this) {
                case Token token -> token.written();
                case Output output -> output.t();
                case Patch patch -> patch.t();
            };
        }
    }

    /**
     * A source with its part in the token asked for.
     *
     * @param source what it is
     * @param share of the token, 0 … 1
     * @param followed whether what it was made of is in the graph too; patches and the first memory are made of nothing
     */
    public record Node(Source source, double share, boolean followed) {}

    /**
     * What a source took from another.
     *
     * @param to the source made
     * @param from what it took
     * @param weight attention, 0 … 1
     */
    public record Edge(Source to, Source from, double weight) {}

    private Lineage(TraceReading reading, List<Node> nodes, List<Edge> edges) {
        this.reading = reading;
        this.nodes = List.copyOf(nodes);
        this.edges = List.copyOf(edges);
    }

    /**
     * The lineage of a memory token, the largest shares first.
     *
     * @param t the memory after this timestamp
     * @param block which
     * @param token 0 … m − 1
     * @param beam how many tokens, and how many outputs, to follow of each timestamp, those with the largest shares
     */
    public static Lineage of(TraceReading reading, int t, int block, int token, int beam) {
        return new Walk(reading, beam).follow(new Source.Token(reading.writtenAt(t, block), block, token));
    }

    /** All sources, the token asked for first, then by falling share. */
    public List<Node> nodes() {
        return nodes;
    }

    /** What followed sources took from others. */
    public List<Edge> edges() {
        return edges;
    }

    /** The part of the token that ends in patches, or in memory before the first timestamp. */
    public double settled() {
        return nodes.stream()
                .filter(node -> isEnd(node.source()))
                .mapToDouble(Node::share)
                .sum();
    }

    /**
     * Shares of the patches, as far as the graph goes.
     *
     * @return for each timestamp, n shares
     */
    public List<float[]> patches() {
        List<float[]> shares = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            shares.add(new float[reading.architecture().patches()]);
        }
        for (Node node : nodes) {
            if (node.source() instanceof Source.Patch(int t, int patch)) {
                shares.get(t)[patch] += (float) node.share();
            }
        }
        return shares;
    }

    static boolean isEnd(Source source) {
        return source instanceof Source.Patch
                || (source instanceof Source.Token(int written, int _, int _) && written < 0);
    }

    /**
     * Follows timestamps backwards: a source only takes from earlier ones, or from outputs and patches of its own, so
     * its share is complete when all later ones were followed.
     */
    private static final class Walk {
        private final TraceReading reading;
        private final Architecture a;
        private final int beam;
        private final Map<Source, Double> shares = new HashMap<>();
        private final Set<Source> followed = new HashSet<>();
        private final List<Edge> edges = new ArrayList<>();

        Walk(TraceReading reading, int beam) {
            this.reading = reading;
            this.beam = beam;
            this.a = reading.architecture();
        }

        Lineage follow(Source.Token token) {
            shares.put(token, 1.0);
            for (int t = token.written(); t >= 0; t--) {
                int now = t;
                largest(source -> source instanceof Source.Token made && made.written() == now)
                        .forEach(this::take);
                largest(source -> source instanceof Source.Output made && made.t() == now)
                        .forEach(this::take);
            }
            Comparator<Node> order = Comparator.comparing(
                            (Node node) -> !node.source().equals(token))
                    .thenComparingDouble(node -> -node.share())
                    .thenComparing(node -> node.source().toString());
            List<Node> nodes = shares.entrySet().stream()
                    .map(entry -> new Node(entry.getKey(), entry.getValue(), followed.contains(entry.getKey())))
                    .sorted(order)
                    .toList();
            return new Lineage(reading, nodes, edges);
        }

        private List<Source> largest(Predicate<Source> which) {
            return shares.keySet().stream()
                    .filter(which)
                    .sorted(Comparator.comparingDouble((Source source) -> -shares.getOrDefault(source, 0.0))
                            .thenComparing(Source::toString))
                    .limit(beam)
                    .toList();
        }

        private void take(Source source) {
            followed.add(source);
            if (source instanceof Source.Token token) {
                takeWrite(token);
            } else if (source instanceof Source.Output output) {
                takeRead(output);
            }
        }

        private void takeWrite(Source.Token token) {
            int t = token.written();
            int from = token.token() * a.writeColumns();
            float[] weights = reading.write(t);
            int column = 0;
            for (Role role : reading.traceOrder()) {
                for (int i = 0; i < a.blockTokens(); i++) {
                    edge(token, memory(t, role, i), weights[from + column++]);
                }
            }
            for (int patch = 0; patch < a.patches(); patch++) {
                edge(token, new Source.Patch(t, patch), weights[from + column++]);
            }
            for (int row = 0; row < a.outputTokens(); row++) {
                edge(token, new Source.Output(t, row), weights[from + column++]);
            }
        }

        private void takeRead(Source.Output output) {
            int t = output.t();
            double mixed = Rollout.mixed(a);
            double[] patches = new double[a.patches()];
            for (int b = 0; b < a.blocksRead(); b++) {
                Role role = reading.traceOrder().get(b);
                float[] weights = reading.read(t, role);
                double[] tokens = new double[a.blockTokens()];
                for (int row = 0; row < a.readTokens(); row++) {
                    boolean own = b * a.readTokens() + row == output.row();
                    double share = mixed / a.outputTokens() + (own ? 1 - mixed : 0);
                    add(tokens, weights, row * a.readColumns(), share);
                    add(patches, weights, row * a.readColumns() + a.blockTokens(), share);
                }
                for (int i = 0; i < tokens.length; i++) {
                    edge(output, memory(t, role, i), tokens[i]);
                }
            }
            for (int patch = 0; patch < patches.length; patch++) {
                edge(output, new Source.Patch(t, patch), patches[patch]);
            }
        }

        private static void add(double[] sums, float[] weights, int from, double share) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += share * weights[from + i];
            }
        }

        /** The version of a token that a timestamp meets. */
        private Source memory(int t, Role role, int token) {
            int block = reading.block(t, role);
            return new Source.Token(reading.writtenAt(t - 1, block), block, token);
        }

        private void edge(Source to, Source from, double weight) {
            if (weight > 0) {
                edges.add(new Edge(to, from, weight));
                shares.merge(from, shares.getOrDefault(to, 0.0) * weight, Double::sum);
            }
        }
    }
}
