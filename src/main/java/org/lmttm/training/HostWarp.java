package org.lmttm.training;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A warp where the device's memory is the host's: one pass over the voxels instead of the many that the engine's
 * operations take. It does the same float32 operations in the same order as {@link VoxelMoves} with those, so that both
 * give the same bits. Not thread-safe.
 */
final class HostWarp {
    private final int depth;
    private final int height;
    private final int width;
    private final byte[] zeros;
    private final List<Desk> desks = new ArrayList<>();

    /** What one thread works with, kept for the next batch. */
    private record Desk(byte[] stored, float[] bordered, Box box, float[] warped) {}

    /** Sources outside it, or on its faces, have no neighbour but zeros. By axis; counted from one before the cube. */
    private record Box(float[] low, float[] high) {
        void clear() {
            Arrays.fill(low, Float.MAX_VALUE);
            Arrays.fill(high, 0);
        }

        /** Takes in a voxel and its neighbours. */
        void add(int axis, int index) {
            low[axis] = Math.min(low[axis], (float) index);
            high[axis] = Math.max(high[axis], index + 2f);
        }
    }

    /** @param size voxels along depth, height and width */
    HostWarp(int[] size) {
        depth = size[0];
        height = size[1];
        width = size[2];
        zeros = new byte[width];
    }

    /**
     * All cases of a batch, one after the other: uint8 in, float32 out.
     *
     * @param parts coordinate, then output axis: what each index along it adds to that coordinate, case by case; a
     *     coordinate is the sum of three, counted from one voxel before the cube
     * @param threads that share the cases, at least 1; the result does not depend on it
     */
    void run(float[][][] parts, ByteBuffer from, FloatBuffer to, int threads) {
        int count = depth * height * width;
        int cases = from.remaining() / count;
        int share = Math.ceilDiv(cases, threads);
        int workers = Math.ceilDiv(cases, share);
        while (desks.size() < workers) {
            int bordered = (depth + 2) * (height + 2) * (width + 2);
            Box box = new Box(new float[3], new float[3]);
            desks.add(new Desk(new byte[count], new float[bordered], box, new float[count]));
        }
        IntStream.range(0, workers).parallel().forEach(worker -> {
            int first = worker * share;
            int voxels = Math.min(cases - first, share) * count;
            run(parts, first, from.slice(first * count, voxels), to.slice(first * count, voxels), desks.get(worker));
        });
    }

    private void run(float[][][] parts, int first, ByteBuffer from, FloatBuffer to, Desk desk) {
        for (int at = first; from.hasRemaining(); at++) {
            from.get(desk.stored);
            border(desk);
            warp(parts, at, desk);
            to.put(desk.warped);
        }
    }

    /** Puts a cube into one with a border of zeros, and finds what of it is not zero. */
    private void border(Desk desk) {
        byte[] stored = desk.stored;
        float[] bordered = desk.bordered;
        desk.box.clear();
        for (int z = 0; z < depth; z++) {
            for (int y = 0; y < height; y++) {
                int from = (z * height + y) * width;
                int to = ((z + 1) * (height + 2) + y + 1) * (width + 2) + 1;
                for (int x = 0; x < width; x++) {
                    bordered[to + x] = stored[from + x] & 0xff;
                }
                int first = Arrays.mismatch(stored, from, from + width, zeros, 0, width);
                if (first >= 0) {
                    int last = width - 1;
                    while (stored[from + last] == 0) {
                        last--;
                    }
                    desk.box.add(0, z);
                    desk.box.add(1, y);
                    desk.box.add(2, first);
                    desk.box.add(2, last);
                }
            }
        }
    }

    private void warp(float[][][] parts, int at, Desk desk) {
        float[] start = new float[3];
        for (int z = 0; z < depth; z++) {
            for (int y = 0; y < height; y++) {
                for (int axis = 0; axis < 3; axis++) {
                    start[axis] = parts[axis][0][at * depth + z] + parts[axis][1][at * height + y];
                }
                row(parts, at * width, start, desk, (z * height + y) * width);
            }
        }
    }

    private void row(float[][][] parts, int first, float[] start, Desk desk, int to) {
        float[] alongZ = parts[0][2];
        float[] alongY = parts[1][2];
        float[] alongX = parts[2][2];
        int line = width + 2;
        int plane = line * (height + 2);
        float[] voxels = desk.bordered;
        float[] low = desk.box.low;
        float[] high = desk.box.high;
        for (int i = 0; i < width; i++) {
            float z = start[0] + alongZ[first + i];
            float y = start[1] + alongY[first + i];
            float x = start[2] + alongX[first + i];
            float value = 0;
            if (z > low[0] && z < high[0] && y > low[1] && y < high[1] && x > low[2] && x < high[2]) {
                int wholeZ = (int) z;
                int wholeY = (int) y;
                int wholeX = (int) x;
                float partY = y - wholeY;
                float partX = x - wholeX;
                int at = wholeZ * plane + wholeY * line + wholeX;
                float front = mix(pair(voxels, at, partX), pair(voxels, at + line, partX), partY);
                float back = mix(pair(voxels, at + plane, partX), pair(voxels, at + plane + line, partX), partY);
                value = mix(front, back, z - wholeZ);
            }
            desk.warped[to + i] = value;
        }
    }

    private static float pair(float[] voxels, int at, float part) {
        return mix(voxels[at], voxels[at + 1], part);
    }

    private static float mix(float low, float high, float part) {
        return (high - low) * part + low;
    }
}
