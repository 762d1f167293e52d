package org.lmttm.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.volume.Affine;

/**
 * Picks cases out of a split on the device and moves their voxels. A move is affine, so each coordinate of a source is
 * the sum of three small tables, one for each axis of the output: the device adds those up and picks by the result. All
 * of it is element by element, so that a case's bits do not depend on the rest of its batch. Only a warp on the CPU is
 * computed by {@link HostWarp}, several times as fast and with the same bits.
 */
final class VoxelMoves {
    /** Whole numbers that float32 holds exactly. */
    private static final int EXACT = 1 << 24;

    private final int[] size;
    private final int count;
    private final NDArray voxels;
    private final NDArray flat;
    private final HostWarp hostWarp;

    /** @param voxels uint8 (N, depth, height, width) */
    VoxelMoves(Extent extent, NDArray voxels) {
        this.size = new int[] {extent.depth(), extent.height(), extent.width()};
        this.count = extent.count();
        this.voxels = voxels;
        this.flat = voxels.reshape(-1);
        this.hostWarp = new HostWarp(size);
    }

    /** The cases as they are: uint8 (batch, depth, height, width). */
    NDArray plain(NDManager scratch, int[] cases) {
        long[] index = new long[cases.length];
        for (int b = 0; b < cases.length; b++) {
            index[b] = cases[b];
        }
        return voxels.get(scratch, new NDIndex("{}", scratch.create(index)));
    }

    /** After moves by whole voxels: uint8 (batch, depth, height, width). */
    NDArray moved(NDManager scratch, int[] cases, CaseChange[] changes) {
        NDArray index = null;
        NDArray inside = null;
        for (int axis = 0; axis < 3; axis++) {
            long[] from = new long[cases.length * size[axis]];
            byte[] kept = new byte[from.length];
            boolean all = true;
            for (int b = 0; b < cases.length; b++) {
                long base = axis == 0 ? (long) cases[b] * count : 0;
                all &= sources(changes[b].source(), axis, base, b * size[axis], from, kept);
            }
            Shape along = along(cases.length, axis);
            NDArray part = scratch.create(from, along);
            index = index == null ? part : index.add(part);
            if (!all) {
                NDArray mask = scratch.create(ByteBuffer.wrap(kept), along, DataType.UINT8);
                inside = inside == null ? mask : inside.mul(mask);
            }
        }
        NDArray result = flat.take(scratch, Objects.requireNonNull(index));
        return inside == null ? result : result.mul(inside);
    }

    /**
     * What an output axis adds to the flat index: the source axis that it runs along, times that one's stride.
     *
     * @return whether all of it lies inside; where not, the index is that of the first voxel and {@code kept} is 0
     */
    private boolean sources(Affine source, int axis, long base, int at, long[] from, byte[] kept) {
        int along = 0;
        while (source.get(along, axis) == 0) {
            along++;
        }
        long stride = along == 0 ? (long) size[1] * size[2] : along == 1 ? size[2] : 1;
        boolean all = true;
        for (int i = 0; i < size[axis]; i++) {
            long coordinate = Math.round(source.get(along, axis) * i + source.get(along, 3));
            boolean inside = coordinate >= 0 && coordinate < size[along];
            from[at + i] = base + (inside ? coordinate * stride : 0);
            kept[at + i] = (byte) (inside ? 1 : 0);
            all &= inside;
        }
        return all;
    }

    /** After a warp: float32 (batch, depth, height, width), 0 to 255. */
    NDArray warped(NDManager scratch, int[] cases, CaseChange[] changes) {
        return voxels.getDevice().equals(Device.cpu())
                ? warpedOnHost(scratch, cases, changes, JniUtils.getNumThreads())
                : warpedByEngine(scratch, cases, changes);
    }

    /** The engine's arrays lie in this machine's memory: read and written there, without a copy of the batch. */
    NDArray warpedOnHost(NDManager scratch, int[] cases, CaseChange[] changes, int threads) {
        float[][][] parts = new float[3][][];
        for (int axis = 0; axis < 3; axis++) {
            parts[axis] = parts(changes, axis);
        }
        NDArray warped = scratch.create(new Shape(cases.length, size[0], size[1], size[2]), DataType.FLOAT32);
        hostWarp.run(
                parts,
                plain(scratch, cases).toByteBuffer(true),
                warped.toByteBuffer(true).asFloatBuffer(),
                threads);
        return warped;
    }

    /**
     * Trilinear interpolation between the eight voxels around each source. A border of zeros lies around the cubes, one
     * voxel before and two behind, and sources are clipped to it, so that no neighbour needs a test of its own.
     */
    NDArray warpedByEngine(NDManager scratch, int[] cases, CaseChange[] changes) {
        int rows = size[1] + 3;
        int columns = size[2] + 3;
        int padded = Math.multiplyExact(Math.multiplyExact(size[0] + 3, rows), columns);
        DataType exact = padded < EXACT ? DataType.FLOAT32 : DataType.FLOAT64;
        NDArray values = plain(scratch, cases)
                .pad(new Shape(1, 2, 1, 2, 1, 2), 0)
                .toType(DataType.FLOAT32, false)
                .reshape(-1);
        NDArray[] fractions = new NDArray[3];
        NDArray index = null;
        for (int axis = 0; axis < 3; axis++) {
            NDArray position = positions(scratch, changes, axis);
            NDArray below = position.floor();
            fractions[axis] = position.subi(below);
            NDArray whole = below.toType(exact, false);
            index = index == null
                    ? whole
                    : index.muli(axis == 1 ? rows : columns).addi(whole);
        }
        long[] start = new long[cases.length];
        for (int b = 0; b < start.length; b++) {
            start[b] = (long) b * padded;
        }
        NDArray first = Objects.requireNonNull(index)
                .toType(DataType.INT64, false)
                .addi(scratch.create(start, new Shape(start.length, 1, 1, 1)));
        return mixed(new NDArray[] {values, first}, fractions, 0, 0, new int[] {rows * columns, columns, 1});
    }

    /** Interpolated along an axis and those behind it, from the voxel that lies {@code offset} after the first. */
    private static NDArray mixed(NDArray[] from, NDArray[] fractions, int axis, int offset, int[] strides) {
        if (axis == 3) {
            NDArray values = from[0].get(new NDIndex(offset + ":"));
            return values.take(from[1].getManager(), from[1]);
        }
        NDArray low = mixed(from, fractions, axis + 1, offset, strides);
        NDArray high = mixed(from, fractions, axis + 1, offset + strides[axis], strides);
        return high.subi(low).muli(fractions[axis]).addi(low);
    }

    /** One coordinate of every source, within the cube and its border, counted from the border's first voxel. */
    private NDArray positions(NDManager scratch, CaseChange[] changes, int axis) {
        float[][] parts = parts(changes, axis);
        NDArray sum = scratch.create(parts[0], along(changes.length, 0));
        for (int by = 1; by < 3; by++) {
            sum = sum.add(scratch.create(parts[by], along(changes.length, by)));
        }
        return sum.clip(0f, size[axis] + 1f);
    }

    /** What each index along each output axis adds to a coordinate, case by case. */
    private float[][] parts(CaseChange[] changes, int axis) {
        float[][] parts = new float[3][];
        for (int by = 0; by < 3; by++) {
            parts[by] = new float[changes.length * size[by]];
            for (int b = 0; b < changes.length; b++) {
                Affine source = changes[b].source();
                double start = by == 0 ? source.get(axis, 3) + 1 : 0;
                for (int i = 0; i < size[by]; i++) {
                    parts[by][b * size[by] + i] = (float) (source.get(axis, by) * i + start);
                }
            }
        }
        return parts;
    }

    private Shape along(int batch, int axis) {
        long[] shape = {batch, 1, 1, 1};
        shape[axis + 1] = size[axis];
        return new Shape(shape);
    }
}
