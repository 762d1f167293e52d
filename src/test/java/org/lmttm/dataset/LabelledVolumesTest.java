package org.lmttm.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.SharedData;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

class LabelledVolumesTest {
    @TempDir
    Path folder;

    private Path dataset(String name, NpyArray images, NpyArray labels) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("val_images", images);
        arrays.put("val_labels", labels);
        Path file = folder.resolve(name);
        NpzFile.write(file, arrays);
        return file;
    }

    private static NpyArray images(int cases) {
        byte[] voxels = new byte[cases * 24];
        for (int v = 0; v < voxels.length; v++) {
            voxels[v] = (byte) (5 * v);
        }
        return NpyArray.of(voxels, cases, 2, 3, 4);
    }

    @Test
    void cubesAreScaledAndInOrderAndAbsentSplitsAreSaidToBeAbsent() throws IOException {
        Path file = dataset("tiny.npz", images(3), NpyArray.of(new byte[] {0, 2, 1}, 3, 1));
        LabelledVolumes data = LabelledVolumes.open(file);
        assertThat(data.splits()).containsExactly(Split.VAL);
        assertThat(data.count(Split.VAL)).isEqualTo(3);
        assertThat(data.count(Split.TRAIN)).isZero();
        assertThat(data.labels(Split.VAL)).containsExactly(0, 2, 1);
        assertThat(data.classNames()).containsExactly("class 0", "class 1", "class 2");
        assertThat(new int[] {data.depth(), data.height(), data.width()}).containsExactly(2, 3, 4);
        float[] batch = new float[30];
        data.cube(Split.VAL, 2, batch, 3);
        assertThat(batch[2]).isZero();
        assertThat(batch[3]).isEqualTo(240 / 255f);
        assertThat(batch[7]).isEqualTo(((5 * 52) & 0xFF) / 255f);
        assertThatThrownBy(() -> data.cube(Split.TEST, 0))
                .isInstanceOf(VolumeFormatException.class)
                .hasMessage("tiny.npz: has no test split, only [val]");
        assertThatThrownBy(() -> data.cube(Split.VAL, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void namesComeFromTheJsonBesideOrFromMedMnist() throws IOException {
        NpyArray labels = NpyArray.of(new byte[] {0, 1}, 2);
        Path own = dataset("own.npz", images(2), labels);
        Files.writeString(folder.resolve("own.json"), "{\"labels\": [\"dark\", \"bright\"]}");
        assertThat(LabelledVolumes.open(own).classNames()).containsExactly("dark", "bright");
        Path known = dataset("vesselmnist3d_64.npz", images(2), labels);
        assertThat(LabelledVolumes.open(known).classNames()).containsExactly("vessel", "aneurysm");
        assertThat(LabelledVolumes.open(known).name()).isEqualTo(new DatasetName("vesselmnist3d", "64"));
        Files.writeString(folder.resolve("own.json"), "{\"labels\": [\"one\"]}");
        assertThatThrownBy(() -> LabelledVolumes.open(own)).hasMessage("own.json: names 1 classes, but own.npz uses 2");
        Files.writeString(folder.resolve("own.json"), "{\"labels\": [1, 2]}");
        assertThatThrownBy(() -> LabelledVolumes.open(own)).hasMessageContaining("a list of class names");
        Files.writeString(folder.resolve("own.json"), "{");
        assertThatThrownBy(() -> LabelledVolumes.open(own)).hasMessageStartingWith("own.json: is not JSON");
    }

    @Test
    void arraysThatDoNotFitAreRefusedByName() throws IOException {
        NpyArray two = NpyArray.of(new byte[2], 2, 1);
        Path flat = dataset("flat.npz", NpyArray.of(new byte[8], 2, 4), two);
        assertThatThrownBy(() -> LabelledVolumes.open(flat))
                .hasMessage(
                        "flat.npz: array 'val_images' must be uint8 (cases, depth, height, width), not uint8 [2, 4]");
        Path floats = dataset("floats.npz", NpyArray.of(new float[2], 2, 1, 1, 1), two);
        assertThatThrownBy(() -> LabelledVolumes.open(floats)).hasMessageContaining("not float32 [2, 1, 1, 1]");
        Path few = dataset("few.npz", images(3), two);
        assertThatThrownBy(() -> LabelledVolumes.open(few))
                .hasMessageContaining("'val_labels' must hold one whole number for each of the 3 cases");
        Path many = dataset("many.npz", images(2), NpyArray.of(new byte[4], 2, 2));
        assertThatThrownBy(() -> LabelledVolumes.open(many)).hasMessageContaining("not uint8 [2, 2]");
        Path negative = dataset("negative.npz", images(2), NpyArray.of(new int[] {0, -1}, 2));
        assertThatThrownBy(() -> LabelledVolumes.open(negative)).hasMessageContaining("gives case 1 the class -1");
        assertThatThrownBy(() -> LabelledVolumes.open(folder.resolve("none.npz")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Split.of("training")).hasMessageContaining("one of train, val, test");
    }

    @Test
    void adrenalMnistOpensAsTheReferenceReaderSaysItIs() throws IOException {
        Path file = SharedData.require("data/medmnist/adrenalmnist3d_trainval.npz");
        LabelledVolumes data = LabelledVolumes.open(file);
        assertThat(data.splits()).containsExactly(Split.TRAIN, Split.VAL);
        assertThat(data.count(Split.TRAIN)).isEqualTo(1188);
        assertThat(data.classNames()).containsExactly("normal", "hyperplasia");
        double sum = 0;
        float[] cube = new float[data.voxels()];
        for (int i = 0; i < data.count(Split.TRAIN); i++) {
            data.cube(Split.TRAIN, i, cube);
            for (float v : cube) {
                sum += v;
            }
        }
        // expected.json: the mean of train_images.
        assertThat(255 * sum / 1188 / data.voxels())
                .isCloseTo(4.027525275532291, org.assertj.core.api.Assertions.within(1e-5));
    }

    @Test
    void malformedArchivesAreRefused() {
        for (String name : new String[] {"no_images.npz", "truncated.npz"}) {
            Path file = SharedData.require("data/malformed/npy/" + name);
            assertThatThrownBy(() -> LabelledVolumes.open(file))
                    .isInstanceOf(VolumeFormatException.class)
                    .hasMessageStartingWith(name + ": ");
        }
    }
}
