package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files of every format but DICOM give a volume or one line that names the file, and cost little. */
class FuzzTest {
    private static final int INPUTS = Fuzzing.inputs(16_800);
    private static final int HEADER = 360;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void damagedFilesGiveAVolumeOrOneLine() throws IOException {
        List<String> names = FormatFiles.write(folder);
        int each = (INPUTS + names.size() - 1) / names.size();
        List<String> silent = new ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            long most = FileHead.largestInflated(2 * Files.size(file) + 64);
            if (new Fuzzing(file, 0, HEADER, most).refused(each) == 0) {
                silent.add(name);
            }
        }
        assertThat(silent).as("formats of which nothing was refused").isEmpty();
    }
}
