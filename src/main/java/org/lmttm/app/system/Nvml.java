package org.lmttm.app.system;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's management library, which its driver installs, called directly; loaded when it is first asked. Without the
 * library, or where the driver refuses, there are no GPUs and {@link #absence()} says why.
 *
 * @see <a href="https://docs.nvidia.com/deploy/nvml-api/">NVML API reference</a>
 */
@SuppressWarnings("restricted") // foreign functions are what this class is about
final class Nvml implements GpuSource {
    private static final int SUCCESS = 0;
    private static final int NAME_BYTES = 96;
    private static final String VERSION = "nvmlSystemGetDriverVersion";
    private static final int MOST_DEVICES = 64;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final List<String> libraries;
    private final Arena arena = Arena.ofConfined();
    private boolean opened;
    private String absence = "";
    private String driver = "";
    private final List<Device> devices = new ArrayList<>();
    private @Nullable Functions functions;

    /** What is called again and again. */
    private record Functions(MethodHandle utilization, MethodHandle memory, MethodHandle shutdown) {
        static Functions of(SymbolLookup library) {
            return new Functions(
                    function(library, "nvmlDeviceGetUtilizationRates", POINTER, POINTER),
                    function(library, "nvmlDeviceGetMemoryInfo", POINTER, POINTER),
                    function(library, "nvmlShutdown"));
        }
    }

    private record Device(MemorySegment handle, String name) {}

    /** The installed driver's library. */
    Nvml() {
        this(names(System.getProperty("os.name")));
    }

    /** @param libraries names or paths to try, in order */
    Nvml(List<String> libraries) {
        this.libraries = List.copyOf(libraries);
    }

    static List<String> names(String system) {
        return system.toLowerCase(Locale.ROOT).contains("win")
                ? List.of("nvml.dll", "C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvml.dll")
                : List.of("libnvidia-ml.so.1");
    }

    @Override
    public String absence() {
        return absence;
    }

    /** The driver's version, such as "570.86.15"; empty before the first reading, or where it is not known. */
    String driver() {
        return driver;
    }

    @Override
    public List<Gpu> read() {
        if (!opened) {
            opened = true;
            open();
        }
        Functions call = functions;
        if (call == null) {
            return List.of();
        }
        List<Gpu> gpus = new ArrayList<>();
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment rates = scratch.allocate(INT, 2);
            MemorySegment sizes = scratch.allocate(LONG, 3);
            for (Device device : devices) {
                // a driver that lost its device, or does not measure load (MIG), says so by the code
                boolean loaded = (int) call.utilization.invokeExact(device.handle, rates) == SUCCESS;
                boolean sized = (int) call.memory.invokeExact(device.handle, sizes) == SUCCESS;
                gpus.add(new Gpu(
                        device.name,
                        loaded ? rates.getAtIndex(INT, 0) / 100.0 : Double.NaN,
                        sized ? sizes.getAtIndex(LONG, 2) : 0,
                        sized ? sizes.getAtIndex(LONG, 0) : 0));
            }
        } catch (Throwable e) {
            throw new IllegalStateException("NVML cannot be called", e); // the signatures are wrong
        }
        return gpus;
    }

    private void open() {
        SymbolLookup library = library();
        if (library == null) {
            absence = SystemTexts.text("gpu.no-driver");
            return;
        }
        try {
            Functions found = Functions.of(library);
            int code = (int) function(library, "nvmlInit_v2").invokeExact();
            if (code == SUCCESS) {
                functions = found;
                driver = version(library);
                list(library);
                absence = devices.isEmpty() ? SystemTexts.text("gpu.none") : "";
            } else {
                absence = SystemTexts.text("gpu.refused", code);
            }
        } catch (NoSuchElementException e) {
            absence = SystemTexts.text("gpu.old");
        } catch (Throwable e) {
            throw new IllegalStateException("NVML cannot be called", e);
        }
    }

    private @Nullable SymbolLookup library() {
        for (String name : libraries) {
            try {
                return SymbolLookup.libraryLookup(name, arena);
            } catch (IllegalArgumentException e) {
                // not installed under this name
            }
        }
        return null;
    }

    private String version(SymbolLookup library) throws Throwable {
        if (library.find(VERSION).isEmpty()) {
            return "";
        }
        MemorySegment text = arena.allocate(NAME_BYTES);
        boolean known = (int) function(library, VERSION, POINTER, INT).invokeExact(text, NAME_BYTES) == SUCCESS;
        return known ? text.getString(0, StandardCharsets.UTF_8) : "";
    }

    private void list(SymbolLookup library) throws Throwable {
        MethodHandle byIndex = function(library, "nvmlDeviceGetHandleByIndex_v2", INT, POINTER);
        MethodHandle nameOf = function(library, "nvmlDeviceGetName", POINTER, POINTER, INT);
        MemorySegment count = arena.allocate(INT);
        if ((int) function(library, "nvmlDeviceGetCount_v2", POINTER).invokeExact(count) != SUCCESS) {
            return;
        }
        for (int index = 0; index < Math.clamp(count.get(INT, 0), 0, MOST_DEVICES); index++) {
            MemorySegment handle = arena.allocate(POINTER);
            MemorySegment name = arena.allocate(NAME_BYTES);
            // a device that this user may not see is left out
            if ((int) byIndex.invokeExact(index, handle) == SUCCESS) {
                MemorySegment device = handle.get(POINTER, 0);
                boolean named = (int) nameOf.invokeExact(device, name, NAME_BYTES) == SUCCESS;
                devices.add(new Device(
                        device, named ? name.getString(0, StandardCharsets.UTF_8) : SystemTexts.text("gpu.unnamed")));
            }
        }
    }

    /** A function that answers with a status code. */
    private static MethodHandle function(SymbolLookup library, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(INT, arguments));
    }

    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        Functions call = functions;
        functions = null;
        try {
            if (call != null) {
                int _ = (int) call.shutdown.invokeExact();
            }
        } catch (Throwable e) {
            throw new IllegalStateException("NVML cannot be called", e);
        } finally {
            devices.clear();
            arena.close();
        }
    }
}
