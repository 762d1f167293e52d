package org.lmttm.volume.io;

import java.lang.foreign.Arena;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lmttm.volume.Volume;

/** All volumes of one file, over one piece of memory that closing the series frees. The volumes themselves own nothing. */
public final class VolumeSeries implements AutoCloseable, Iterable<Volume> {
    private final List<Volume> volumes;
    private final Arena arena;
    private final AtomicBoolean closed = new AtomicBoolean();

    VolumeSeries(List<Volume> volumes, Arena arena) {
        this.volumes = List.copyOf(volumes);
        this.arena = arena;
    }

    /** How many volumes there are, at least 1. */
    public int size() {
        return volumes.size();
    }

    /** A volume; readable until the series closes. */
    public Volume get(int index) {
        return volumes.get(index);
    }

    /** All volumes in order; readable until the series closes. */
    public List<Volume> volumes() {
        return volumes;
    }

    /** The only volume, which takes over the memory: closing it frees what closing the series would have. */
    Volume single() {
        if (volumes.size() != 1 || !closed.compareAndSet(false, true)) {
            throw new IllegalStateException("one open volume is needed, not " + volumes.size());
        }
        Volume volume = volumes.getFirst();
        return new Volume(volume.description(), volume.voxels(), arena);
    }

    @Override
    public Iterator<Volume> iterator() {
        return volumes.iterator();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            arena.close();
        }
    }
}
