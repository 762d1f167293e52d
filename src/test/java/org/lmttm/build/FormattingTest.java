package org.lmttm.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormattingTest {
    @Test
    void everySourceIsFormatted() throws IOException, FormatterException {
        Path project = Path.of("").toAbsolutePath();
        List<String> unformatted = new ArrayList<>();
        for (Path file : SourceFormatter.sources(project)) {
            String source = Files.readString(file);
            if (!SourceFormatter.format(source).equals(source)) {
                unformatted.add(project.relativize(file).toString());
            }
        }
        assertThat(unformatted)
                .as("files to format with: mvn -Pformat test-compile")
                .isEmpty();
    }
}
