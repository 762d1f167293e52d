package org.lmttm.program;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log file as the program's own configuration writes it. */
class LogFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private void log(String message, Throwable error) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("lmttm.logs", folder.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(requireNonNull(LogFileTest.class.getResource("/logback.xml")));
        context.getLogger("org.lmttm.Example").info("not worth keeping");
        context.getLogger("org.lmttm.Example").warn(message, error);
        context.stop();
    }

    private String written() throws IOException {
        return Files.readString(folder.resolve("lmttm.log"));
    }

    @Test
    void warningsAreKeptWithTheirStack() throws Exception {
        log("the surface failed", new IllegalStateException("no mesh"));
        assertThat(written())
                .contains("WARN")
                .contains("org.lmttm.Example: the surface failed")
                .contains("java.lang.IllegalStateException: no mesh")
                .contains("at org.lmttm.program.LogFileTest.warningsAreKeptWithTheirStack(LogFileTest.java:")
                .doesNotContain("not worth keeping");
    }

    @Test
    void foldersAreLeftOutBecauseTheyMayNameAPatient() throws Exception {
        log(
                "Reading /data/Jane Doe/1970/head.nii failed",
                new IOException("C:\\scans\\Jane Doe\\head.nii: too short, expected 352 bytes"));
        assertThat(written())
                .contains("Reading head.nii failed")
                .contains("IOException: head.nii: too short, expected 352 bytes")
                .doesNotContain("Jane Doe");
    }
}
