package org.lmttm.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.lmttm.program.Sha256;
import org.lmttm.volume.VolumeFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where class names come from, first that is there: {@code labels} (a list of texts) in the JSON file that stands beside
 * the dataset under the same name; MedMNIST's own, by the dataset's flag; "class 0", "class 1" ….
 */
final class ClassNames {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An archive of a million cases has a JSON of about a quarter of this. */
    private static final long MOST_BYTES = 512L << 20;

    private ClassNames() {}

    /**
     * What the JSON beside a dataset says.
     *
     * @param names empty where there is no such file
     * @param sha256 of the bytes that were read, hexadecimal; empty where there is no such file
     */
    record Beside(List<String> names, String sha256) {
        static final Beside NONE = new Beside(List.of(), "");

        /** Makes the list immutable. */
        Beside {
            names = List.copyOf(names);
        }
    }

    /**
     * The names.
     *
     * @param npz the dataset
     * @param classes classes that its labels use; there may be more names than that
     */
    static List<String> of(Path npz, int classes) throws IOException {
        List<String> named = beside(npz).names();
        if (!named.isEmpty()) {
            if (named.size() < classes) {
                throw new VolumeFormatException(
                        json(npz), "names " + named.size() + " classes, but " + npz.getFileName() + " uses " + classes);
            }
            return named;
        }
        List<String> known = medMnist(DatasetName.of(npz).flag());
        return known.size() >= classes
                ? known
                : IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    }

    /** What the JSON file beside a dataset says. */
    static Beside beside(Path dataset) throws IOException {
        Path json = json(dataset);
        return Files.exists(json) ? read(json) : Beside.NONE;
    }

    /** The bytes of a JSON beside a dataset, unless it is too large to be one. */
    static byte[] bytes(Path json) throws IOException {
        long bytes = Files.size(json);
        if (bytes > MOST_BYTES) {
            throw new VolumeFormatException(
                    json, "has " + bytes + " bytes; a JSON beside a dataset has at most " + MOST_BYTES);
        }
        return Files.readAllBytes(json);
    }

    /** The JSON file that may stand beside a dataset. */
    static Path json(Path dataset) {
        return dataset.resolveSibling(stem(dataset) + ".json");
    }

    /** A dataset's file name without its ending. */
    static String stem(Path dataset) {
        return String.valueOf(dataset.getFileName()).replaceFirst("(?i)\\.(npz|csv)$", "");
    }

    private static Beside read(Path json) throws IOException {
        byte[] bytes = bytes(json);
        JsonNode labels;
        try {
            labels = JSON.readTree(bytes).path("labels");
        } catch (JacksonException e) {
            throw new VolumeFormatException(json, "is not JSON (" + e.getOriginalMessage() + ")", e);
        }
        List<String> names = new ArrayList<>();
        for (JsonNode label : labels) {
            if (label.isString()) {
                names.add(label.asString());
            }
        }
        if (names.isEmpty() || names.size() != labels.size()) {
            throw new VolumeFormatException(json, "needs \"labels\": a list of class names");
        }
        return new Beside(names, new Sha256().add(bytes).hex());
    }

    /** MedMNIST's names of a flag; empty where it is none of its. */
    static List<String> medMnist(String flag) throws IOException {
        Properties known = new Properties();
        try (InputStream in = ClassNames.class.getResourceAsStream("medmnist3d.properties")) {
            if (in == null) {
                throw new IOException("this build lacks the MedMNIST class names");
            }
            known.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        String names = known.getProperty(flag);
        return names == null ? List.of() : List.of(names.split(";"));
    }
}
