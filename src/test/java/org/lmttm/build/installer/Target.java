package org.lmttm.build.installer;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The three platforms that are packaged, each on itself: jpackage makes no foreign packages. */
enum Target {
    LINUX("linux", "deb,rpm", ""),
    WINDOWS("windows", "msi", ".exe"),
    MACOS("macos", "dmg", "");

    private final String label;
    private final String types;
    private final String suffix;

    Target(String label, String types, String suffix) {
        this.label = label;
        this.types = types;
        this.suffix = suffix;
    }

    static Target current() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return os.contains("win") ? WINDOWS : os.contains("mac") ? MACOS : LINUX;
    }

    /** What the files and folders of {@code installer/} call it. */
    String label() {
        return label;
    }

    /** The package types of jpackage that are made there. */
    List<String> types() {
        return List.of(types.split(",", -1));
    }

    /** The name that jpackage gives the image's folder, from the product's name in the platform's options. */
    String imageFolder(String name) {
        return this == MACOS ? name + ".app" : name;
    }

    /** The folder of jars, models and samples ({@code $APPDIR}) in an image. */
    Path appFolder(Path image) {
        return switch (this) {
            case LINUX -> image.resolve("lib").resolve("app");
            case WINDOWS -> image.resolve("app");
            case MACOS -> image.resolve("Contents").resolve("app");
        };
    }

    /** A launcher of an image. */
    Path launcher(Path image, String name) {
        return switch (this) {
            case LINUX -> image.resolve("bin").resolve(name);
            case WINDOWS -> image.resolve(name + suffix);
            case MACOS -> image.resolve("Contents").resolve("MacOS").resolve(name);
        };
    }
}
