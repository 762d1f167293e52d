package org.lmttm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class CostTest {
    private static Architecture paper(Architecture.Unit unit, int layers) {
        return new Architecture(
                Architecture.Family.LMTTM,
                unit,
                Architecture.Extent.cube(28),
                Architecture.Extent.cube(3),
                Architecture.Border.DROP,
                448,
                448,
                4,
                8,
                8,
                layers,
                true,
                0.2,
                2);
    }

    /** The published figures of the paper's configuration: 10.8 GFLOP forward, 32.6 GFLOP a training sample. */
    @Test
    void thePapersConfigurationCostsWhatIsPublished() {
        Cost cost = Cost.of(paper(Architecture.Unit.TRANSFORMER, 3));
        assertThat(cost.forwardFlops()).isCloseTo(10.8e9, withinPercentage(2));
        assertThat(cost.trainingFlops()).isCloseTo(32.6e9, withinPercentage(2));
    }

    @Test
    void everyLayerAndUnitHasItsOwnCost() {
        double one = Cost.of(paper(Architecture.Unit.TRANSFORMER, 1)).forwardFlops();
        double two = Cost.of(paper(Architecture.Unit.TRANSFORMER, 2)).forwardFlops();
        double mlp = Cost.of(paper(Architecture.Unit.MLP, 1)).forwardFlops();
        double mixer = Cost.of(paper(Architecture.Unit.MIXER, 1)).forwardFlops();
        // A layer on 24 tokens: 10 products d × d a token and the attention; 9 timestamps; two operations a product.
        assertThat(two - one).isEqualTo(2.0 * 9 * (24 * 10 * 448.0 * 448 + 2 * 24 * 24 * 448));
        assertThat(one - mlp).isEqualTo(2.0 * 9 * (24 * 4 * 448.0 * 448 + 2 * 24 * 24 * 448));
        assertThat(mixer - mlp).isEqualTo(2.0 * 9 * 12 * 24 * 24 * 448);
    }

    @Test
    void aConvolutionalStemCountsItsConvolutions() {
        Architecture paper = paper(Architecture.Unit.MLP, 1);
        double without = Cost.of(paper).forwardFlops() - 2.0 * 9 * 81 * 27 * 448;
        Architecture batchNorm = paper.with(Variant.DEFAULT.with(Variant.Stem.PATCH_BATCH_NORM));
        // 81 patches of 27 voxels to 64 channels, then 27 neighbours of 64 channels to d.
        assertThat(Cost.of(batchNorm).forwardFlops() - without).isEqualTo(2.0 * 9 * 81 * (27 * 64 + 27 * 64 * 448.0));
        assertThat(Cost.of(batchNorm).activationFloats())
                .isGreaterThan(Cost.of(paper).activationFloats());
    }

    /** As the model's page counts them: about 2 870 products d × d a timestamp as written, about 1 650 with the savings. */
    @Test
    void fastArithmeticSavesWhatIsPublished() {
        Architecture paper = paper(Architecture.Unit.TRANSFORMER, 3);
        double plain = Cost.of(paper, Arithmetic.PLAIN).forwardFlops();
        double fast = Cost.of(paper, Arithmetic.FAST).forwardFlops();
        assertThat(plain).isLessThan(Cost.of(paper).forwardFlops());
        assertThat(plain / fast).isCloseTo(2870 / 1650.0, withinPercentage(3));
    }
}
