package org.lmttm.training;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.lmttm.dataset.LabelledVolumes;
import org.lmttm.dataset.VolumeFolder;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.CubeInput;
import org.lmttm.model.Preprocessing;
import org.lmttm.volume.Volume;

/**
 * Reads the cubes of a run's cases as bytes 0 to 255. What they take together is checked before the first is read; beside
 * them there is one decoded volume at a time for a folder, the archive's split for MedMNIST.
 */
final class CaseReader {
    private final RunCases cases;
    private final Preprocessing preprocessing;
    private final ReadProgress progress;
    private int done;

    private CaseReader(RunCases cases, Preprocessing preprocessing, ReadProgress progress) {
        this.cases = cases;
        this.preprocessing = preprocessing;
        this.progress = progress;
    }

    /**
     * Reads all cases.
     *
     * @throws IOException if a volume cannot be read or does not suit the preprocessing; names it
     */
    static RunData read(RunCases cases, Preprocessing preprocessing, ReadProgress progress) throws IOException {
        long count = (long) cases.training().size() + cases.validation().size();
        Extent cube = preprocessing.cube();
        double voxels = (double) cube.depth() * cube.height() * cube.width();
        double bytes = count * voxels;
        long most = Runtime.getRuntime().maxMemory() / 2;
        if (bytes > most || voxels > Integer.MAX_VALUE - 16) {
            throw new IOException(cases.name() + ": " + count + " cases of " + RunData.text(cube)
                    + String.format(Locale.ROOT, " take %.0f bytes of memory, more than the %d", bytes, most)
                    + " that this program may use for them; start it with more memory (-Xmx)"
                    + " or choose a smaller architecture.input");
        }
        CaseReader reader = new CaseReader(cases, preprocessing, progress);
        return new RunData(
                reader.read(cases.training()),
                reader.read(cases.validation()),
                cases.data().classNames(),
                cases.choice(),
                cases.notes());
    }

    private CubeSet read(List<RunCases.Case> part) throws IOException {
        byte[][] voxels = new byte[part.size()][];
        int total = cases.training().size() + cases.validation().size();
        for (int i = 0; i < voxels.length; i++) {
            RunCases.Case one = part.get(i);
            voxels[i] = switch (cases.data()) {
                case LabelledVolumes cubes -> read(cubes, one);
                case VolumeFolder folder -> read(folder, one);
            };
            progress.read(++done, total);
        }
        Extent extent = preprocessing.cube();
        return new CubeSet(
                extent, voxels, part.stream().mapToInt(RunCases.Case::label).toArray());
    }

    private byte[] read(LabelledVolumes cubes, RunCases.Case one) throws IOException {
        return preprocessing.intensity() instanceof Preprocessing.Uint8
                ? cubes.stored(one.split(), one.index())
                : CubeInput.bytes(
                        CubeInput.of(cubes.cube(one.split(), one.index()), preprocessing.cube(), preprocessing));
    }

    private byte[] read(VolumeFolder folder, RunCases.Case one) throws IOException {
        try (Volume volume = folder.volume(one.split(), one.index())) {
            return CubeInput.bytes(CubeInput.of(volume, preprocessing));
        } catch (IllegalArgumentException e) {
            throw folder.failure(one.split(), one.index(), e);
        }
    }
}
