package org.lmttm.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.lmttm.program.Sha256;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;

/**
 * What is wrong with a dataset's volumes.
 *
 * @param duplicates groups of cases whose voxels are the same, in the order of their first
 * @param constant cases whose voxels all have one value: nothing can be seen in them
 * @param unreadable cases whose volume cannot be read
 */
public record DatasetSurvey(List<List<Case>> duplicates, List<Case> constant, List<Unreadable> unreadable) {
    /** Makes the lists immutable. */
    public DatasetSurvey {
        duplicates = duplicates.stream().map(List::copyOf).toList();
        constant = List.copyOf(constant);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * A case.
     *
     * @param index in its split, from 0
     */
    public record Case(Split split, int index) {}

    /** A case that cannot be read, and why. */
    public record Unreadable(Case of, String reason) {}

    /** What a volume's voxels are: their hash, with the volume's size, and whether they are all the same. */
    private record Content(String hash, boolean constant) {}

    /**
     * Reads all volumes of a dataset and compares them.
     *
     * @throws CancellationException when the progress says so
     * @throws IOException when a whole split cannot be read
     */
    public static DatasetSurvey of(LabelledDataset data, ReadProgress progress) throws IOException {
        Map<String, List<Case>> byHash = new LinkedHashMap<>();
        List<Case> constant = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        List<Case> all = cases(data);
        for (int n = 0; n < all.size(); n++) {
            if (progress.cancelled()) {
                throw new CancellationException();
            }
            Case one = all.get(n);
            try {
                Content content = content(data, one);
                byHash.computeIfAbsent(content.hash(), _ -> new ArrayList<>()).add(one);
                if (content.constant()) {
                    constant.add(one);
                }
            } catch (IOException e) {
                if (data instanceof LabelledVolumes) {
                    throw e; // one file: what cannot be read of it is the dataset
                }
                unreadable.add(new Unreadable(one, String.valueOf(e.getMessage())));
            }
            progress.update((n + 1.0) / all.size());
        }
        return new DatasetSurvey(
                byHash.values().stream().filter(same -> same.size() > 1).toList(), constant, unreadable);
    }

    /** All cases of a dataset: train, val, test, each in its order. */
    public static List<Case> cases(LabelledDataset data) throws IOException {
        List<Case> all = new ArrayList<>();
        for (Split split : data.splits()) {
            int count = data.labels(split).length;
            for (int i = 0; i < count; i++) {
                all.add(new Case(split, i));
            }
        }
        return all;
    }

    /** Whether cases are in more than one split: what was learnt from one is asked in the other. */
    public static boolean acrossSplits(List<Case> cases) {
        return cases.stream().map(Case::split).distinct().count() > 1;
    }

    private static Content content(LabelledDataset data, Case one) throws IOException {
        return switch (data) {
            case LabelledVolumes stored -> content(stored.stored(one.split(), one.index()));
            case VolumeFolder folder -> {
                try (Volume volume = folder.volume(one.split(), one.index())) {
                    VoxelContent voxels = VoxelContent.of(volume, ReadProgress.NONE);
                    yield new Content(voxels.hash(), voxels.constant());
                }
            }
        };
    }

    private static Content content(byte[] cube) {
        boolean constant = true;
        for (int v = 1; v < cube.length && constant; v++) {
            constant = cube[v] == cube[0];
        }
        return new Content(new Sha256().add(cube).hex(), constant);
    }
}
