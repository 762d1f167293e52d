package org.lmttm.volume.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The memory of one file's voxels, freed by closing. What is unpacked goes into memory that the system commits only as
 * it is written, so that a header that promises more than its file holds costs nothing; beyond a limit it goes into a
 * mapped temporary file, which closing deletes.
 */
final class VoxelArena implements Arena {
    /** Names the setting of the most bytes of unpacked voxels that are kept in memory, 2 GB unless set. */
    static final String LARGEST_IN_MEMORY = "lmttm.unpacked.memory";

    private final Arena arena = Arena.ofShared();
    private final long largestInMemory;
    private final List<Path> temporary = new CopyOnWriteArrayList<>();

    VoxelArena() {
        this(Long.getLong(LARGEST_IN_MEMORY, 2L << 30));
    }

    /** @param largestInMemory bytes beyond which a temporary file is used */
    VoxelArena(long largestInMemory) {
        this.largestInMemory = largestInMemory;
    }

    /**
     * Memory to unpack into, zeros until it is written.
     *
     * @param bytes compared by the caller with what the file can hold
     * @throws IOException when neither memory nor disk has the room
     */
    MemorySegment unpacked(long bytes) throws IOException {
        return bytes <= largestInMemory ? C.zeros(bytes, arena) : mapped(bytes);
    }

    private MemorySegment mapped(long bytes) throws IOException {
        Path file = Files.createTempFile("lmttm-voxels", ".tmp");
        temporary.add(file);
        long free = Files.getFileStore(file).getUsableSpace();
        if (free < bytes) {
            delete(file);
            throw new IOException("unpacking needs " + bytes + " bytes in the folder for temporary files "
                    + file.getParent() + ", which has " + free + " free; make room there");
        }
        MemorySegment voxels;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            voxels = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        }
        // Where the system lets go of a name that is still mapped, not even a crash leaves the file behind.
        delete(file);
        return voxels;
    }

    /** Temporary files whose names still stand. */
    List<Path> temporaryFiles() {
        return List.copyOf(temporary);
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            temporary.remove(file);
        } catch (IOException _) {
            // Windows keeps a mapped file: it goes when the arena is closed, or at the latest when the program ends.
            file.toFile().deleteOnExit();
        }
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        return arena.allocate(byteSize, byteAlignment);
    }

    @Override
    public MemorySegment.Scope scope() {
        return arena.scope();
    }

    @Override
    public void close() {
        arena.close();
        temporary.forEach(this::delete);
    }

    /** C's allocator: unlike the arena's it does not write zeros over memory that nothing may ever fill. */
    @SuppressWarnings("restricted")
    private static final class C {
        private static final MethodHandle CALLOC = handle(
                "calloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        private static final MethodHandle FREE = handle("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

        private static MethodHandle handle(String name, FunctionDescriptor signature) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
        }

        static MemorySegment zeros(long bytes, Arena owner) throws IOException {
            MemorySegment memory = (MemorySegment) call(CALLOC, Math.max(1, bytes), 1L);
            if (memory.address() == 0) {
                throw new IOException("the voxels need " + bytes
                        + " bytes of memory, which the system does not give; close other volumes");
            }
            return memory.reinterpret(bytes, owner, C::free);
        }

        private static void free(MemorySegment memory) {
            Object _ = call(FREE, memory);
        }

        private static Object call(MethodHandle handle, Object... arguments) {
            try {
                return handle.invokeWithArguments(arguments);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("the C library's allocator failed", e);
            }
        }
    }
}
