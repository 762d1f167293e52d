package org.lmttm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lmttm.doctor.Examination.Section;
import org.lmttm.program.Program;

class DoctorTest {
    private static final List<Finding> SCREEN = List.of(Finding.ok("JavaFX", "26"));

    private static final List<Finding> CARDS = List.of(Finding.ok("NVIDIA driver", "570.86"));

    private static Finding find(Examination examination, String section, String name) {
        return examination.sections().stream()
                .filter(s -> s.title().equals(section))
                .flatMap(s -> s.findings().stream())
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMachineThatRunsTheTestsIsHealthyAndItsNumbersAreRight() {
        List<String> said = new ArrayList<>();

        Examination examination = Doctor.examine(SCREEN, CARDS, true, said::add);

        assertThat(examination.healthy()).as(examination.text()).isTrue();
        assertThat(said).contains("Engine", "Self-test");
        assertThat(find(examination, "Self-test", "Isosurface").value())
                .contains("triangles")
                .contains("from a ball's");
        assertThat(find(examination, "Self-test", "Training step").value()).matches(".*loss \\d\\.\\d+ and \\d\\.\\d+");
        assertThat(find(examination, "Engine", "PyTorch").value()).startsWith("2.7.1");
        assertThat(find(examination, "Devices", "NVIDIA driver").value()).isEqualTo("570.86");
        assertThat(find(examination, "Screen", "JavaFX").value()).isEqualTo("26");
    }

    @Test
    void withoutSelfTestNothingIsComputed() {
        assertThat(Doctor.examine(SCREEN, CARDS, false, part -> {}).sections())
                .extracting(Section::title)
                .containsExactly("Program", "Screen", "Engine", "Devices", "Room");
    }

    @Test
    void theTextNamesNoUser() {
        Path home = Path.of(System.getProperty("user.home"));

        assertThat(Program.withoutHome(home.resolve(".config").resolve("lmttm")))
                .isEqualTo("~/" + Path.of(".config", "lmttm"));
        assertThat(Program.withoutHome(Path.of("/opt/lmttm").toAbsolutePath())).contains("opt");
    }

    @Test
    void aProblemIsMarkedInTheTextWithWhatToDo() {
        Examination examination = new Examination(List.of(
                new Section("Engine", List.of(Finding.problem("PyTorch", "does not start", "Install it anew.")))));

        assertThat(examination.healthy()).isFalse();
        assertThat(examination.text())
                .contains("! PyTorch: does not start")
                .contains("Install it anew.")
                .contains("research use only");
    }
}
