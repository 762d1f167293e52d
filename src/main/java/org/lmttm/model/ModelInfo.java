package org.lmttm.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint says about itself.
 *
 * @param name display name; the file name without its ending where the checkpoint has none
 * @param architecture shapes and options of the network
 * @param mode how memory and position behave between cases
 * @param labels class names, one a class
 * @param preprocessing how a volume becomes the network's input
 * @param provenance how the weights came to be (dataset, epochs, seed, metrics …): JSON values by snake_case key
 */
public record ModelInfo(
        String name,
        Architecture architecture,
        Mode mode,
        List<String> labels,
        Preprocessing preprocessing,
        Map<String, Object> provenance) {

    /** Checks that labels and cube fit the architecture; makes the collections immutable. */
    public ModelInfo {
        labels = List.copyOf(labels);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance)); // JSON values may be null
        if (labels.size() != architecture.classes()) {
            throw new IllegalArgumentException(
                    "model " + name + ": " + labels.size() + " labels for " + architecture.classes() + " classes");
        }
        if (!preprocessing.cube().equals(architecture.input())) {
            throw new IllegalArgumentException("model " + name + ": preprocessing makes " + preprocessing.cube()
                    + " but the network takes " + architecture.input());
        }
    }
}
