package org.lmttm.surface;

/** A transfer function for the steps of one volume, and which of the volume's bricks it leaves empty. */
final class RayTable {
    private static final int LAST = TransferFunction.TABLE - 1;
    /** Numbers for each entry in {@link #sums}, and the place of the last among them. */
    static final int SUMS = 5;

    static final int MOMENT = 4;

    /** Table entry = (voxel step − offset) · scale. */
    final float offset;

    final float scale;
    /** Red, green, blue (0 to 255) and opacity for each entry. */
    final float[] colors;
    /** mm. */
    final double stepLength;
    /** −ln of what a whole step lets through, for each entry. */
    final double[] density;
    /**
     * Integrals from entry 0 up to each entry: of the density, of the density times red, green, blue, and of the density
     * times the entry. The mean between two entries is the difference ÷ their distance, so that a step across a narrow
     * band of values misses none of it, wherever its ends lie.
     */
    final double[] sums;

    private final RayVolume volume;

    final boolean[] brickEmpty;

    RayTable(RayCaster.Scene scene) {
        RayVolume volume = scene.volume();
        TransferFunction function = scene.function();
        double width = Math.max(function.high() - function.low(), volume.step * 1e-3);
        this.offset = (float) ((function.low() - volume.lowest) / volume.step);
        this.scale = (float) (LAST * volume.step / width);
        this.stepLength = scene.step() * volume.finest;
        this.colors = function.table();
        this.volume = volume;
        this.density = new double[TransferFunction.TABLE];
        double share = stepLength / volume.meanSpacing;
        for (int x = 0; x <= LAST; x++) {
            // fully opaque stays so at any step, without an infinite density
            density[x] = -Math.log(Math.max(1e-6, 1 - colors[4 * x + 3])) * share;
        }
        this.sums = sums();
        this.brickEmpty = empty(volume);
    }

    private double[] sums() {
        double[] all = new double[SUMS * TransferFunction.TABLE];
        for (int x = 1; x <= LAST; x++) {
            double low = density[x - 1] / 2;
            double high = density[x] / 2;
            int at = SUMS * x;
            all[at] = low + high;
            for (int c = 0; c < 3; c++) {
                all[at + 1 + c] = low * colors[4 * x - 4 + c] + high * colors[4 * x + c];
            }
            all[at + MOMENT] = low * (x - 1) + high * x;
            for (int c = 0; c < SUMS; c++) {
                all[at + c] += all[at - SUMS + c];
            }
        }
        return all;
    }

    /** Whether two bricks that are empty have a value in common: then so is all between a value of one and of the other. */
    boolean joined(int brick, int other) {
        return brick == other
                || Math.max(volume.brickLow[brick], volume.brickLow[other])
                        <= Math.min(volume.brickHigh[brick], volume.brickHigh[other]);
    }

    /** The entry of a voxel step. */
    int entry(float voxelStep) {
        float x = (voxelStep - offset) * scale;
        return x > 0 ? (int) Math.min(LAST, x + 0.5f) : 0;
    }

    private boolean[] empty(RayVolume volume) {
        int[] seenBefore = new int[TransferFunction.TABLE + 1];
        for (int x = 0; x <= LAST; x++) {
            seenBefore[x + 1] = seenBefore[x] + (colors[4 * x + 3] > 0 ? 1 : 0);
        }
        boolean[] empty = new boolean[volume.brickLow.length];
        for (int b = 0; b < empty.length; b++) {
            // one entry more on each side: rounding of interpolated values
            int from = Math.max(0, entry(volume.brickLow[b]) - 1);
            int to = Math.min(LAST, entry(volume.brickHigh[b]) + 1);
            empty[b] = seenBefore[to + 1] == seenBefore[from];
        }
        return empty;
    }
}
