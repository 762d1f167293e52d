package org.lmttm.volume.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged DICOM files of every syntax give a volume or one line that names the file, and cost little. */
class DicomFuzzTest {
    private static final int INPUTS = Fuzzing.inputs(4_200);
    /** Preamble and mark. */
    private static final int MARK_END = 132;
    /** Voxels that a packed frame may unpack to are bounded by its header, those of any other by its file. */
    private static final long PACKED = 96L << 20;
    /** Single bits become bytes, or floats where slices are scaled. */
    private static final int WIDEST = 32;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void damagedFilesGiveAVolumeOrOneLine() throws IOException {
        Map<String, byte[]> files = DicomSamples.files();
        int each = (INPUTS + files.size() - 1) / files.size();
        for (Map.Entry<String, byte[]> sound : files.entrySet()) {
            byte[] bytes = sound.getValue();
            Path file = Files.write(folder.resolve(sound.getKey()), bytes);
            boolean plain = DicomSamples.isPlain(sound.getKey());
            int first = bytes[128] == 'D' ? MARK_END : 0;
            long most = plain ? WIDEST * (bytes.length + 1024L) : PACKED;
            assertThat(new Fuzzing(file, first, bytes.length, most).refused(each))
                    .as(sound.getKey())
                    .isPositive();
        }
    }
}
