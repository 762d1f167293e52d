package org.lmttm.app.volume;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.OpenCase;
import org.lmttm.program.Program;
import org.lmttm.surface.CoarseVolume;
import org.lmttm.surface.Isosurface;
import org.lmttm.surface.LabelMap;
import org.lmttm.surface.MeshTooLargeException;
import org.lmttm.surface.Progress;
import org.lmttm.surface.RayVolume;
import org.lmttm.surface.SurfaceBuilder;
import org.lmttm.surface.SurfaceShape;
import org.lmttm.volume.Volume;

/**
 * What surfaces and ray casting are made from: a case's volume, coarser ones where it is too large or a preview will do,
 * its labels, and the voxels ready for rays; each made once, when first needed. One piece of work at a time, since each
 * uses all processors. Not for the UI thread, but for {@link #close}.
 */
final class SurfaceSource {
    /** Voxels that a surface is extracted from in some milliseconds: 128³. */
    private static final long PREVIEW_VOXELS = 1L << 21;

    private static final int COARSEST = 64;
    private static final int THREADS = Program.threads();

    private final Volume volume;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Volume> coarser = new HashMap<>();
    private Optional<LabelMap> labels = Optional.empty();
    private boolean labelsSought;
    private @Nullable RayVolume rays;
    private boolean closed;

    SurfaceSource(OpenCase openCase) {
        this.volume = openCase.volume();
    }

    /**
     * Makes a surface.
     *
     * @param preview whether a coarse one will do
     */
    SurfaceItem.Made make(SurfaceShape shape, boolean preview, Progress progress) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (shape.label() != null) {
                return new SurfaceItem.Made(label(shape, progress), 1);
            }
            int block = preview ? CoarseVolume.factor(volume, PREVIEW_VOXELS) : CoarseVolume.factor(volume);
            SurfaceShape wanted = preview ? SurfaceShape.at(shape.level(), shape.closed()) : shape;
            while (true) {
                try {
                    return new SurfaceItem.Made(
                            SurfaceBuilder.build(coarse(block, progress), wanted, Isosurface.Options.DEFAULT, progress),
                            block);
                } catch (MeshTooLargeException e) {
                    if (block >= COARSEST) {
                        throw e;
                    }
                    // larger voxels make fewer triangles; the block's size is said beside the surface
                    block *= 2;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private org.lmttm.surface.Mesh label(SurfaceShape shape, Progress progress) {
        LabelMap map = findLabels().orElse(new LabelMap(java.util.List.of()));
        return SurfaceBuilder.buildLabel(volume, shape, map, Isosurface.Options.DEFAULT, progress);
    }

    private Volume coarse(int block, Progress progress) {
        if (block == 1) {
            return volume;
        }
        Volume made = coarser.get(block);
        if (made == null) {
            made = CoarseVolume.of(volume, block, THREADS, progress);
            coarser.put(block, made);
            if (closed) {
                free();
                throw new java.util.concurrent.CancellationException("the case was closed");
            }
        }
        return made;
    }

    /** The labels; empty when the volume is no label map. */
    Optional<LabelMap> labels() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return findLabels();
        } finally {
            lock.unlock();
        }
    }

    private Optional<LabelMap> findLabels() {
        if (!labelsSought) {
            labels = LabelMap.of(volume, Progress.NONE);
            labelsSought = true;
        }
        return labels;
    }

    /** The voxels ready for ray casting. */
    RayVolume rays() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            RayVolume made = rays;
            if (made == null) {
                made = RayVolume.of(volume, THREADS, Progress.NONE);
                rays = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Frees what was made, once no work needs it; waits for that, so not on the UI thread. */
    void close() {
        lock.lock();
        try {
            closed = true;
            free();
            rays = null;
        } finally {
            lock.unlock();
        }
    }

    private void free() {
        coarser.values().forEach(Volume::close);
        coarser.clear();
    }
}
