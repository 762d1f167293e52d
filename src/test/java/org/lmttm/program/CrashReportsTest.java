package org.lmttm.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private CrashReports reports() {
        return new CrashReports(folder.resolve("crashes"));
    }

    private void left(long pid, Path workingFolder) throws IOException {
        Files.createDirectories(reports().folder());
        Files.writeString(reports().folder().resolve("running-" + pid + ".txt"), workingFolder.toString());
    }

    @Test
    void aWindowThatClosesLeavesNothing() throws IOException {
        reports().begin();
        assertThat(reports().unseen()).as("it still runs").isEmpty();
        reports().end();
        assertThat(reports().folder()).isEmptyDirectory();
    }

    @Test
    void anErrorIsKeptUntilItIsSeen() throws IOException {
        reports().record("JavaFX Application Thread", "java.lang.IllegalStateException\n    at Somewhere");
        List<CrashReports.Report> unseen = reports().unseen();
        assertThat(unseen).hasSize(1);
        assertThat(unseen.getFirst().text())
                .contains("at Somewhere", "JavaFX Application Thread", "sent to nobody", "Java: ");
        reports().seen(unseen.getFirst());
        assertThat(reports().unseen()).isEmpty();
        assertThat(reports().folder()).isNotEmptyDirectory();
        reports().seen(unseen.getFirst()); // another window did so before: no harm
    }

    @Test
    void aCrashOfTheMachineIsToldWithItsFramesAndWithoutItsPaths() throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.writeString(work.resolve("hs_err_pid77.log"), """
                # A fatal error has been detected by the Java Runtime Environment:
                #  SIGSEGV (0xb) at pc=0x00007f, pid=77, tid=78
                # Problematic frame:
                # C  [libtorch_cpu.so+0x1234]  at::something+0x10
                # Core dump will be written. Default location: /home/jane/patients/core.77
                Command Line: lmttm /home/jane/patients/doe.nii.gz
                Native frames: (J=compiled Java code)
                C  [libtorch_cpu.so+0x1234]  at::something+0x10
                j  ai.djl.pytorch.jni.PyTorchLibrary.step()V+0

                Environment Variables:
                PWD=/home/jane/patients
                """);
        left(77, work);
        List<CrashReports.Report> unseen = reports().unseen(pid -> false);
        assertThat(unseen).hasSize(1);
        assertThat(unseen.getFirst().text())
                .contains("ended without closing", "SIGSEGV", "# C  [libtorch_cpu.so+0x1234]", "PyTorchLibrary.step")
                .doesNotContain("jane", "doe.nii", "PWD");
        assertThat(reports().unseen(pid -> false))
                .as("told once, until it is seen")
                .hasSize(1);
    }

    @Test
    void aWindowThatRunsIsNoCrash() throws IOException {
        left(77, folder);
        assertThat(reports().unseen(pid -> pid == 77)).isEmpty();
        assertThat(reports().unseen(pid -> false)).hasSize(1);
    }

    @Test
    void theLatestTenAreKept() throws IOException {
        for (int x = 0; x < 14; x++) {
            reports().record("thread " + x, "");
        }
        List<CrashReports.Report> unseen = reports().unseen();
        assertThat(unseen).hasSize(10);
        assertThat(unseen.getFirst().text()).contains("thread 13");
    }
}
