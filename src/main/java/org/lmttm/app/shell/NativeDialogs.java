package org.lmttm.app.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;

/** The platform's own file dialogs. */
final class NativeDialogs implements FileDialogs {
    private static final Messages TEXT = new Messages("org.lmttm.app.shell");

    private final Window owner;

    NativeDialogs(Window owner) {
        this.owner = owner;
    }

    @Override
    public List<Path> open() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(TEXT.text("open"));
        chooser.getExtensionFilters()
                .addAll(
                        new ExtensionFilter(
                                TEXT.text("filter.all"),
                                "*.nii",
                                "*.nii.gz",
                                "*.hdr",
                                "*.img",
                                "*.npy",
                                "*.npz",
                                "*.safetensors"),
                        new ExtensionFilter(
                                TEXT.text("filter.volumes"), "*.nii", "*.nii.gz", "*.hdr", "*.img", "*.npy", "*.npz"),
                        new ExtensionFilter(TEXT.text("filter.models"), "*.safetensors"),
                        new ExtensionFilter(TEXT.text("filter.any"), "*.*"));
        List<File> files = chooser.showOpenMultipleDialog(owner);
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> savePicture(String suggestedName) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(suggestedName);
        chooser.getExtensionFilters().add(new ExtensionFilter(TEXT.text("filter.picture"), "*.png"));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> saveMesh(String suggestedName) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(suggestedName);
        chooser.getExtensionFilters()
                .addAll(
                        new ExtensionFilter("STL", "*.stl"),
                        new ExtensionFilter("OBJ", "*.obj"),
                        new ExtensionFilter("PLY", "*.ply"));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }
}
