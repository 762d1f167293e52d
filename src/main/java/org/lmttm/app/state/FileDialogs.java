package org.lmttm.app.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user for files; behind an interface because there are no dialogs without a display. */
public interface FileDialogs {
    /** Files to open; empty when the user changed their mind. */
    List<Path> open();

    /** A folder of DICOM files, or a run's, to open. */
    default Optional<Path> openFolder() {
        return Optional.empty();
    }

    /**
     * A folder for something.
     *
     * @param title what it is for
     */
    default Optional<Path> chooseFolder(String title) {
        return Optional.empty();
    }

    /**
     * A file for something.
     *
     * @param title what it is for
     * @param ending such as {@code .zip}
     */
    default Optional<Path> chooseFile(String title, String ending) {
        return Optional.empty();
    }

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

    /**
     * A file to write a volume to; its ending is one of {@link org.lmttm.volume.io.VolumeExport.Format}. Empty when the
     * user changed their mind, or there is nobody to ask.
     *
     * @param suggestedName such as {@code scan.nii.gz}
     */
    Optional<Path> saveVolume(String suggestedName);

    /**
     * A CSV file to write a table to.
     *
     * @param suggestedName with its ending
     */
    default Optional<Path> saveTable(String suggestedName) {
        return Optional.empty();
    }

    /**
     * A file to save the desk to.
     *
     * @param suggestedName with its ending
     */
    Optional<Path> saveDesk(String suggestedName);

    /**
     * Where a file is now that is no longer where it was.
     *
     * @param name its name
     */
    Optional<Path> locate(String name);

    /**
     * Where to save something; the name's ending says what.
     *
     * @param suggestedName such as {@code experiments.csv}
     */
    Optional<Path> saveFile(String suggestedName);

    /**
     * A file to write something to whose ending chooses the format. Empty when the user changed their mind, or there is
     * nobody to ask.
     *
     * @param suggestedName with one of the endings
     * @param endings such as {@code .png}; the usual one first
     */
    default Optional<Path> saveAs(String suggestedName, List<String> endings) {
        return Optional.empty();
    }
}
