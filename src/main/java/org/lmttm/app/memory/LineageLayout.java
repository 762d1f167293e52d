package org.lmttm.app.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.Lineage;
import org.lmttm.insight.Lineage.Source;
import org.lmttm.insight.TraceReading;

/**
 * Where a lineage's parts stand: a column a timestamp, the memory before the first at the left; in each the tokens that
 * it wrote, below them its outputs taken together, below them its patches. Pure geometry, no nodes.
 */
final class LineageLayout {
    /** Smaller shares are not drawn one by one. */
    static final double SMALLEST = 0.004;

    private static final double TOP = 20;
    private static final double TOKEN = 22;
    private static final double OUTPUT = 20;
    private static final double GAP = 10;

    private final List<Box> boxes = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final Map<Integer, Grid> grids = new HashMap<>();
    private final double each;

    /**
     * A token, or the outputs of a timestamp.
     *
     * @param source the token, or the first of the outputs
     * @param share of the token asked for
     */
    record Box(Source source, double share, double x, double y, double width, double height) {
        boolean contains(double px, double py) {
            return px >= x && px < x + width && py >= y && py < y + height;
        }
    }

    /**
     * What went from one part to another.
     *
     * @param share of the token asked for
     */
    record Flow(double share, double fromX, double fromY, double toX, double toY, boolean patches) {}

    /**
     * The patches of a timestamp.
     *
     * @param shares of the token asked for, one a patch
     * @param share of all of them
     */
    record Grid(int t, float[] shares, double share, double x, double y, double side) {}

    /** Lays a lineage out in a rectangle. */
    LineageLayout(TraceReading reading, Lineage lineage, double width, double height) {
        int last = lineage.nodes().getFirst().source().timestamp();
        each = width / (last + 2);
        double side = Math.max(16, Math.min(each - 14, height * 0.3));
        double gridTop = height - side - 22;
        double outputsTop = gridTop - OUTPUT - 2 * GAP;
        Map<Integer, Double> outputs = new HashMap<>();
        Map<Integer, List<Lineage.Node>> tokens = new HashMap<>();
        for (Lineage.Node node : lineage.nodes()) {
            if (node.source() instanceof Source.Output output) {
                outputs.merge(output.t(), node.share(), Double::sum);
            } else if (node.source() instanceof Source.Token token && node.share() >= SMALLEST) {
                tokens.computeIfAbsent(token.written(), t -> new ArrayList<>()).add(node);
            }
        }
        tokens.forEach((t, nodes) -> place(t, nodes, outputsTop - GAP));
        outputs.forEach((t, share) -> {
            if (share >= SMALLEST) {
                boxes.add(new Box(new Source.Output(t, 0), share, left(t), outputsTop, boxWidth(), OUTPUT));
            }
        });
        patches(reading, lineage, gridTop, side);
        flows(lineage);
    }

    private double left(int t) {
        return (t + 1) * each + (each - boxWidth()) / 2;
    }

    private double boxWidth() {
        return Math.max(18, Math.min(each - 14, 88));
    }

    private void place(int t, List<Lineage.Node> nodes, double bottom) {
        double room = bottom - TOP;
        int most = Math.max(1, (int) (room / (TOKEN + 4)));
        List<Lineage.Node> shown = nodes.subList(0, Math.min(most, nodes.size()));
        double y = TOP;
        for (Lineage.Node node : shown) {
            boxes.add(new Box(node.source(), node.share(), left(t), y, boxWidth(), TOKEN));
            y += TOKEN + 4;
        }
    }

    private void patches(TraceReading reading, Lineage lineage, double top, double side) {
        List<float[]> shares = lineage.patches();
        for (int t = 0; t < reading.steps(); t++) {
            double sum = 0;
            for (float share : shares.get(t)) {
                sum += share;
            }
            if (sum > 0) {
                grids.put(t, new Grid(t, shares.get(t), sum, (t + 1) * each + (each - side) / 2, top, side));
            }
        }
    }

    /** Flows between boxes, those between the same two together; and from patches to what took them. */
    private void flows(Lineage lineage) {
        Map<Source, Double> shares = new HashMap<>();
        lineage.nodes().forEach(node -> shares.put(node.source(), node.share()));
        Map<List<Object>, Double> sums = new HashMap<>();
        for (Lineage.Edge edge : lineage.edges()) {
            Box to = box(edge.to());
            Object from = edge.from() instanceof Source.Patch patch ? grids.get(patch.t()) : box(edge.from());
            if (to != null && from != null) {
                sums.merge(List.of(from, to), shares.getOrDefault(edge.to(), 0.0) * edge.weight(), Double::sum);
            }
        }
        sums.forEach((pair, share) -> {
            if (share >= SMALLEST) {
                flows.add(flow(pair.getFirst(), (Box) pair.getLast(), share));
            }
        });
    }

    private static Flow flow(Object from, Box to, double share) {
        if (from instanceof Grid grid) {
            return new Flow(
                    share, grid.x() + grid.side() / 2, grid.y(), to.x() + to.width() / 2, to.y() + to.height(), true);
        }
        Box box = (Box) from;
        boolean sameColumn = box.x() == to.x();
        return sameColumn
                ? new Flow(
                        share, box.x() + box.width() / 2, box.y(), to.x() + to.width() / 2, to.y() + to.height(), false)
                : new Flow(
                        share,
                        box.x() + box.width(),
                        box.y() + box.height() / 2,
                        to.x(),
                        to.y() + to.height() / 2,
                        false);
    }

    private @Nullable Box box(Source source) {
        for (Box box : boxes) {
            boolean same = source instanceof Source.Output output
                    ? box.source() instanceof Source.Output other && other.t() == output.t()
                    : box.source().equals(source);
            if (same) {
                return box;
            }
        }
        return null;
    }

    List<Box> boxes() {
        return boxes;
    }

    /** Flows with at least {@link #SMALLEST}. */
    List<Flow> flows() {
        return flows;
    }

    /** Patches by timestamp, where they have any share. */
    Map<Integer, Grid> grids() {
        return grids;
    }

    /** Horizontal middle of a timestamp's column; −1 is the memory before the first. */
    double middle(int t) {
        return (t + 1.5) * each;
    }
}
