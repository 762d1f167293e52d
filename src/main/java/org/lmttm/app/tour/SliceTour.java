package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.file.Path;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.app.state.OpenCase;
import org.lmttm.app.state.Session;
import org.lmttm.app.volume.ViewState;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Point;
import org.lmttm.volume.Region;
import org.lmttm.volume.Resampler;
import org.lmttm.volume.Slab;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.WindowPreset;
import org.lmttm.volume.io.NiftiWriter;

/** The slices' part of the tour: axes turned, a slab, a label map from another grid over them, two volumes side by side. */
final class SliceTour {
    private static final int N = 96;
    private static final double EDGE = 230;

    private final Workbench bench;
    private final Path scratch;
    private final Pictures pictures;

    /** Saves what the window shows. */
    interface Pictures {
        void take(String name) throws IOException;

        void settle() throws IOException;
    }

    SliceTour(Workbench bench, Path scratch, Pictures pictures) {
        this.bench = bench;
        this.scratch = scratch;
        this.pictures = pictures;
    }

    /** Makes its pictures of the case shown, which then is as before. */
    void run() throws IOException {
        ViewState state = bench.volume().state();
        OpenCase phantom = Toolkit.call(() -> session().activeCase().get());
        Toolkit.run(() -> {
            phantom.window().set(WindowPreset.CT_ANGIO.window(phantom.histogram()));
            Point front = new Point(0, 1, 0);
            state.turnBy(new Point(0, 0, 1), Math.toRadians(24));
            state.turnBy(front, Math.toRadians(-12));
            state.slab().set(new Slab(Slab.Projection.MAXIMUM, 20));
        });
        pictures.take("volume-oblique-slab");
        Toolkit.run(state::reset);
        OpenCase labels = other(phantom, "tissues.nii", true);
        OpenCase coarse = other(phantom, "second-scan.nii", false);
        Toolkit.run(() -> {
            session().activeCase().set(phantom);
            phantom.window().set(WindowPreset.CT_ABDOMEN.window(phantom.histogram()));
            bench.volume().paintOver(labels);
        });
        pictures.take("volume-overlay");
        Toolkit.run(() -> {
            bench.volume().paintOver(null);
            bench.volume().compare(coarse);
        });
        pictures.take("volume-compare");
        Toolkit.run(() -> {
            bench.volume().compare(null);
            session().remove(labels);
            session().remove(coarse);
            session().activeCase().set(phantom);
            state.reset();
        });
        pictures.settle();
    }

    private Session session() {
        return bench.session();
    }

    /** Opens another volume of the same head: upright, coarser, its values or its tissues by number. */
    private OpenCase other(OpenCase of, String name, boolean tissues) throws IOException {
        Affine affine = of.volume().affineOrVoxels();
        double[] middle = affine.apply(
                of.volume().ni() / 2.0, of.volume().nj() / 2.0, of.volume().nk() / 2.0);
        Region region = Region.of(middle, new double[] {EDGE, EDGE, EDGE});
        float[] values =
                new Resampler(of.volume(), Resampler.Interpolation.TRILINEAR, -1000).region(region, "SAR", N, N, N);
        double step = EDGE / N;
        double[][] rows = new double[3][4];
        for (int axis = 0; axis < 3; axis++) {
            rows[axis][axis] = step;
            rows[axis][3] = middle[axis] - EDGE / 2 + step / 2;
        }
        if (tissues) {
            for (int v = 0; v < values.length; v++) {
                values[v] = tissue(values[v]);
            }
        }
        Path file = scratch.resolve(name);
        try (Volume volume = Volume.ofFloats(name, N, N, N, values, Affine.of(rows))) {
            NiftiWriter.write(file, volume, tissues ? VoxelType.UINT8 : VoxelType.INT16);
        }
        Toolkit.run(() -> bench.opener().open(file));
        Toolkit.await(
                "a second volume",
                Tour.SOON,
                () -> session().activeCase().get().file().equals(file)
                        && bench.volume().settled());
        return Toolkit.call(() -> session().activeCase().get());
    }

    private static float tissue(float hounsfield) {
        return hounsfield > 300 ? 3 : hounsfield > 100 ? 2 : hounsfield > 20 && hounsfield < 60 ? 1 : 0;
    }
}
