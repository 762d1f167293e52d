package org.lmttm.app.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.lmttm.app.desk.DeskFiles;
import org.lmttm.app.state.FileDialogs;
import org.lmttm.app.state.Messages;
import org.lmttm.volume.io.VolumeExport;

/** The platform's own file dialogs. */
final class NativeDialogs implements FileDialogs {
    private static final Messages TEXT = new Messages("org.lmttm.app.shell");

    private static final List<String> VOLUMES = List.of(
            "*.nii",
            "*.nii.gz",
            "*.hdr",
            "*.img",
            "*.nrrd",
            "*.nhdr",
            "*.mha",
            "*.mhd",
            "*.mgh",
            "*.mgz",
            "*.dcm",
            "*.tif",
            "*.tiff",
            "*.npy",
            "*.npz",
            "*.png",
            "*.jpg");

    private final Window owner;

    NativeDialogs(Window owner) {
        this.owner = owner;
    }

    @Override
    public List<Path> open() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(TEXT.text("open"));
        List<String> all = new ArrayList<>(VOLUMES);
        all.add("*.safetensors");
        chooser.getExtensionFilters()
                .addAll(
                        new ExtensionFilter(TEXT.text("filter.all"), all),
                        new ExtensionFilter(TEXT.text("filter.volumes"), VOLUMES),
                        new ExtensionFilter(TEXT.text("filter.models"), "*.safetensors"),
                        new ExtensionFilter(TEXT.text("filter.any"), "*.*"));
        List<File> files = chooser.showOpenMultipleDialog(owner);
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> saveDesk(String suggestedName) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(TEXT.text("desk.save"));
        chooser.setInitialFileName(suggestedName);
        chooser.getExtensionFilters().add(new ExtensionFilter(TEXT.text("filter.desk"), "*" + DeskFiles.ENDING));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> saveTable(String suggestedName) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(suggestedName);
        chooser.getExtensionFilters().add(new ExtensionFilter(TEXT.text("filter.table"), "*.csv"));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> locate(String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(TEXT.text("desk.locate.title", name));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> openFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(TEXT.text("open_folder"));
        return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> chooseFile(String title, String ending) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().add(new ExtensionFilter("*" + ending, "*" + ending));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
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

    @Override
    public Optional<Path> saveVolume(String suggestedName) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(suggestedName);
        for (VolumeExport.Format format : VolumeExport.Format.values()) {
            for (String ending : format.endings()) {
                chooser.getExtensionFilters()
                        .add(new ExtensionFilter(format.display() + " (" + ending + ")", "*" + ending));
            }
        }
        File chosen = chooser.showSaveDialog(owner);
        if (chosen == null) {
            return Optional.empty();
        }
        Path path = chosen.toPath();
        if (VolumeExport.Format.of(path).isPresent()) {
            return Optional.of(path);
        }
        ExtensionFilter filter = chooser.getSelectedExtensionFilter();
        String ending =
                filter == null ? ".nii.gz" : filter.getExtensions().getFirst().substring(1);
        return Optional.of(path.resolveSibling(path.getFileName() + ending));
    }

    @Override
    public Optional<Path> saveFile(String suggestedName) {
        return saveAs(suggestedName, List.of(suggestedName.substring(suggestedName.lastIndexOf('.'))));
    }

    @Override
    public Optional<Path> saveAs(String suggestedName, List<String> endings) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(suggestedName);
        for (String ending : endings) {
            chooser.getExtensionFilters()
                    .add(new ExtensionFilter(ending.substring(1).toUpperCase(Locale.ROOT), "*" + ending));
        }
        File chosen = chooser.showSaveDialog(owner);
        if (chosen == null) {
            return Optional.empty();
        }
        Path path = chosen.toPath();
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (endings.stream().anyMatch(name::endsWith)) {
            return Optional.of(path);
        }
        ExtensionFilter filter = chooser.getSelectedExtensionFilter();
        String ending = filter == null
                ? endings.getFirst()
                : filter.getExtensions().getFirst().substring(1);
        return Optional.of(path.resolveSibling(path.getFileName() + ending));
    }
}
