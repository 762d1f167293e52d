package org.lmttm.app.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.Change;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.Intervention;
import org.lmttm.model.MemoryNoise.Distribution;

/**
 * What was tried, as a saved desk keeps it: the changes, without what came of them, which the model tells again.
 *
 * @param experiments in the order of the list
 */
record KeptExperiments(List<Kept> experiments) {
    /**
     * A change in plain values; what does not apply is 0 or null.
     *
     * @param title in words
     * @param box what is occluded
     * @param value the occluded voxels' new value
     * @param tokens memory to start with
     */
    record Kept(
            String title,
            WhatIfKind kind,
            int block,
            int other,
            int t,
            @Nullable Distribution distribution,
            double rate,
            long seed,
            @Nullable VoxelBox box,
            float value,
            float @Nullable [] tokens) {
        private static Kept of(String title, Change change) {
            return switch (change) {
                case Change.Occlude(VoxelBox box, float value) ->
                    new Kept(title, WhatIfKind.OCCLUDE, 0, 0, 0, null, 0, 0, box, value, null);
                case Change.Memory(Intervention intervention) -> of(title, intervention);
            };
        }

        private static Kept of(String title, Intervention intervention) {
            return switch (intervention) {
                case Intervention.Erase(int block, int t) -> at(title, WhatIfKind.ERASE, block, 0, t);
                case Intervention.Freeze(int block, int t) -> at(title, WhatIfKind.FREEZE, block, 0, t);
                case Intervention.Swap(int block, int other, int t) -> at(title, WhatIfKind.SWAP, block, other, t);
                case Intervention.Skip(int t) -> at(title, WhatIfKind.SKIP, 0, 0, t);
                case Intervention.Noise noise ->
                    new Kept(
                            title,
                            WhatIfKind.NOISE,
                            noise.block(),
                            0,
                            noise.t(),
                            noise.distribution(),
                            noise.rate(),
                            noise.seed(),
                            null,
                            0,
                            null);
                case Intervention.Start(float[] tokens) ->
                    new Kept(title, WhatIfKind.START, 0, 0, 0, null, 0, 0, null, 0, tokens);
            };
        }

        private static Kept at(String title, WhatIfKind kind, int block, int other, int t) {
            return new Kept(title, kind, block, other, t, null, 0, 0, null, 0, null);
        }

        /** The change; null where the file lacks what its kind needs. */
        @Nullable
        Change change() {
            return switch (kind) {
                case ERASE -> new Change.Memory(new Intervention.Erase(block, t));
                case FREEZE -> new Change.Memory(new Intervention.Freeze(block, t));
                case SWAP -> new Change.Memory(new Intervention.Swap(block, other, t));
                case SKIP -> new Change.Memory(new Intervention.Skip(t));
                case NOISE ->
                    distribution == null
                            ? null
                            : new Change.Memory(new Intervention.Noise(block, t, distribution, rate, seed));
                case OCCLUDE -> box == null ? null : new Change.Occlude(box, value);
                case START -> tokens == null ? null : new Change.Memory(new Intervention.Start(tokens));
            };
        }
    }

    /** Makes the list immutable. */
    KeptExperiments {
        experiments = List.copyOf(experiments);
    }

    static KeptExperiments of(List<Experiment> tried) {
        return new KeptExperiments(tried.stream()
                .map(experiment -> Kept.of(experiment.title(), experiment.change()))
                .toList());
    }
}
