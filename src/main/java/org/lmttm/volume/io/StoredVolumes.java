package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lmttm.volume.Affine;
import org.lmttm.volume.DisplayHints;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/**
 * The volumes of a file as its header describes them, and where their bytes are.
 *
 * @param format name of the format, such as "NRRD"
 * @param grid how the axes lie in memory
 * @param order which index of the volume runs fastest in memory
 * @param type how a voxel is stored
 * @param bytes where the voxels are
 * @param byteOrder byte order of the stored voxels
 * @param slope value = slope · stored + intercept
 * @param intercept see slope
 * @param affine voxel → patient mm; empty when the file carries no geometry
 * @param axis what the volumes are
 * @param warnings what was odd but could be read
 * @param inverted whether the file wants low values shown bright
 */
record StoredVolumes(
        String format,
        VoxelGrid grid,
        Volume.StorageOrder order,
        VoxelType type,
        VoxelBytes bytes,
        ByteOrder byteOrder,
        double slope,
        double intercept,
        Optional<Affine> affine,
        VolumeAxis axis,
        List<String> warnings,
        boolean inverted) {
    /** Volumes whose low values are dark, as nearly all are. */
    StoredVolumes(
            String format,
            VoxelGrid grid,
            Volume.StorageOrder order,
            VoxelType type,
            VoxelBytes bytes,
            ByteOrder byteOrder,
            double slope,
            double intercept,
            Optional<Affine> affine,
            VolumeAxis axis,
            List<String> warnings) {
        this(format, grid, order, type, bytes, byteOrder, slope, intercept, affine, axis, warnings, false);
    }

    VolumeListing listing() {
        return new VolumeListing(format, grid.volumes(), Map.of(), axis);
    }

    /** Opens one volume or all. */
    @SuppressWarnings("MustBeClosedChecker") // the series owns the arena
    VolumeSeries open(FileHead head, VolumeChoice choice, boolean all) throws IOException {
        choice.refuseSplit(head);
        int volumes = grid.volumes();
        if (!all && choice.volume() >= volumes) {
            throw head.failure("has no volume " + choice.volume() + ": there are " + volumes + ", counted from 0");
        }
        requireWhole(head);
        int first = all ? 0 : choice.volume();
        int count = all ? volumes : 1;
        long size = grid.voxels() * type.bytes();
        VoxelArena arena = new VoxelArena();
        try {
            MemorySegment voxels;
            if (grid.inOrder()) {
                voxels = bytes.load(first * size, count * size, first + count == volumes, arena);
            } else {
                try (VoxelArena whole = new VoxelArena()) {
                    MemorySegment stored = bytes.load(0, grid.all() * type.bytes(), true, whole);
                    voxels = grid.gather(stored, type.bytes(), first, count, arena);
                }
            }
            List<Volume> opened = new ArrayList<>(count);
            for (int v = 0; v < count; v++) {
                opened.add(Volume.view(description(head, first + v), voxels.asSlice(v * size, size)));
            }
            return new VolumeSeries(opened, arena);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /** A file that lacks its end is refused even when the volume asked for is there. */
    private void requireWhole(FileHead head) throws IOException {
        long needed = grid.all() * type.bytes();
        if (needed > bytes.largest()) {
            throw head.failure("is cut short or its header is damaged: the header declares " + needed
                    + " bytes of voxels, and there can be at most " + bytes.largest());
        }
    }

    private Volume.Description description(FileHead head, int volume) {
        boolean first = order == Volume.StorageOrder.FIRST_FASTEST;
        boolean picture = grid.spatial().length == 2;
        int fast = picture && !first ? 1 : grid.size(0);
        int middle = picture && !first ? grid.size(0) : grid.size(1);
        int slow = picture && !first ? grid.size(1) : grid.size(2);
        return new Volume.Description(
                head.displayName() + (grid.volumes() > 1 ? " [" + volume + "]" : ""),
                format,
                first ? fast : slow,
                middle,
                first ? slow : fast,
                type,
                byteOrder,
                order,
                slope,
                intercept,
                affine,
                warnings,
                inverted ? new DisplayHints(Optional.empty(), List.of(), true) : DisplayHints.NONE);
    }
}
