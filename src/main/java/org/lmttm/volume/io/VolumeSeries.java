package org.lmttm.volume.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.lmttm.volume.Volume;

/**
 * All volumes of one file, over one piece of memory. It is freed when the series and all volumes shared from it are
 * closed; the volumes that {@link #get} gives own nothing.
 */
public final class VolumeSeries implements AutoCloseable, Iterable<Volume> {
    private final List<Volume> volumes;
    private final Arena arena;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger holders = new AtomicInteger(1);

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

    /**
     * A volume that keeps the memory until it is closed, even when the series is closed before.
     *
     * @param index which volume
     * @return empty when the memory is freed already
     */
    public Optional<Volume> share(int index) {
        int before = holders.getAndUpdate(n -> n == 0 ? 0 : n + 1);
        if (before == 0) {
            return Optional.empty();
        }
        Volume volume = volumes.get(index);
        return Optional.of(new Volume(volume.description(), volume.voxels(), new Hold(this)));
    }

    private void release() {
        if (holders.decrementAndGet() == 0) {
            arena.close();
        }
    }

    /** One holder's part in the memory. */
    private static final class Hold implements Arena {
        private final VolumeSeries series;
        private final AtomicBoolean released = new AtomicBoolean();

        Hold(VolumeSeries series) {
            this.series = series;
        }

        @Override
        public MemorySegment allocate(long byteSize, long byteAlignment) {
            return series.arena.allocate(byteSize, byteAlignment);
        }

        @Override
        public MemorySegment.Scope scope() {
            return series.arena.scope();
        }

        @Override
        public void close() {
            if (released.compareAndSet(false, true)) {
                series.release();
            }
        }
    }

    @Override
    public Iterator<Volume> iterator() {
        return volumes.iterator();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }
}
