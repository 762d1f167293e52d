package org.lmttm.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lmttm.dataset.LabelledDataset;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.Split;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.ModelJson;
import org.lmttm.model.Safetensors;

/** SHA-256 hashes by which results are known to belong to a model and a dataset, hexadecimal. */
public final class ContentHash {
    private static final int CHUNK = 1 << 16;

    private ContentHash() {}

    /**
     * The hash of what decides a model's answers: weights, architecture, mode, preprocessing and labels. A name, a
     * calibration or another provenance does not change it.
     */
    public static String ofModel(Path checkpoint, ModelInfo info) throws IOException {
        MessageDigest digest = digest();
        for (Object part : new Object[] {info.architecture(), info.preprocessing(), info.labels()}) {
            digest.update(ModelJson.write(part).getBytes(StandardCharsets.UTF_8));
        }
        digest.update(info.mode().label().getBytes(StandardCharsets.UTF_8));
        Safetensors.read(checkpoint).tensors().forEach((name, tensor) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(tensor.data());
        });
        return hex(digest);
    }

    /**
     * The hash of a dataset's split. Of an archive its content; of a folder its table and, for each case, the file's
     * path, length and time of change: reading every volume would take as long as evaluating them.
     */
    public static String ofDataset(LabelledDataset data, Split split) throws IOException {
        MessageDigest digest = digest();
        update(digest, data.file());
        digest.update(split.label().getBytes(StandardCharsets.UTF_8));
        switch (data) {
            case LabelledVolumes _ -> {}
            case VolumeFolder folder -> {
                int cases = folder.labels(split).length;
                for (int i = 0; i < cases; i++) {
                    Path file = folder.file(split, i);
                    String facts = file + "\0" + Files.size(file) + "\0" + Files.getLastModifiedTime(file);
                    digest.update(facts.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return hex(digest);
    }

    /** The hash of a file's content. */
    public static String ofFile(Path file) throws IOException {
        MessageDigest digest = digest();
        update(digest, file);
        return hex(digest);
    }

    private static void update(MessageDigest digest, Path file) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
