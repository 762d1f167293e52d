package org.lmttm.app.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Dialogs where there is nobody to ask, as on a tour: every answer is none. Tests override what they answer. */
public class NoDialogs implements FileDialogs {
    @Override
    public List<Path> open() {
        return List.of();
    }

    @Override
    public Optional<Path> savePicture(String suggestedName) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> saveMesh(String suggestedName) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> saveVolume(String suggestedName) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> saveDesk(String suggestedName) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> locate(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> saveFile(String suggestedName) {
        return Optional.empty();
    }
}
