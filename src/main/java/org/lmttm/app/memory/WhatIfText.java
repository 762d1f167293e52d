package org.lmttm.app.memory;

import org.lmttm.insight.Change;
import org.lmttm.insight.VoxelBox;
import org.lmttm.model.Intervention;
import org.lmttm.model.MemoryNoise.Distribution;

/** Changes in words. */
final class WhatIfText {
    private WhatIfText() {}

    /** A change in words. */
    static String of(Change change) {
        return switch (change) {
            case Change.Memory(Intervention intervention) -> of(intervention);
            case Change.Occlude(VoxelBox box, float _) ->
                Words.text(
                        "what-if.occlude.title",
                        size(box),
                        (box.depthFrom() + box.depthTo()) / 2,
                        (box.rowFrom() + box.rowTo()) / 2,
                        (box.columnFrom() + box.columnTo()) / 2);
        };
    }

    private static String of(Intervention intervention) {
        return switch (intervention) {
            case Intervention.Erase(int block, int t) -> Words.text("what-if.erase.title", block, t);
            case Intervention.Freeze(int block, int t) -> Words.text("what-if.freeze.title", block, t);
            case Intervention.Swap(int block, int other, int t) -> Words.text("what-if.swap.title", block, other, t);
            case Intervention.Noise noise ->
                Words.text(
                        "what-if.noise.title",
                        distribution(noise.distribution()),
                        noise.block(),
                        noise.t(),
                        Numbers.brief(noise.rate()));
            case Intervention.Skip(int t) -> Words.text("what-if.skip.title", t);
            case Intervention.Start _ -> Words.text("what-if.start.other");
        };
    }

    private static String size(VoxelBox box) {
        int depth = box.depthTo() - box.depthFrom();
        int rows = box.rowTo() - box.rowFrom();
        int columns = box.columnTo() - box.columnFrom();
        return depth == rows && rows == columns ? depth + "\u00b3" : depth + " \u00d7 " + rows + " \u00d7 " + columns;
    }

    /** The kind of change. */
    static String kind(WhatIfKind kind) {
        return switch (kind) {
            case ERASE -> Words.text("what-if.erase");
            case FREEZE -> Words.text("what-if.freeze");
            case SWAP -> Words.text("what-if.swap");
            case NOISE -> Words.text("what-if.noise");
            case OCCLUDE -> Words.text("what-if.occlude");
            case SKIP -> Words.text("what-if.skip");
            case START -> Words.text("what-if.start");
        };
    }

    /** What the kind of change does, in a sentence. */
    static String tip(WhatIfKind kind) {
        return switch (kind) {
            case ERASE -> Words.text("what-if.erase.tip");
            case FREEZE -> Words.text("what-if.freeze.tip");
            case SWAP -> Words.text("what-if.swap.tip");
            case NOISE -> Words.text("what-if.noise.tip");
            case OCCLUDE -> Words.text("what-if.occlude.tip");
            case SKIP -> Words.text("what-if.skip.tip");
            case START -> Words.text("what-if.start.tip");
        };
    }

    /** The name of a distribution. */
    static String distribution(Distribution distribution) {
        return switch (distribution) {
            case NONE -> "";
            case UNIFORM -> Words.text("noise.uniform");
            case LAPLACE -> Words.text("noise.laplace");
            case NORMAL -> Words.text("noise.normal");
            case EXPONENTIAL -> Words.text("noise.exponential");
            case GAMMA -> Words.text("noise.gamma");
            case POISSON -> Words.text("noise.poisson");
        };
    }
}
