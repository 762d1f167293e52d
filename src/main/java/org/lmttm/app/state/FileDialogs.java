package org.lmttm.app.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user for files; behind an interface because there are no dialogs without a display. */
public interface FileDialogs {
    /** Files to open; empty when the user changed their mind. */
    List<Path> open();

    /**
     * A file to write a picture to.
     *
     * @param suggestedName such as {@code scan-axial.png}
     */
    Optional<Path> savePicture(String suggestedName);

    /**
     * A file to write a surface to; its ending chooses the format: {@code .stl}, {@code .obj} or {@code .ply}.
     *
     * @param suggestedName such as {@code scan-bone.stl}
     */
    Optional<Path> saveMesh(String suggestedName);
}
