package org.lmttm.dataset;

import java.nio.ByteBuffer;
import org.lmttm.program.Sha256;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;

/**
 * What a volume's voxels are.
 *
 * @param hash SHA-256 of the volume's size and values, hexadecimal; the same for the same values in any file format
 * @param constant whether all have one value: nothing can be seen in them
 * @param voxels how many there are
 * @param notFinite how many of them are no numbers, or infinite
 * @param min smallest finite value; NaN where there is none
 * @param max largest finite value; NaN where there is none
 */
public record VoxelContent(String hash, boolean constant, long voxels, long notFinite, float min, float max) {
    /**
     * Reads all voxels of a volume, line by line.
     *
     * @param progress asked once a slice whether to go on
     * @throws java.util.concurrent.CancellationException when it says no
     */
    public static VoxelContent of(Volume volume, ReadProgress progress) {
        Sha256 hash = new Sha256().add(volume.ni() + " " + volume.nj() + " " + volume.nk() + "\n");
        float[] line = new float[volume.ni()];
        ByteBuffer bytes = ByteBuffer.allocate(line.length * Float.BYTES);
        boolean constant = true;
        long notFinite = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        int first = Float.floatToIntBits((float) volume.value(0, 0, 0));
        for (int k = 0; k < volume.nk(); k++) {
            progress.check();
            for (int j = 0; j < volume.nj(); j++) {
                volume.line(0, j, k, line, 0);
                bytes.clear();
                for (float value : line) {
                    bytes.putFloat(value);
                    constant &= Float.floatToIntBits(value) == first;
                    if (Float.isFinite(value)) {
                        min = Math.min(min, value);
                        max = Math.max(max, value);
                    } else {
                        notFinite++;
                    }
                }
                hash.add(bytes.flip());
            }
        }
        long voxels = volume.description().voxelCount();
        boolean none = notFinite == voxels;
        return new VoxelContent(
                hash.hex(), constant, voxels, notFinite, none ? Float.NaN : min, none ? Float.NaN : max);
    }
}
