package org.lmttm.training;

import java.io.IOException;
import java.util.List;
import org.lmttm.model.Architecture.Extent;

/**
 * The cubes that train and those that validate, in memory.
 *
 * @param training at least one case
 * @param validation at least one case, of the same extent
 * @param classNames names of the classes in the order of their labels, at least two
 * @param choice how the two came to be, in one line
 * @param notes what the user should be warned of; one line each
 */
record RunData(CubeSet training, CubeSet validation, List<String> classNames, String choice, List<String> notes) {
    RunData {
        classNames = List.copyOf(classNames);
        notes = List.copyOf(notes);
    }

    /**
     * Loads what a configuration names and checks that network and pinned case fit it.
     *
     * @throws IOException if the dataset cannot be used; says what does not fit
     */
    static RunData load(TrainingConfig config, ReadProgress progress) throws IOException {
        return CaseReader.read(
                RunCases.of(config),
                config.preprocessing().of(config.architecture().input()),
                progress);
    }

    static String text(Extent extent) {
        return extent.depth() + " × " + extent.height() + " × " + extent.width();
    }
}
