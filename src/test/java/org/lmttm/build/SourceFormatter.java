package org.lmttm.build;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's one code style: palantir-java-format on the JDK that compiles the sources. */
public final class SourceFormatter {
    private static final JavaFormatterOptions OPTIONS = JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build();

    private SourceFormatter() {}

    /**
     * Formats every Java source of the project in place.
     *
     * @param args the project's folder
     */
    public static void main(String[] args) throws IOException, FormatterException {
        for (Path file : sources(Path.of(args[0]))) {
            String source = Files.readString(file);
            String formatted = format(source);
            if (!formatted.equals(source)) {
                Files.writeString(file, formatted);
                System.out.println("formatted " + file);
            }
        }
    }

    static List<Path> sources(Path project) throws IOException {
        try (Stream<Path> tree = Files.walk(project.resolve("src"))) {
            return tree.filter(p -> p.toString().endsWith(".java")).sorted().toList();
        }
    }

    static String format(String source) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(
                RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.PALANTIR);
        return Formatter.createFormatter(OPTIONS).formatSource(ordered);
    }
}
