package org.lmttm.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.SharedData;
import org.lmttm.volume.io.VolumeFiles;

/** The same head stored in six voxel orders looks the same in every plane and resamples to the same block. */
class ReorientedHeadTest {
    private static final String[] ORDERS = {"LPS", "ASR", "PIL", "SLA", "IRP"};

    @ParameterizedTest
    @EnumSource(Plane.class)
    void slicesAreTheSameWhateverTheVoxelOrder(Plane plane) throws IOException {
        try (Volume ras = head("RAS")) {
            SliceExtractor reference = new SliceExtractor(ras);
            int wanted = reference.geometry(plane).count() / 3;
            Slice expected = reference.extract(plane, wanted);
            double[] mm = ras.affineOrVoxels().apply(wanted, wanted, wanted);
            for (String order : ORDERS) {
                try (Volume volume = head(order)) {
                    SliceExtractor extractor = new SliceExtractor(volume);
                    double[] voxel = volume.affineOrVoxels().inverse().apply(mm[0], mm[1], mm[2]);
                    SliceGeometry geometry = extractor.geometry(plane);
                    int index = (int) Math.rint(voxel[geometry.normalAxis()]);
                    Slice slice = extractor.extract(plane, index);
                    assertThat(slice.width()).isEqualTo(expected.width());
                    assertThat(slice.values()).as(order).isEqualTo(expected.values());
                    assertThat(geometry.letters())
                            .isEqualTo(reference.geometry(plane).letters());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAS", "SAR", "ILP"})
    void theWholeVolumeResamplesToTheSameBlock(String axes) throws IOException {
        float[] expected;
        try (Volume ras = head("RAS")) {
            expected = new Resampler(ras, Resampler.Interpolation.TRILINEAR, 0).whole(axes, 13, 17, 11);
        }
        for (String order : ORDERS) {
            try (Volume volume = head(order)) {
                float[] block = new Resampler(volume, Resampler.Interpolation.TRILINEAR, 0).whole(axes, 13, 17, 11);
                assertThat(block).as(order).containsExactly(expected, within(1e-3f));
            }
        }
    }

    private static Volume head(String order) throws IOException {
        return VolumeFiles.open(SharedData.require("data/nifti/nifti_space/" + order + ".nii.gz"));
    }
}
