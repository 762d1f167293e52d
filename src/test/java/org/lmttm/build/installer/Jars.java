package org.lmttm.build.installer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Parts of jars: unpacked, or left out of a copy. */
final class Jars {
    private Jars() {}

    /**
     * Unpacks files of a jar.
     *
     * @param target where an entry goes, by its name; null leaves it
     */
    static void unpack(Path jar, Function<String, @Nullable Path> target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path file = entry.isDirectory() ? null : target.apply(entry.getName());
                if (file != null) {
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    if (!Files.exists(file)) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            Files.copy(in, file);
                        }
                    }
                }
            }
        }
    }

    /** Copies a jar without some of its files. */
    static void copyWithout(Path jar, Path copy, Predicate<String> without) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(file)) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && !without.test(entry.getName())) {
                    ZipEntry kept = new ZipEntry(entry.getName());
                    kept.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(kept);
                    try (InputStream in = zip.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        }
    }

    /** Whether a file of a jar is a native library of some platform. */
    static boolean isNative(String name) {
        return name.endsWith(".dll") || name.endsWith(".dylib") || name.matches(".*\\.so(\\.\\d+)*");
    }
}
