package org.lmttm.surface;

import java.util.Arrays;

/** Edges by cost, the cheapest first; of equal costs the one that was added first. */
final class EdgeHeap {
    private double[] cost;
    private long[] order;
    private int[] from;
    private int[] to;
    private int[] stamp;
    private int size;
    private long added;

    EdgeHeap(int capacity) {
        int n = Math.max(16, capacity);
        cost = new double[n];
        order = new long[n];
        from = new int[n];
        to = new int[n];
        stamp = new int[n];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** First vertex of the cheapest edge. */
    int from() {
        return from[0];
    }

    /** Second vertex of the cheapest edge. */
    int to() {
        return to[0];
    }

    /** The stamp that the cheapest edge was added with. */
    int stamp() {
        return stamp[0];
    }

    void add(double edgeCost, int a, int b, int edgeStamp) {
        if (size == cost.length) {
            int n = size + (size >> 1);
            cost = Arrays.copyOf(cost, n);
            order = Arrays.copyOf(order, n);
            from = Arrays.copyOf(from, n);
            to = Arrays.copyOf(to, n);
            stamp = Arrays.copyOf(stamp, n);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >> 1;
            if (cost[parent] <= edgeCost) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        set(at, edgeCost, added++, a, b, edgeStamp);
    }

    void removeFirst() {
        size--;
        double c = cost[size];
        long o = order[size];
        int a = from[size];
        int b = to[size];
        int s = stamp[size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && less(cost[child + 1], order[child + 1], cost[child], order[child])) {
                child++;
            }
            if (!less(cost[child], order[child], c, o)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, c, o, a, b, s);
    }

    private static boolean less(double cost, long order, double otherCost, long otherOrder) {
        return cost < otherCost || (cost == otherCost && order < otherOrder);
    }

    private void move(int source, int target) {
        set(target, cost[source], order[source], from[source], to[source], stamp[source]);
    }

    private void set(int at, double c, long o, int a, int b, int s) {
        cost[at] = c;
        order[at] = o;
        from[at] = a;
        to[at] = b;
        stamp[at] = s;
    }
}
