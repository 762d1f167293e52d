package org.lmttm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture;
import org.lmttm.model.CubeInput;
import org.lmttm.model.ModelInfo;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpyFiles;
import org.lmttm.volume.io.numpy.NpzFile;

/**
 * The cubes of a file: those of a batch (B, 1, D, H, W) of float32 as they are, or one volume after the model's
 * preprocessing.
 */
final class CaseInputs {
    private CaseInputs() {}

    /** @param warnings hears of a volume that had to be resampled without regard to its geometry */
    static List<float[]> read(Path file, @Nullable String chosenCase, ModelInfo model, Consumer<String> warnings)
            throws IOException {
        NpyArray batch = chosenCase == null ? batch(file) : null;
        if (batch != null) {
            return cubes(file, batch, model);
        }
        VolumeChoice choice = chosenCase == null ? VolumeChoice.FIRST : VolumeChoice.parseCase(chosenCase);
        try (Volume volume = VolumeFiles.open(file, choice)) {
            CubeInput.note(volume, model.preprocessing()).ifPresent(warnings);
            return List.of(CubeInput.of(volume, model.preprocessing()));
        }
    }

    private static @Nullable NpyArray batch(Path file) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            NpyArray array = NpyFiles.read(file);
            return isBatch(array.type(), array.shape()) ? array : null;
        }
        if (name.endsWith(".npz")) {
            try (NpzFile npz = NpzFile.open(file)) {
                for (String entry : npz.names()) {
                    var header = npz.header(entry);
                    int[] shape =
                            header.shape().stream().mapToInt(Integer::intValue).toArray();
                    if (isBatch(header.type(), shape)) {
                        return npz.array(entry);
                    }
                }
            }
        }
        return null;
    }

    private static boolean isBatch(VoxelType type, int[] shape) {
        return type == VoxelType.FLOAT32 && shape.length == 5 && shape[1] == 1 && shape[0] > 0;
    }

    private static List<float[]> cubes(Path file, NpyArray batch, ModelInfo model) {
        Architecture.Extent input = model.architecture().input();
        int[] shape = batch.shape();
        if (shape[2] != input.depth() || shape[3] != input.height() || shape[4] != input.width()) {
            throw new CommandFailedException(file + ": its cases have " + shape[2] + " × " + shape[3] + " × " + shape[4]
                    + " voxels but the model takes " + input.depth() + " × " + input.height() + " × "
                    + input.width());
        }
        float[] all = batch.floats();
        List<float[]> cubes = new ArrayList<>();
        for (int start = 0; start < all.length; start += input.count()) {
            cubes.add(Arrays.copyOfRange(all, start, start + input.count()));
        }
        return cubes;
    }
}
