package org.lmttm.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The modules of the run-time image: what jdeps finds in the classes, and what is found only while running. */
final class RuntimeModules {
    /** Services that no class names: text in DICOM's character sets, jar file systems, and FXyz3D's and JNA's Unsafe. */
    private static final List<String> SERVICES = List.of("jdk.charsets", "jdk.zipfs", "jdk.unsupported");

    private RuntimeModules() {}

    /**
     * Asks jdeps about all classes at once. Module descriptors are left out: a mix of modules and plain jars cannot be
     * resolved, and the program runs from the class path anyway.
     *
     * @param libraries folder of the class path's jars
     * @param javafx folder of JavaFX's jars, which must be linked whatever jdeps says
     * @param work empty folder for the unpacked classes; deleted afterwards
     * @return the modules, JavaFX's among them, for {@code --add-modules}
     */
    static String find(Path libraries, Path javafx, Path work) throws IOException {
        List<Path> jars = new ArrayList<>(Tools.jars(libraries));
        jars.addAll(Tools.jars(javafx));
        for (Path jar : jars) {
            Jars.unpack(jar, name -> target(work, name));
        }
        String found = Tools.run(
                "jdeps",
                List.of("--ignore-missing-deps", "--print-module-deps", "--multi-release", "25", work.toString()));
        Tools.delete(work);
        SortedSet<String> modules = new TreeSet<>(SERVICES);
        modules.addAll(List.of(found.strip().split(",")));
        modules.addAll(List.of("javafx.controls", "javafx.swing"));
        return String.join(",", modules);
    }

    private static @Nullable Path target(Path work, String name) {
        boolean plain = name.endsWith(".class") && !name.endsWith("module-info.class") && !name.startsWith("META-INF/");
        return plain ? work.resolve(name) : null;
    }

    /**
     * Makes linkable modules of JavaFX's jars, whose native libraries then lie in the image as files. From a jar they
     * would be unpacked into the home folder at the first start.
     *
     * @param javafx folder of JavaFX's jars for one platform
     * @param modules folder that gets one {@code .jmod} a jar
     */
    static void writeJavaFx(Path javafx, Path modules) throws IOException {
        Files.createDirectories(modules);
        for (Path jar : Tools.jars(javafx)) {
            String name = jar.getFileName().toString().replaceAll("-\\d.*", "").replace('-', '.');
            Path work = modules.resolve(name);
            Path natives = Files.createDirectories(work.resolve("natives"));
            Path classes = Files.createDirectories(work.resolve("classes"));
            Jars.unpack(
                    jar,
                    entry -> Jars.isNative(entry)
                            ? natives.resolve(entry.substring(entry.lastIndexOf('/') + 1))
                            : classes.resolve(entry));
            Tools.run(
                    "jmod",
                    List.of(
                            "create",
                            "--class-path",
                            classes.toString(),
                            "--libs",
                            natives.toString(),
                            modules.resolve(name + ".jmod").toString()));
            Tools.delete(work);
        }
    }
}
