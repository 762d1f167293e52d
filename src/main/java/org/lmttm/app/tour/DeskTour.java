package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import org.lmttm.app.control.ActionSpec;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.app.state.NoDialogs;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Markup;
import org.lmttm.volume.Point;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.NiftiWriter;

/** The part of the tour about a case's own things: measurements, header, time, and the desk that keeps them. */
final class DeskTour {
    private static final int N = 48;
    private static final int TIMES = 6;
    /** A process id beyond those of every system. */
    private static final String GONE = "running-99999999999.lmttm-desk";

    private final Workbench bench;
    private final Parent content;
    private final Path scratch;
    private final SliceTour.Pictures pictures;

    /** Saves desks where the tour keeps its files. */
    static final class Dialogs extends NoDialogs {
        private final Path desk;

        Dialogs(Path desk) {
            this.desk = desk;
        }

        @Override
        public Optional<Path> saveDesk(String suggestedName) {
            return Optional.of(desk);
        }
    }

    DeskTour(Workbench bench, Parent content, Path scratch, SliceTour.Pictures pictures) {
        this.bench = bench;
        this.content = content;
        this.scratch = scratch;
        this.pictures = pictures;
    }

    /** Where the desk goes. */
    static Path desk(Path scratch) {
        return scratch.resolve("head.lmttm-desk");
    }

    private Session session() {
        return bench.session();
    }

    /** Makes its pictures of the case shown, which then is as before. */
    void run() throws IOException {
        OpenCase head = Toolkit.call(() -> session().activeCase().get());
        measured(head);
        searched();
        inTime(head);
        kept(head);
        Toolkit.run(() -> {
            head.markups().clear();
            session().history().clear();
        });
    }

    /** A distance, an angle, an ellipse and a note on the axial slice. */
    private void measured(OpenCase head) throws IOException {
        Affine affine = head.volume().affineOrVoxels();
        double k = head.crosshair().get().k();
        double i = head.volume().ni();
        double j = head.volume().nj();
        Toolkit.run(() -> head.markups()
                .setAll(
                        Markup.of(
                                Markup.Kind.DISTANCE,
                                point(affine, 0.22 * i, 0.55 * j, k),
                                point(affine, 0.78 * i, 0.55 * j, k)),
                        Markup.of(
                                Markup.Kind.ANGLE,
                                point(affine, 0.3 * i, 0.3 * j, k),
                                point(affine, 0.42 * i, 0.42 * j, k),
                                point(affine, 0.3 * i, 0.48 * j, k)),
                        Markup.of(
                                Markup.Kind.ELLIPSE,
                                point(affine, 0.42 * i, 0.72 * j, k),
                                point(affine, 0.52 * i, 0.72 * j, k),
                                point(affine, 0.42 * i, 0.8 * j, k)),
                        Markup.of(Markup.Kind.NOTE, point(affine, 0.62 * i, 0.45 * j, k))
                                .withText("compare with the first scan")));
        pictures.take("volume-measurements");
    }

    private static Point point(Affine affine, double i, double j, double k) {
        return Point.of(affine.apply(i, j, k));
    }

    /** The header's fields that have to do with the form of the voxels' space. */
    private void searched() throws IOException {
        Toolkit.run(() -> {
            ((TextField) find("#header-search")).setText("form");
            ((ScrollPane) find(".inspector")).setVvalue(1);
        });
        pictures.take("volume-header-search");
        Toolkit.run(() -> {
            ((TextField) find("#header-search")).setText("");
            ((ScrollPane) find(".inspector")).setVvalue(0);
        });
    }

    /** A ball that brightens and fades, at the third of its times. */
    private void inTime(OpenCase head) throws IOException {
        Path file = beating();
        open(file);
        OpenCase shown = Toolkit.call(() -> session().activeCase().get());
        Toolkit.run(() -> session().showVolume(shown, 2));
        Toolkit.await(
                "another time",
                Tour.SOON,
                () -> session().activeCase().get().choice().volume() == 2
                        && bench.volume().settled());
        pictures.take("volume-time");
        Toolkit.run(() -> {
            session().remove(session().activeCase().get());
            session().activeCase().set(head);
        });
        pictures.settle();
    }

    private Path beating() throws IOException {
        float[] values = new float[N * N * N * TIMES];
        for (int v = 0; v < values.length; v++) {
            int row = v / N;
            int slice = row / N;
            double r = Math.hypot(Math.hypot(v % N - N / 2.0, row % N - N / 2.0), slice % N - N / 2.0);
            double beat = 0.5 + 0.5 * Math.sin(Math.PI * Math.floorDiv(slice, N) / (TIMES - 1.0));
            values[v] = (float) (r < N * 0.22 ? 900 * beat : r < N * 0.4 ? 300 - r : 0);
        }
        Path file = scratch.resolve("beating.nii");
        try (Volume volume = Volume.ofFloats("beating", N, N, N * TIMES, values, Affine.scaling(2, 2, 2))) {
            NiftiWriter.write(file, volume, VoxelType.INT16);
        }
        // the slices of all times lie one after the other, as NIfTI has them: its header only has to say so
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(40, (short) 4).putShort(46, (short) N).putShort(48, (short) TIMES);
        header.putFloat(92, 0.12f).put(123, (byte) (2 | 8));
        Files.write(file, bytes);
        return file;
    }

    /** What a crash leaves is offered; a file that is gone is said, and can be pointed to. */
    private void kept(OpenCase head) throws IOException {
        Path lost = Files.copy(scratch.resolve("beating.nii"), scratch.resolve("follow-up.nii"));
        open(lost);
        OpenCase second = Toolkit.call(() -> session().activeCase().get());
        Toolkit.run(() -> session().activeCase().set(head));
        Path desk = desk(scratch);
        action("file.save-desk");
        Toolkit.await(
                "the desk",
                Tour.SOON,
                () -> Files.exists(desk) && session().tasks().running().isEmpty());
        Path left = session().settings().folder().resolve("desks").resolve(GONE);
        Files.createDirectories(left.getParent());
        Files.copy(desk, left);
        Toolkit.run(() -> bench.shell().offerDesk());
        Toolkit.await("the offer", Tour.SOON, () -> find("#desk-bar").isVisible());
        pictures.take("desk-after-crash");
        Toolkit.run(() -> ((Button) find("#desk-discard")).fire());
        Toolkit.run(() -> session().remove(second));
        Files.delete(lost);
        Toolkit.run(() -> bench.opener().open(desk));
        Toolkit.await("the question", Tour.SOON, () -> find("#desk-bar").isVisible());
        pictures.take("desk-missing-file");
        Toolkit.run(() -> ((Button) find("#desk-cancel")).fire());
        pictures.settle();
    }

    private void open(Path file) throws IOException {
        Toolkit.run(() -> bench.opener().open(file));
        Toolkit.await(
                "another volume",
                Tour.SOON,
                () -> session().activeCase().get().file().equals(file)
                        && bench.volume().settled());
    }

    private Node find(String query) {
        return List.copyOf(content.lookupAll(query)).getFirst();
    }

    private void action(String id) throws IOException {
        Toolkit.run(() -> bench.shell().actions().stream()
                .filter(action -> action.id().equals(id))
                .forEach(ActionSpec::fire));
    }
}
