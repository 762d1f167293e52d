package org.lmttm.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.ModelJson;
import org.lmttm.model.Safetensors;
import org.lmttm.program.Sha256;

/** SHA-256 hashes by which results are known to belong to a model and a dataset, hexadecimal. */
public final class ContentHash {
    private ContentHash() {}

    /**
     * The hash of what decides a model's answers: weights, architecture, mode, preprocessing and labels. A name, a
     * calibration or another provenance does not change it.
     */
    public static String ofModel(Path checkpoint, ModelInfo info) throws IOException {
        Sha256 digest = new Sha256();
        for (Object part : new Object[] {info.architecture(), info.preprocessing(), info.labels()}) {
            digest.add(ModelJson.write(part));
        }
        digest.add(info.mode().label());
        Safetensors.read(checkpoint).tensors().forEach((name, tensor) -> {
            digest.add(name);
            digest.add(tensor.data());
        });
        return digest.hex();
    }

    /**
     * The hash of a dataset's split. Of an archive its content; of a folder its table and, for each case, the file's
     * path, length and time of change: reading every volume would take as long as evaluating them.
     */
    public static String ofDataset(LabelledDataset data, Split split) throws IOException {
        Sha256 digest = new Sha256();
        digest.addFile(data.file(), () -> false);
        digest.add(split.label());
        switch (data) {
            case LabelledVolumes _ -> {}
            case VolumeFolder folder -> {
                int cases = folder.labels(split).length;
                for (int i = 0; i < cases; i++) {
                    Path file = folder.file(split, i);
                    String facts = file + "\0" + Files.size(file) + "\0" + Files.getLastModifiedTime(file);
                    digest.add(facts);
                }
            }
        }
        return digest.hex();
    }

    /** The hash of a file's content. */
    public static String ofFile(Path file) throws IOException {
        Sha256 digest = new Sha256();
        digest.addFile(file, () -> false);
        return digest.hex();
    }
}
