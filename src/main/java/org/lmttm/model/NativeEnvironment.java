package org.lmttm.model;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Optional;

/**
 * This process's environment as native libraries see it. Java's own view of it, {@link System#getenv}, is a copy from
 * the program's start and does not change, so that child processes inherit nothing of this.
 */
final class NativeEnvironment {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private NativeEnvironment() {}

    /** Sets a variable; false where the system does not let us. */
    @SuppressWarnings("restricted") // the two functions of the C library are called as it declares them
    static boolean set(String name, String value) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find(WINDOWS ? "_putenv_s" : "setenv");
        if (function.isEmpty()) {
            return false;
        }
        FunctionDescriptor two = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            MemorySegment text = arena.allocateFrom(value);
            int status = WINDOWS
                    ? (int) linker.downcallHandle(function.get(), two).invokeExact(key, text)
                    : (int) linker.downcallHandle(function.get(), two.appendArgumentLayouts(ValueLayout.JAVA_INT))
                            .invokeExact(key, text, 1);
            return status == 0;
        } catch (Throwable e) { // a method handle may throw anything; these two functions throw nothing
            throw new IllegalStateException("setting " + name + " failed", e);
        }
    }

    /** What native libraries read as a variable's value; empty where it is not set. */
    @SuppressWarnings("restricted") // as above; the result is a C string or null
    static Optional<String> get(String name) {
        Linker linker = Linker.nativeLinker();
        MemorySegment function = linker.defaultLookup().findOrThrow("getenv");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = (MemorySegment)
                    linker.downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                            .invokeExact(arena.allocateFrom(name));
            return value.equals(MemorySegment.NULL)
                    ? Optional.empty()
                    : Optional.of(value.reinterpret(Long.MAX_VALUE).getString(0));
        } catch (Throwable e) {
            throw new IllegalStateException("reading " + name + " failed", e);
        }
    }
}
