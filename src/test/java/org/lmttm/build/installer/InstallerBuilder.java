package org.lmttm.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the application image and the installers of the platform that it runs on, from {@code target/dist} and the
 * folder {@code installer}: {@code InstallerBuilder PROJECT VERSION [TYPE,…]}.
 */
public final class InstallerBuilder {
    private static final String CONSOLE = "lmttm";
    /** Set where a signing key is in the key chain. */
    private static final String SIGN = "LMTTM_SIGN";

    private final Path project;
    private final String version;
    private final Target target = Target.current();
    private final Path inputs;
    private final Path out;
    private final Path work;
    private final Path dist;

    private InstallerBuilder(Path project, String version) {
        this.project = project;
        this.version = version;
        inputs = project.resolve("installer");
        out = project.resolve("target").resolve("installer");
        work = out.resolve("work");
        dist = project.resolve("target").resolve("dist");
    }

    /**
     * Builds the image in {@code target/installer} and the packages beside it, with their checksums.
     *
     * @param args the project's folder, the version and, if not all of the platform's, the wanted package types joined
     *     by commas ("app-image" alone makes no package)
     */
    public static void main(String[] args) throws Exception {
        InstallerBuilder builder =
                new InstallerBuilder(Path.of(args[0]).toAbsolutePath().normalize(), args[1]);
        List<String> types =
                args.length > 2 && !args[2].isBlank() ? Arrays.asList(args[2].split(",")) : builder.usualTypes();
        builder.build(types);
    }

    private List<String> usualTypes() {
        return target.types().stream()
                .filter(type -> !type.equals("rpm") || Files.isExecutable(Path.of("/usr/bin/rpmbuild")))
                .toList();
    }

    private void build(List<String> types) throws IOException, InterruptedException {
        Tools.delete(out);
        Files.createDirectories(work);
        writeInput();
        Path modules = work.resolve("modules");
        RuntimeModules.writeJavaFx(dist.resolve("lib").resolve("javafx"), modules);
        String linked = RuntimeModules.find(
                dist.resolve("lib"), dist.resolve("lib").resolve("javafx"), work.resolve("classes"));
        say("modules of the run-time image: " + linked);
        List<String> options = new ArrayList<>();
        options.addAll(
                List.of("--type", "app-image", "--input", work.resolve("input").toString()));
        options.addAll(List.of("--module-path", modules.toString(), "--add-modules", linked));
        options.addAll(read("common.options"));
        options.addAll(read(target.label() + ".options"));
        for (String option : Files.readAllLines(project.resolve("src/dist/bin/jvm.options"))) {
            options.addAll(List.of("--java-options", option));
        }
        options.addAll(List.of("--app-version", packageVersion(), "--dest", out.toString()));
        Tools.run("jpackage", options);
        Path image = out.resolve(target.imageFolder(name()));
        AotCache.add(target.launcher(image, CONSOLE), target.appFolder(image), work.resolve("aot"));
        if (target == Target.MACOS && System.getenv(SIGN) != null) {
            Tools.run("jpackage", List.of("--type", "app-image", "--app-image", image.toString(), "--mac-sign"));
        }
        say("application image: " + megabytes(image) + " MB in " + image);
        for (String type : types) {
            if (!type.equals("app-image")) {
                makePackage(type, image);
            }
        }
        Files.copy(project.resolve("target").resolve("sbom.json"), out.resolve(sbomName()));
        writeChecksums();
        Tools.delete(work);
    }

    /** What lies in {@code $APPDIR}: jars, models, samples, the engine, licences and, on Linux, what desktops read. */
    private void writeInput() throws IOException {
        Path input = Files.createDirectories(work.resolve("input"));
        for (Path jar : Tools.jars(dist.resolve("lib"))) {
            String file = jar.getFileName().toString();
            if (!EngineFolder.isEngine(jar)) {
                Files.copy(jar, input.resolve(file.startsWith("lmttm-workbench-") ? "lmttm-workbench.jar" : file));
            }
        }
        EngineFolder.write(dist.resolve("lib"), input);
        for (String part : List.of("LICENSE", "README.md", "assets", "sample-volumes")) {
            Tools.copy(dist.resolve(part), input.resolve(part));
        }
        Licences.write(
                project.resolve("target").resolve("sbom.json"),
                inputs.resolve("licences"),
                dist.resolve("lib"),
                input.resolve("licences"));
        if (target == Target.LINUX) {
            Files.copy(inputs.resolve("linux").resolve("links.sh"), input.resolve("links.sh"));
            Tools.copy(inputs.resolve("linux").resolve("share"), input.resolve("share"));
            Path hicolor = inputs.resolve("icons").resolve("hicolor");
            try (Stream<Path> sizes = Files.list(hicolor)) {
                for (Path size : sizes.toList()) {
                    Tools.copy(
                            size,
                            input.resolve("share/icons/hicolor")
                                    .resolve(size.getFileName())
                                    .resolve("apps"));
                }
            }
        }
    }

    private void makePackage(String type, Path image) throws IOException {
        List<String> options = new ArrayList<>();
        options.addAll(List.of("--type", type, "--app-image", image.toString(), "--name", name()));
        options.addAll(common("--vendor", "--description", "--copyright"));
        options.addAll(read(target.label() + ".package.options"));
        if (target != Target.LINUX) {
            for (Path association : associations()) {
                options.addAll(List.of("--file-associations", association.toString()));
            }
            options.addAll(List.of("--license-file", project.resolve("LICENSE").toString()));
        }
        options.addAll(List.of("--app-version", packageVersion(), "--dest", out.toString()));
        Tools.run("jpackage", options);
    }

    /** The version as the packages carry it: macOS refuses one that starts with 0, so 0.1.0 is 1.1.0 there. */
    private String packageVersion() {
        return target == Target.MACOS && version.startsWith("0.") ? "1" + version.substring(1) : version;
    }

    /** The file associations that the platform can hold: extensions of two parts are Linux's alone. */
    private List<Path> associations() throws IOException {
        try (Stream<Path> files = Files.list(inputs.resolve("associations"))) {
            return files.filter(p -> !p.getFileName().toString().equals("nifti-gz.properties"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> read(String file) throws IOException {
        return OptionFile.read(inputs.resolve(file), inputs);
    }

    private List<String> common(String... wanted) throws IOException {
        List<String> all = read("common.options");
        List<String> found = new ArrayList<>();
        for (String option : wanted) {
            int at = all.indexOf(option);
            found.addAll(all.subList(at, at + 2));
        }
        return found;
    }

    private String name() throws IOException {
        List<String> options = read(target.label() + ".options");
        return options.get(options.indexOf("--name") + 1);
    }

    private String sbomName() {
        return "lmttm-workbench-" + version + "-" + target.label() + ".cdx.json";
    }

    private void writeChecksums() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.add(sha256(file) + "  " + file.getFileName());
                say(file.getFileName() + ": " + Files.size(file) / 1_000_000 + " MB");
            }
        }
        Files.write(out.resolve("SHA256SUMS"), lines);
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] part = new byte[1 << 16];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                digest.update(part, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static long megabytes(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes / 1_000_000;
        }
    }

    private static void say(String line) {
        System.out.println("installer: " + line);
    }
}
