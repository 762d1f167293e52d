package org.lmttm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import org.lmttm.model.Architecture.Extent;

/**
 * The labelled cubes of one split on the device, as stored: uint8 (N, D, H, W). Batches are picked, augmented and scaled
 * there; of a step's work the host only draws a few random numbers a case. Belongs to the manager it was made with.
 */
final class DeviceCubes {
    private static final int CHUNK_BYTES = 1 << 24;

    private final Extent extent;
    private final int[] labels;
    private final NDArray voxels;
    private final VoxelMoves moves;

    /** Copies a split to the manager's device. */
    DeviceCubes(CubeSet cubes, NDManager manager) {
        this(cubes.extent(), cubes.labels(), upload(cubes, manager));
    }

    private DeviceCubes(Extent extent, int[] labels, NDArray voxels) {
        this.extent = extent;
        this.labels = labels;
        this.voxels = voxels;
        this.moves = new VoxelMoves(extent, voxels);
    }

    /** The same cases for another device: copied there, where they are not on it. The copy belongs to the manager. */
    DeviceCubes on(NDManager manager) {
        if (manager.getDevice().equals(voxels.getDevice())) {
            return this;
        }
        NDArray copy = voxels.toDevice(manager.getDevice(), true);
        copy.attach(manager);
        return new DeviceCubes(extent, labels, copy);
    }

    /** In pieces through one small buffer: it is not freed before the next garbage collection. */
    private static NDArray upload(CubeSet cubes, NDManager manager) {
        Extent extent = cubes.extent();
        NDArray all = manager.create(
                new Shape(cubes.count(), extent.depth(), extent.height(), extent.width()), DataType.UINT8);
        int piece = Math.clamp(CHUNK_BYTES / extent.count(), 1, cubes.count());
        ByteBuffer bytes = ByteBuffer.allocateDirect(piece * extent.count());
        for (int from = 0; from < cubes.count(); from += piece) {
            int to = Math.min(cubes.count(), from + piece);
            bytes.clear();
            for (int c = from; c < to; c++) {
                bytes.put(cubes.voxels()[c]);
            }
            try (NDManager scratch = manager.newSubManager()) {
                Shape shape = new Shape(to - from, extent.depth(), extent.height(), extent.width());
                all.set(new NDIndex(from + ":" + to), scratch.create(bytes.flip(), shape, DataType.UINT8));
            }
        }
        return all;
    }

    int count() {
        return labels.length;
    }

    /** Class of each case. */
    int[] labels() {
        return labels.clone();
    }

    int[] labelsOf(int[] cases) {
        int[] result = new int[cases.length];
        for (int b = 0; b < cases.length; b++) {
            result[b] = labels[cases[b]];
        }
        return result;
    }

    /**
     * The cases of a batch, scaled to [0, 1]. Changes nothing but the engine's random state, and that only where there
     * is noise: seed dropout after this.
     *
     * @param scratch owns the result and everything on the way
     * @param step with seed and case it decides the changes, whatever else is in the batch
     * @return (batch, 1, depth, height, width) float32
     */
    NDArray batch(NDManager scratch, int[] cases, Augmentation augmentation, long seed, long step) {
        JniUtils.setGradMode(false);
        CaseChange[] changes = new CaseChange[cases.length];
        for (int b = 0; b < cases.length; b++) {
            changes[b] = CaseChange.draw(augmentation, extent, Seeds.augmentation(seed, step, cases[b]));
        }
        NDArray picked;
        if (augmentation.warps()) {
            picked = moves.warped(scratch, cases, changes);
        } else if (augmentation.moves()) {
            picked = moves.moved(scratch, cases, changes);
        } else {
            picked = moves.plain(scratch, cases);
        }
        NDArray batch = picked.reshape(cases.length, 1, extent.depth(), extent.height(), extent.width())
                .toType(DataType.FLOAT32, false)
                .divi(255f);
        if (augmentation.intensity() > 0) {
            batch = brightened(scratch, batch, changes);
        }
        return augmentation.noise() > 0 ? noisy(scratch, batch, changes, augmentation.noise()) : batch;
    }

    private static NDArray brightened(NDManager scratch, NDArray batch, CaseChange[] changes) {
        float[] gains = new float[changes.length];
        float[] offsets = new float[changes.length];
        for (int b = 0; b < changes.length; b++) {
            gains[b] = changes[b].gain();
            offsets[b] = changes[b].offset();
        }
        Shape each = new Shape(changes.length, 1, 1, 1, 1);
        return batch.mul(scratch.create(gains, each))
                .add(scratch.create(offsets, each))
                .clip(0f, 1f);
    }

    private NDArray noisy(NDManager scratch, NDArray batch, CaseChange[] changes, double deviation) {
        NDList noise = new NDList();
        Shape one = new Shape(1, 1, extent.depth(), extent.height(), extent.width());
        for (CaseChange change : changes) {
            scratch.getEngine().setRandomSeed(change.noiseSeed());
            noise.add(scratch.randomNormal(0, (float) deviation, one, DataType.FLOAT32));
        }
        return batch.add(NDArrays.concat(noise));
    }

    /** A case as the network takes it: values in [0, 1]. */
    float[] scaled(int index) {
        try (NDManager scratch = voxels.getManager().newSubManager()) {
            return batch(scratch, new int[] {index}, Augmentation.NONE, 0, 0).toFloatArray();
        }
    }
}
