package org.lmttm.dataset.phantom;

import java.util.Random;

/**
 * One split of the labelled phantom dataset: class 0 a vessel, class 1 a vessel with an aneurysm. Both classes share one
 * distribution of mass and pose, so brightness and place do not give the class away; the bulge does.
 *
 * @param images count · edge³ voxels, case after case
 * @param labels count classes
 * @param edge voxels an axis
 */
record VesselDataset(byte[] images, byte[] labels, int edge) {
    private static final double ANEURYSM_SHARE = 0.5;

    /**
     * Makes a split. Each case has its own generator: a case does not depend on how many there are.
     *
     * @param count cases
     * @param edge voxels an axis
     * @param seed of the split
     */
    static VesselDataset make(int count, int edge, long seed) {
        int size = edge * edge * edge;
        byte[] images = new byte[count * size];
        byte[] labels = new byte[count];
        for (int n = 0; n < count; n++) {
            Random random = new Random(seed * 1_000_003 + n * 7919L);
            random.nextLong();
            boolean aneurysm = random.nextDouble() < ANEURYSM_SHARE;
            double fill = 0.04 + 0.025 * random.nextDouble();
            byte[] cube = VesselPhantom.draw(random, aneurysm, edge, fill);
            System.arraycopy(cube, 0, images, n * size, size);
            labels[n] = (byte) (aneurysm ? 1 : 0);
        }
        return new VesselDataset(images, labels, edge);
    }

    /** Cases. */
    int count() {
        return labels.length;
    }
}
