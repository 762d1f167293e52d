package org.lmttm.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaseOrderTest {
    private static final int[] LABELS =
            IntStream.range(0, 20).map(i -> i < 4 ? 2 : i < 10 ? 1 : 0).toArray();

    @Test
    void anEpochsOrderHoldsEveryCaseOnceAndDependsOnSeedAndEpoch() {
        CaseOrder order = new CaseOrder(LABELS, false);
        int[] first = order.epoch(1, 0);
        assertThat(Arrays.stream(first).sorted())
                .containsExactly(IntStream.range(0, 20).boxed().toArray(Integer[]::new));
        assertThat(order.epoch(1, 0)).isEqualTo(first);
        assertThat(order.epoch(1, 1)).isNotEqualTo(first);
        assertThat(order.epoch(2, 0)).isNotEqualTo(first);
    }

    @Test
    void sampledClassesComeEquallyOftenAndRareCasesAgain() {
        CaseOrder order = new CaseOrder(LABELS, true);
        int[] cases = order.epoch(1, 0);
        assertThat(cases).hasSize(20);
        long[] perClass = new long[3];
        Arrays.stream(cases).forEach(i -> perClass[LABELS[i]]++);
        assertThat(perClass).containsExactlyInAnyOrder(7, 7, 6);
        assertThat(Arrays.stream(cases).filter(i -> LABELS[i] == 2).distinct().count())
                .isEqualTo(4);
        assertThat(Arrays.stream(cases).filter(i -> LABELS[i] == 0).distinct().count())
                .isEqualTo(perClass[0]);
        assertThat(order.epoch(1, 0)).isEqualTo(cases);
        assertThat(order.epoch(1, 1)).isNotEqualTo(cases);
    }
}
