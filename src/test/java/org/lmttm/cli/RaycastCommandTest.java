package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;

class RaycastCommandTest {
    @TempDir
    private Path folder;

    private String file = "";

    /** A bar that is bright at the patient's right. */
    @BeforeEach
    void bar() throws IOException {
        float[] values = new float[24 * 24 * 24];
        for (int x = 0; x < values.length; x++) {
            int i = x % 24;
            int row = x / 24;
            int j = row % 24;
            int k = Math.floorDiv(row, 24);
            boolean inside = i > 3 && i < 20 && Math.abs(j - 12) < 5 && Math.abs(k - 12) < 5;
            values[x] = inside ? 40 + 10 * i : 0;
        }
        Path path = folder.resolve("bar.nii.gz");
        try (Volume volume = Volume.ofFloats("bar", 24, 24, 24, values, Affine.scaling(1, 1, 1))) {
            NiftiWriter.write(path, volume, VoxelType.FLOAT32);
        }
        file = path.toString();
    }

    private BufferedImage draw(String... options) throws IOException {
        Path out = folder.resolve("out.png");
        java.util.List<String> all =
                new java.util.ArrayList<>(List.of("raycast", file, "-o", out.toString(), "--json"));
        all.addAll(List.of(options));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.json().get("files").get(0).asString()).isEqualTo(out.toString());
        return ImageIO.read(out.toFile());
    }

    private static int brightness(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xFF;
    }

    @Test
    void everyPresetAndSideGivesAPictureWithTheResearchLine() throws IOException {
        BufferedImage front = draw("--preset", "mip", "--view", "A", "--size", "100,80");
        assertThat(front.getWidth()).isEqualTo(100);
        assertThat(front.getHeight()).isEqualTo(104);
        assertThat(brightness(front, 34, 40))
                .as("from the front the patient's right is on the left")
                .isGreaterThan(brightness(front, 62, 40) + 40);
        BufferedImage back = draw("--preset", "mip", "--view", "P", "--size", "100,80");
        assertThat(brightness(back, 62, 40)).isGreaterThan(brightness(back, 34, 40) + 40);
        int ink = 0;
        for (int x = 0; x < 100; x++) {
            for (int y = 80; y < 104; y++) {
                ink += brightness(front, x, y) > 100 ? 1 : 0;
            }
        }
        assertThat(ink).isGreaterThan(50);
        for (String preset : List.of("mr", "shape")) {
            assertThat(brightness(draw("--preset", preset, "--view", "30,20", "--size", "64,64"), 32, 32))
                    .isGreaterThan(20);
        }
    }

    @Test
    void aCutTakesASideAway() throws IOException {
        BufferedImage cut = draw("--preset", "mip", "--view", "A", "--size", "100,80", "--cut", "R");
        assertThat(brightness(cut, 34, 40)).isZero();
        assertThat(brightness(cut, 62, 40)).isPositive();
    }

    @Test
    void wrongUsageIsTwoAndNamesTheChoices() {
        String out = folder.resolve("x.png").toString();
        for (String[] wrong : List.of(
                new String[] {"--preset", "gold"},
                new String[] {"--view", "X"},
                new String[] {"--size", "10"},
                new String[] {"--cut", "RL"},
                new String[] {"--window", "5,1"},
                new String[] {"--step", "0"})) {
            CommandRun run = CommandRun.of("raycast", file, "-o", out, wrong[0], wrong[1]);
            assertThat(run.status()).as(wrong[0]).isEqualTo(2);
            assertThat(run.err()).contains(wrong[0].substring(2, 4));
        }
        assertThat(CommandRun.of("raycast", file, "-o", out, "--preset", "gold").err())
                .contains("ct-bone")
                .contains("mip");
        assertThat(CommandRun.of("raycast", file, "-o", folder + "/none/x.png").status())
                .isEqualTo(1);
    }
}
