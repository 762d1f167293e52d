package org.lmttm.cli;

import org.lmttm.app.doctor.ScreenFindings;
import org.lmttm.app.system.GpuFindings;
import org.lmttm.doctor.Doctor;
import org.lmttm.doctor.Examination;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lmttm doctor}: what this machine offers, and what is wrong where something is. */
@Command(
        name = "doctor",
        description = {
            "Looks at Java, the screen, the engine and its devices, disk and memory, and computes for a few seconds.",
            "The text names no people, patients or files: it can be sent to whoever helps."
        })
final class DoctorCommand extends JsonCommand {
    @Option(names = "--no-self-test", description = "Look only, compute nothing.")
    private boolean noSelfTest;

    /** Printed as JSON: whether everything works, and all findings. */
    private record Printed(boolean healthy, Examination examination) {}

    @Override
    Answer answer() {
        Examination examination = Doctor.examine(ScreenFindings.look(), GpuFindings.look(), !noSelfTest, part -> {});
        return new Answer(new Printed(examination.healthy(), examination), examination.text());
    }
}
