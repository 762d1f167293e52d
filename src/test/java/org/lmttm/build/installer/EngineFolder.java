package org.lmttm.build.installer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The engine's native libraries, unpacked to where DJL looks before it unpacks anything into the home folder: {@code
 * pytorch/VERSION-FLAVOR-CLASSIFIER} below {@code ENGINE_CACHE_DIR}. The JNI library for CUDA goes beside, since an
 * installed program's folder cannot be written to when an installed PyTorch with CUDA is used.
 *
 * @see <a href="https://github.com/deepjavalibrary/djl/blob/v0.35.1/engines/pytorch/pytorch-engine/src/main/java/ai/djl/pytorch/jni/LibUtils.java">LibUtils</a>
 */
final class EngineFolder {
    private static final String NATIVE = "pytorch-native-";
    private static final String JNI = "pytorch-jni-";
    private static final String PROPERTIES = "native/lib/pytorch.properties";

    private EngineFolder() {}

    /** Whether a jar carries native libraries of the engine, which {@link #write} takes instead of a plain copy. */
    static boolean isEngine(Path jar) {
        String name = jar.getFileName().toString();
        return name.startsWith(NATIVE) || name.startsWith(JNI);
    }

    /**
     * Unpacks the engine's libraries and copies its jars without them.
     *
     * @param libraries folder with the engine's two jars for one platform
     * @param app folder that gets the jars and, in {@code engine}, the libraries
     */
    static void write(Path libraries, Path app) throws IOException {
        Path natives = find(libraries, NATIVE);
        Path jni = find(libraries, JNI);
        Properties made = properties(natives);
        String version = value(made, "version", natives);
        String flavor = value(made, "flavor", natives);
        String classifier = value(made, "classifier", natives);
        Path pytorch = app.resolve("engine").resolve("pytorch");
        Path folder = pytorch.resolve(version + "-" + flavor + "-" + classifier);
        String inside = "pytorch/" + flavor + "/" + classifier + "/";
        Jars.unpack(natives, name -> name.startsWith(inside) ? folder.resolve(name.substring(inside.length())) : null);
        // pytorch-jni-2.7.1-0.35.1.jar: the engine's version, then DJL's
        String[] versions = jni.getFileName()
                .toString()
                .replace(".jar", "")
                .substring(JNI.length())
                .split("-", 2);
        Jars.unpack(jni, name -> {
            String[] parts = name.split("/", -1);
            if (parts.length != 4 || !parts[0].equals("jnilib") || !parts[1].equals(classifier)) {
                return null;
            }
            // an installed PyTorch is asked for by its plain version
            String engine = parts[2].equals(flavor) ? version : versions[0];
            return pytorch.resolve(engine + "-" + parts[2] + "-" + classifier).resolve(versions[1] + "-" + parts[3]);
        });
        Jars.copyWithout(natives, app.resolve(natives.getFileName()), Jars::isNative);
        Jars.copyWithout(jni, app.resolve(jni.getFileName()), Jars::isNative);
    }

    private static Path find(Path libraries, String prefix) throws IOException {
        return Tools.jars(libraries).stream()
                .filter(p -> p.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new IOException(libraries + ": no jar " + prefix + "*.jar"));
    }

    private static Properties properties(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(PROPERTIES);
            if (entry == null) {
                throw new IOException(jar + ": no " + PROPERTIES);
            }
            Properties properties = new Properties();
            try (InputStream in = zip.getInputStream(entry)) {
                properties.load(in);
            }
            return properties;
        }
    }

    private static String value(Properties properties, String key, Path jar) throws IOException {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IOException(jar + ": " + PROPERTIES + " lacks " + key);
        }
        return value;
    }

    /** Whether a folder holds the engine, unpacked. */
    static boolean isWhole(Path app) throws IOException {
        try (var files = Files.walk(app.resolve("engine"))) {
            return files.filter(p -> Jars.isNative(p.getFileName().toString())).count() >= 3;
        }
    }
}
