package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.ReadProgress;

/** Brings the pixels of a series into memory: mapped where they lie as voxels do, else unpacked on all processors. */
final class SeriesVoxels {
    private final SliceStack stack;
    private final VoxelForm form;
    private final PixelLayout layout;

    /** Voxels in the byte order that they have. */
    record Voxels(MemorySegment memory, ByteOrder order) {}

    /** Where a frame's pixels go. */
    private record Target(Frame frame, int channel, MemorySegment slice) {}

    SeriesVoxels(SliceStack stack, VoxelForm form, PixelLayout layout) {
        this.stack = stack;
        this.form = form;
        this.layout = layout;
    }

    /** Bytes that one volume's voxels take. */
    long volumeBytes() {
        return layout.pixels() * stack.depth() * form.type(stack).bytes();
    }

    /**
     * Reads volumes, one after the other in memory.
     *
     * @param first the first one, counting each colour
     * @param count how many
     */
    Voxels read(int first, int count, VoxelAllocator allocator, Arena arena, ReadProgress progress) throws IOException {
        long bytes = Math.multiplyExact(volumeBytes(), count);
        Voxels mapped = mapped(first, count, bytes, arena);
        if (mapped != null) {
            return mapped;
        }
        progress.check();
        MemorySegment voxels = allocator.allocate(bytes, arena);
        Map<Path, List<Target>> targets = new HashMap<>();
        List<DicomImage> images = new ArrayList<>();
        long sliceBytes = volumeBytes() / stack.depth();
        long at = 0;
        for (int v = first; v < first + count; v++) {
            for (List<Frame> slice : stack.volumes().get(v / form.channels())) {
                MemorySegment to = voxels.asSlice(at, sliceBytes);
                at += sliceBytes;
                for (Frame frame : slice) {
                    targets.computeIfAbsent(frame.image().path(), path -> {
                                images.add(frame.image());
                                return new ArrayList<>();
                            })
                            .add(new Target(frame, v % form.channels(), to));
                }
            }
        }
        read(images, targets, progress);
        return new Voxels(voxels, ByteOrder.LITTLE_ENDIAN);
    }

    private void read(List<DicomImage> images, Map<Path, List<Target>> targets, ReadProgress progress)
            throws IOException {
        List<DicomImage> single =
                images.stream().filter(i -> i.layout().frames() == 1).toList();
        int parts = single.size()
                + images.stream()
                        .filter(i -> i.layout().frames() > 1)
                        .mapToInt(i -> targets(targets, i).size())
                        .sum();
        try (ParallelReads reads = new ParallelReads(Math.max(1, parts), progress)) {
            if (form == VoxelForm.SEGMENTS) {
                // where segments overlap, the later one must win every time
                reads.run(1, all -> {
                    for (DicomImage image : images) {
                        try (FrameSource source = FrameSource.open(image)) {
                            write(source, targets(targets, image));
                        }
                    }
                });
                return;
            }
            reads.run(single.size(), n -> {
                DicomImage image = single.get(n);
                try (FrameSource source = FrameSource.open(image)) {
                    write(source, targets(targets, image));
                }
            });
            for (DicomImage image : images) {
                if (image.layout().frames() > 1) {
                    List<Target> frames = targets(targets, image);
                    try (FrameSource source = FrameSource.open(image)) {
                        reads.run(frames.size(), n -> write(source, frames.subList(n, n + 1)));
                    }
                }
            }
        }
    }

    private static List<Target> targets(Map<Path, List<Target>> targets, DicomImage image) {
        return targets.getOrDefault(image.path(), List.of());
    }

    private void write(FrameSource source, List<Target> targets) throws IOException {
        for (Target target : targets) {
            Frame frame = target.frame();
            byte[] pixels = source.frame(frame.index());
            StoredBits.settle(pixels, frame.image());
            form.write(pixels, frame, target.channel(), target.slice());
        }
    }

    /** Frames that lie in one file as voxels do, mapped; null where they do not. */
    private @Nullable Voxels mapped(int first, int count, long bytes, Arena arena) throws IOException {
        Frame start = start(first);
        if (start == null) {
            return null;
        }
        DicomImage image = start.image();
        int next = start.index();
        for (int v = first; v < first + count; v++) {
            for (List<Frame> slice : stack.volumes().get(v)) {
                if (slice.size() != 1
                        || !slice.getFirst().image().isFile(image)
                        || slice.getFirst().index() != next++) {
                    return null;
                }
            }
        }
        long offset = image.pixels().offset() + layout.frameBytes() * start.index();
        try (FileChannel channel = FileChannel.open(image.path(), StandardOpenOption.READ)) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes, arena);
            return new Voxels(mapped, image.syntax().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** The first frame, where its file is of the kind that can be mapped. */
    private @Nullable Frame start(int first) {
        List<Frame> slice = stack.volumes().get(first / form.channels()).getFirst();
        if (form != VoxelForm.STORED || slice.isEmpty()) {
            return null;
        }
        DicomImage image = slice.getFirst().image();
        boolean plain = !image.syntax().encapsulated()
                && !image.syntax().deflated()
                && image.mosaic() == null
                && layout.bitsAllocated() > 1
                && StoredBits.plain(image);
        return plain ? slice.getFirst() : null;
    }
}
