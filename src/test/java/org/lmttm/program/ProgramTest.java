package org.lmttm.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProgramTest {
    @Test
    void largeFilesDoNotFollowTheirUserFromMachineToMachine() {
        Path settings = Path.of("/users/ada/Roaming/LMTTM Workbench");
        assertThat(Program.machineFolder(settings, "/users/ada/Roaming", "/users/ada/Local"))
                .isEqualTo(Path.of("/users/ada/Local/LMTTM Workbench"));
        assertThat(Program.machineFolder(settings, null, null)).isEqualTo(settings);
        assertThat(Program.machineFolder(Path.of("/elsewhere"), "/users/ada/Roaming", "/users/ada/Local"))
                .isEqualTo(Path.of("/elsewhere"));
    }
}
