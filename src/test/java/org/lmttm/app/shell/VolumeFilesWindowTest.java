package org.lmttm.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.GridPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Voxel;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.HeaderField;
import org.lmttm.volume.io.VolumeAxis;
import org.lmttm.volume.io.VolumeChoice;
import org.lmttm.volume.io.VolumeExport;
import org.lmttm.volume.io.VolumeFiles;
import org.lmttm.volume.io.VolumeSeries;
import org.lmttm.volume.io.dicom.DicomBytes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Files in the window: volumes along time, the header's fields, export, voxels without a header. */
class VolumeFilesWindowTest extends WindowHarness {
    private static final int TIMES = 4;

    @Start
    void start(Stage stage) throws IOException {
        show(stage);
    }

    @Test
    void steppingThroughTimeKeepsPositionAndWindow(FxRobot robot) throws Exception {
        Path file = openSeries(robot);
        OpenCase first = session().activeCase().get();
        assertThat(label(robot)).startsWith("0 s").contains("0 of 0 … 3");
        Window narrow = new Window(2, 3);
        robot.interact(() -> {
            first.moveCrosshair(new Voxel(1, 2, 3));
            first.window().set(narrow);
            workbench.volume().state().zoom().set(2);
        });
        robot.clickOn("#volume-next");
        waitFor(() -> shownVolume() == 1);
        robot.clickOn("#volume-next");
        waitFor(() -> shownVolume() == 2 && workbench.volume().settled());
        OpenCase third = session().activeCase().get();
        assertThat(third.volume().value(0, 0, 0)).isEqualTo(200);
        assertThat(third.crosshair().get()).isEqualTo(new Voxel(1, 2, 3));
        assertThat(third.window().get()).isEqualTo(narrow);
        assertThat(workbench.volume().state().zoom().get()).isEqualTo(2);
        assertThat(label(robot)).startsWith("5 s").contains("2 of 0 … 3");
        assertThat(session().cases()).hasSize(1);
        robot.clickOn("#volume-before");
        waitFor(() -> shownVolume() == 1 && session().activeCase().get().file().equals(file));
    }

    private int shownVolume() {
        return session().activeCase().get().choice().volume();
    }

    private static String label(FxRobot robot) {
        return robot.lookup("#volume-label").queryAs(Label.class).getText();
    }

    private Path openSeries(FxRobot robot) throws Exception {
        Path file = folder.resolve("series.nii.gz");
        List<Volume> volumes = new ArrayList<>();
        for (int t = 0; t < TIMES; t++) {
            float[] values = new float[6 * 5 * 4];
            for (int x = 0; x < values.length; x++) {
                values[x] = 100 * t + x;
            }
            volumes.add(Volume.ofFloats("t", 6, 5, 4, values, Affine.scaling(2, 2, 2)));
        }
        VolumeAxis axis = new VolumeAxis(VolumeAxis.Kind.TIME, List.of(), 2.5, "s");
        HeaderField name = new HeaderField("descrip", "Description", "Quill, Peter", true);
        VolumeExport.write(file, volumes, axis, List.of(name));
        volumes.forEach(Volume::close);
        robot.interact(() -> workbench.opener().open(file));
        waitFor(() -> session().activeCase().get() != null && workbench.volume().settled());
        return file;
    }

    @Test
    void theHeaderIsSearchedAndPatientFieldsAreAskedFor(FxRobot robot) throws Exception {
        openSeries(robot);
        ListView<HeaderField> list = robot.lookup("#header-fields").<ListView<HeaderField>>queryAs(listType());
        assertThat(list.getItems()).hasSizeGreaterThan(25).noneMatch(HeaderField::patientData);
        TextField search = robot.lookup("#header-search").queryAs(TextField.class);
        robot.interact(() -> search.setText("SROW_Y"));
        assertThat(list.getItems())
                .singleElement()
                .matches(field -> field.value().equals("0 2 0 0"));
        robot.interact(() -> search.setText("spacing"));
        assertThat(list.getItems()).extracting(HeaderField::key).contains("pixdim");
        robot.interact(() -> search.setText("quill"));
        assertThat(list.getItems()).isEmpty();
        CheckBox patient = robot.lookup("#header-patient").queryAs(CheckBox.class);
        robot.interact(() -> patient.setSelected(true));
        assertThat(list.getItems()).singleElement().matches(field -> field.key().equals("descrip"));
        robot.interact(() -> {
            list.getSelectionModel().select(0);
            list.getContextMenu().getItems().getFirst().fire();
        });
        String[] copied = {""};
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).isEqualTo("Quill, Peter");
        assertThat(robot.lookup("#header-count").queryAs(Label.class).getText()).startsWith("1 of ");
    }

    @SuppressWarnings("unchecked") // the list holds header fields
    private static Class<ListView<HeaderField>> listType() {
        return (Class<ListView<HeaderField>>) (Class<?>) ListView.class;
    }

    @Test
    void allVolumesAreExportedWithoutFreeText(FxRobot robot) throws Exception {
        openSeries(robot);
        Path file = folder.resolve("out.nrrd");
        chosenVolume = Optional.of(file);
        fire(robot, "file.export-volume");
        waitFor(() -> Files.isRegularFile(file));
        try (VolumeSeries back = VolumeFiles.openAll(file, VolumeChoice.FIRST)) {
            assertThat(back.size()).isEqualTo(TIMES);
            assertThat(back.get(3).value(1, 0, 0)).isEqualTo(301);
        }
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("Quill");
    }

    @Test
    void whatIsOddAboutASeriesIsSaid(FxRobot robot) throws Exception {
        Path missing = Files.createDirectory(folder.resolve("missing"));
        DicomBytes.series(missing, 10, 12, 16, 18);
        assertThat(oddities(robot, missing)).contains("1 slice is missing between slices 2 and 3");
        Path uneven = Files.createDirectory(folder.resolve("uneven"));
        DicomBytes.series(uneven, 10, 12, 14, 17);
        assertThat(oddities(robot, uneven)).contains("the step is 3 mm between slices 3 and 4");
        Path twice = Files.createDirectory(folder.resolve("twice"));
        Files.copy(DicomBytes.series(twice, 10, 12, 14).getFirst(), twice.resolve("copy"));
        assertThat(oddities(robot, twice)).contains("1 file is a copy of another");
        Path tilted = Files.createDirectory(folder.resolve("tilted"));
        for (int s = 0; s < 3; s++) {
            DicomBytes.slice(s, 10 + 2 * s)
                    .numbers(0x0020_0032, -20, -30 + s, 10 + 2 * s)
                    .write(tilted.resolve("im" + s));
        }
        assertThat(oddities(robot, tilted)).contains("gantry tilt of 26.6°");
    }

    /** All that the panel beside the slices says of a series in a folder. */
    private String oddities(FxRobot robot, Path from) throws Exception {
        robot.interact(() -> workbench.opener().open(from));
        waitFor(() -> session().activeCase().get() != null
                && session().activeCase().get().file().equals(from)
                && workbench.volume().settled());
        return robot.lookup("#metadata").queryAs(GridPane.class).lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(node -> ((Label) node).getText())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void whatIsExportedOfAPatientsSeriesNamesNobody(FxRobot robot) throws Exception {
        Path from = Files.createDirectory(folder.resolve("scan"));
        for (int s = 0; s < 3; s++) {
            DicomBytes.slice(s, 10 + 2 * s)
                    .text(0x0008_0020, "DA", "20240229")
                    .text(0x0008_0030, "TM", "101112")
                    .text(0x0008_0080, "LO", "St Elsewhere")
                    .text(0x0008_103E, "LO", "Thorax for Dr Quincy")
                    .text(0x0010_0030, "DA", "19701224")
                    .text(0x0020_000D, "UI", "1.2.840.99.77.1")
                    .text(0x0020_0052, "UI", "1.2.840.99.77.2")
                    .write(from.resolve("im" + s));
        }
        robot.interact(() -> workbench.opener().open(from));
        waitFor(() -> session().activeCase().get() != null && workbench.volume().settled());
        for (String ending : List.of(".nii", ".nii.gz", ".nrrd", ".mha")) {
            Path file = folder.resolve("out" + ending);
            chosenVolume = Optional.of(file);
            fire(robot, "file.export-volume");
            waitFor(() -> Files.isRegularFile(file));
            try (Volume back = VolumeFiles.open(file)) {
                assertThat(back.value(3, 2, 2)).isEqualTo(223);
                assertThat(back.affineOrVoxels().rows()[2]).containsExactly(0, 0, 2, 10);
            }
            assertThat(unpacked(file))
                    .as(ending)
                    .doesNotContain(
                            "Doe",
                            "Jane",
                            "JD-4711",
                            "20240229",
                            "19701224",
                            "101112",
                            "Elsewhere",
                            "Quincy",
                            "Thorax",
                            "1.2.840",
                            "1.2.3.4");
        }
    }

    /** All bytes of a file as characters, with those that are packed. */
    private static String unpacked(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String plain = new String(bytes, StandardCharsets.ISO_8859_1);
        int packed = plain.indexOf("\u001F\u008B\b");
        if (packed < 0) {
            return plain;
        }
        byte[] rest = Arrays.copyOfRange(bytes, packed, bytes.length);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(rest))) {
            return plain + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void voxelsWithoutAHeaderOpenOnceTheirLayoutFits(FxRobot robot) throws Exception {
        byte[] bytes = new byte[3 + 5 * 4 * 3];
        for (int x = 3; x < bytes.length; x++) {
            bytes[x] = (byte) (x - 3);
        }
        Path file = Files.write(folder.resolve("voxels.bin"), bytes);
        chosenFiles = List.of(file);
        fire(robot, "file.open-raw");
        Button open = robot.lookup("#raw-open").queryAs(Button.class);
        Label verdict = robot.lookup("#raw-verdict").queryAs(Label.class);
        assertThat(open.isDisabled()).isTrue();
        assertThat(verdict.getText()).contains("63");
        String[] sizes = {"5", "4", "3"};
        for (int axis = 0; axis < 3; axis++) {
            type(robot, "#raw-size-" + axis, sizes[axis]);
            type(robot, "#raw-spacing-" + axis, "1.5");
        }
        type(robot, "#raw-offset-0", "3");
        assertThat(open.isDisabled()).as("int16 needs twice the bytes").isTrue();
        robot.interact(() ->
                robot.lookup("#raw-type").queryComboBox().getSelectionModel().select(1));
        assertThat(open.isDisabled()).as(verdict.getText()).isFalse();
        assertThat(verdict.getText()).contains("exactly");
        robot.interact(open::fire);
        waitFor(() -> session().activeCase().get() != null);
        Volume volume = session().activeCase().get().volume();
        assertThat(volume.value(4, 3, 2)).isEqualTo(59);
        assertThat(volume.spacing()).containsExactly(1.5, 1.5, 1.5);
    }

    private static void type(FxRobot robot, String id, String text) {
        robot.interact(() -> robot.lookup(id).queryAs(TextField.class).setText(text));
    }
}
