package org.lmttm.surface;

/** A transfer function for the steps of one volume, and which of the volume's bricks it leaves empty. */
final class RayTable {
    private static final int LAST = TransferFunction.TABLE - 1;

    /** Table entry = (voxel step − offset) · scale. */
    final float offset;

    final float scale;
    /** Red, green, blue (0 to 255) and the opacity of a whole step for each entry. */
    final float[] colors;
    /** mm. */
    final double stepLength;
    /** −ln of what a whole step lets through, for each entry. */
    final float[] density;

    final boolean[] brickEmpty;

    RayTable(RayCaster.Scene scene) {
        RayVolume volume = scene.volume();
        TransferFunction function = scene.function();
        double width = Math.max(function.high() - function.low(), volume.step * 1e-3);
        this.offset = (float) ((function.low() - volume.lowest) / volume.step);
        this.scale = (float) (LAST * volume.step / width);
        this.stepLength = scene.step() * volume.finest;
        this.colors = function.table();
        this.density = new float[TransferFunction.TABLE];
        double share = stepLength / volume.meanSpacing;
        for (int x = 0; x <= LAST; x++) {
            // fully opaque stays so at any step, without an infinite density
            double through = Math.max(1e-6, 1 - colors[4 * x + 3]);
            density[x] = (float) (-Math.log(through) * share);
            colors[4 * x + 3] = (float) -Math.expm1(-density[x]);
        }
        this.brickEmpty = empty(volume);
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
