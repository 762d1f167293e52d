package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.io.HeaderField;
import org.lmttm.volume.io.VolumeAxis;
import org.lmttm.volume.io.VolumeExport;

/** {@code lmttm convert}, and {@code --raw} and {@code --volume} of the commands that take a volume. */
class ConvertCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private String source = "";

    @BeforeEach
    void writeSeries() throws IOException {
        List<Volume> volumes = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            float[] values = new float[24];
            for (int x = 0; x < 24; x++) {
                values[x] = 100 * t + x;
            }
            volumes.add(Volume.ofFloats("t", 4, 3, 2, values, Affine.scaling(2, 2, 2)));
        }
        Path file = folder.resolve("series.nii");
        VolumeExport.write(
                file,
                volumes,
                new VolumeAxis(VolumeAxis.Kind.TIME, List.of(), 2, "s"),
                List.of(new HeaderField("descrip", "Description", "Quill", true)));
        volumes.forEach(Volume::close);
        source = file.toString();
    }

    @Test
    void allVolumesAreWrittenAndTheAnswerNamesFileAndFormat() throws IOException {
        String out = folder.resolve("out.nrrd").toString();
        CommandRun run = CommandRun.of("convert", source, "-o", out, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("file").asString()).isEqualTo(out);
        assertThat(run.json().get("format").asString()).isEqualTo("NRRD");
        CommandRun info = CommandRun.of("info", out, "--volume", "2", "--probe", "3,2,1", "--json");
        assertThat(info.json().get("volumes").asInt()).isEqualTo(3);
        assertThat(info.json().get("probes").get(0).get("value").asDouble()).isEqualTo(223);
        assertThat(Files.readString(Path.of(out), StandardCharsets.ISO_8859_1)).doesNotContain("Quill");
    }

    @Test
    void oneVolumeAndTheHeaderAreWrittenWhenAskedFor() throws IOException {
        String out = folder.resolve("out.mha").toString();
        CommandRun run = CommandRun.of("convert", source, "-o", out, "--volume", "1", "--keep-header");
        assertThat(run.status()).as(run.err()).isZero();
        CommandRun info = CommandRun.of("info", out, "--probe", "0,0,0", "--json");
        assertThat(info.json().get("volumes").asInt()).isEqualTo(1);
        assertThat(info.json().get("probes").get(0).get("value").asDouble()).isEqualTo(100);
        assertThat(Files.readString(Path.of(out), StandardCharsets.ISO_8859_1)).contains("Quill");
    }

    @Test
    void wrongNamesAreWrongUsageAndTheVolumeItselfIsNotReplaced() {
        CommandRun ending =
                CommandRun.of("convert", source, "-o", folder.resolve("out.dcm").toString());
        assertThat(ending.status()).isEqualTo(2);
        assertThat(ending.err()).contains(".nrrd");
        CommandRun itself = CommandRun.of("convert", source, "-o", source);
        assertThat(itself.status()).isEqualTo(1);
        assertThat(itself.err().strip()).contains("series.nii").doesNotContain("\n");
    }

    @Test
    void rawVoxelsOpenByTheirLayout() throws IOException {
        byte[] bytes = new byte[2 + 24];
        for (int x = 0; x < 24; x++) {
            bytes[2 + x] = (byte) x;
        }
        String file = Files.write(folder.resolve("voxels.bin"), bytes).toString();
        CommandRun info = CommandRun.of("info", file, "--raw", "4x3x2,uint8,2,1x1x2.5", "--probe", "3,2,1", "--json");
        assertThat(info.status()).as(info.err()).isZero();
        assertThat(info.json().get("probes").get(0).get("value").asDouble()).isEqualTo(23);
        assertThat(info.json().get("spacing").get(2).asDouble()).isEqualTo(2.5);
        CommandRun large = CommandRun.of("info", file, "--raw", "4x3x3,uint8");
        assertThat(large.status()).isEqualTo(1);
        assertThat(large.err()).contains("voxels.bin", "26", "36");
        assertThat(CommandRun.of("info", file, "--raw", "4x3,uint7").status()).isEqualTo(2);
    }
}
