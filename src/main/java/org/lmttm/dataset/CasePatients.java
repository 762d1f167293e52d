package org.lmttm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.lmttm.volume.VolumeFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whose an archive's cases are, where the JSON beside it says so: {@code "patients": {"train": [0, 0, 1, …], …}}, numbers
 * that mean the same in every split.
 */
final class CasePatients {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CasePatients() {}

    /**
     * The patients of each split's cases.
     *
     * @param labels of each split's cases
     * @return empty where the file does not name them
     * @throws VolumeFormatException when it names them for some cases only
     */
    static Map<Split, int[]> beside(Path npz, Map<Split, int[]> labels) throws IOException {
        Map<Split, int[]> patients = new EnumMap<>(Split.class);
        Path json = ClassNames.json(npz);
        if (!Files.exists(json)) {
            return patients;
        }
        JsonNode named;
        try {
            named = JSON.readTree(ClassNames.bytes(json)).path("patients");
        } catch (JacksonException e) {
            throw new VolumeFormatException(json, "is not JSON (" + e.getOriginalMessage() + ")", e);
        }
        if (named.isMissingNode() || named.isNull()) {
            return patients;
        }
        for (Map.Entry<Split, int[]> split : labels.entrySet()) {
            String name = split.getKey().label();
            JsonNode list = named.path(name);
            int[] numbers = new int[split.getValue().length];
            boolean whole = list.isArray() && list.size() == numbers.length;
            for (int i = 0; whole && i < numbers.length; i++) {
                whole = list.get(i).isInt();
                numbers[i] = list.get(i).asInt(-1);
            }
            if (!whole) {
                throw new VolumeFormatException(
                        json,
                        "needs, under \"patients\", a whole number for each of the " + numbers.length + " cases of "
                                + name + " of " + npz.getFileName() + "; build both files again, or take the key out");
            }
            patients.put(split.getKey(), numbers);
        }
        return patients;
    }
}
