package org.lmttm.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedSet;
import java.util.function.Function;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.model.Intervention;
import org.lmttm.model.Intervention.Erase;
import org.lmttm.model.Intervention.Freeze;
import org.lmttm.model.Intervention.Noise;
import org.lmttm.model.Intervention.Skip;
import org.lmttm.model.Intervention.Start;
import org.lmttm.model.Intervention.Swap;

/** One change to a case or to a pass over it, and the same change made elsewhere as its control. */
public sealed interface Change {
    /** The cube that the model is given. */
    default float[] applied(float[] cube, Extent extent) {
        return cube;
    }

    /** What is changed on the way. */
    default List<Intervention> interventions() {
        return List.of();
    }

    /**
     * The same change at random other places, each place once: what any such change does, however meaningless. So there
     * may be fewer than asked for.
     *
     * @param draws at most
     * @param seed the same seed gives the same places
     */
    List<Change> controls(Architecture architecture, int draws, long seed);

    /**
     * A change to memory or to the timestamps. Controls: erase, freeze, swap and noise at another block or timestamp;
     * skip at another timestamp; memory of another case with its tokens in random order.
     */
    record Memory(Intervention intervention) implements Change {
        @Override
        public List<Intervention> interventions() {
            return List.of(intervention);
        }

        @Override
        public List<Change> controls(Architecture a, int draws, long seed) {
            Random random = new Random(seed);
            List<Intervention> others = switch (intervention) {
                case Erase _ -> everywhere(a, Erase::new);
                case Freeze _ -> everywhere(a, Freeze::new);
                case Noise noise ->
                    everywhere(
                            a,
                            (block, t) -> new Noise(block, t, noise.distribution(), noise.rate(), random.nextLong()));
                case Swap _ -> swaps(a);
                case Skip _ -> steps(a, Skip::new);
                case Start start -> shuffled(start, a, draws, random);
            };
            List<Intervention> drawn = new ArrayList<>(others);
            drawn.removeIf(this::isSamePlace);
            Collections.shuffle(drawn, random);
            return drawn.stream().limit(draws).<Change>map(Memory::new).toList();
        }

        private boolean isSamePlace(Intervention other) {
            return switch (intervention) {
                case Noise noise ->
                    other instanceof Noise drawn && drawn.block() == noise.block() && drawn.t() == noise.t();
                case Swap swap -> other.equals(swap) || other.equals(swap.reversed());
                case Start _ -> false;
                case Erase erase -> other.equals(erase);
                case Freeze freeze -> other.equals(freeze);
                case Skip skip -> other.equals(skip);
            };
        }

        private interface AtBlock {
            Intervention of(int block, int t);
        }

        private static List<Intervention> everywhere(Architecture a, AtBlock make) {
            List<Intervention> all = new ArrayList<>();
            for (int block = 0; block < a.blocks(); block++) {
                int at = block;
                all.addAll(steps(a, t -> make.of(at, t)));
            }
            return all;
        }

        private static List<Intervention> swaps(Architecture a) {
            List<Intervention> all = new ArrayList<>();
            for (int block = 0; block < a.blocks(); block++) {
                for (int other = block + 1; other < a.blocks(); other++) {
                    int one = block;
                    int two = other;
                    all.addAll(steps(a, t -> new Swap(one, two, t)));
                }
            }
            return all;
        }

        private static List<Intervention> steps(Architecture a, Function<Integer, Intervention> make) {
            List<Intervention> all = new ArrayList<>();
            for (int t = 0; t < a.steps(); t++) {
                all.add(make.apply(t));
            }
            return all;
        }

        private static List<Intervention> shuffled(Start start, Architecture a, int draws, Random random) {
            List<Intervention> all = new ArrayList<>();
            List<Integer> order = new ArrayList<>();
            for (int token = 0; token < a.memoryTokens(); token++) {
                order.add(token);
            }
            for (int draw = 0; draw < draws; draw++) {
                Collections.shuffle(order, random);
                float[] tokens = new float[start.tokens().length];
                for (int token = 0; token < a.memoryTokens(); token++) {
                    System.arraycopy(start.tokens(), order.get(token) * a.dim(), tokens, token * a.dim(), a.dim());
                }
                all.add(new Start(tokens));
            }
            return all;
        }
    }

    /**
     * Voxels of the model's cube are given one value. Controls: boxes of the same size elsewhere.
     *
     * @param box inside the cube, not empty
     * @param value in [0, 1]; 0 is background in MedMNIST's shapes
     */
    record Occlude(VoxelBox box, float value) implements Change {
        @Override
        public float[] applied(float[] cube, Extent extent) {
            float[] changed = cube.clone();
            box.fill(changed, extent, value);
            return changed;
        }

        @Override
        public List<Change> controls(Architecture architecture, int draws, long seed) {
            Random random = new Random(seed);
            Extent e = architecture.input();
            int freeDepth = e.depth() - (box.depthTo() - box.depthFrom());
            int freeRows = e.height() - (box.rowTo() - box.rowFrom());
            int freeColumns = e.width() - (box.columnTo() - box.columnFrom());
            long places = (freeDepth + 1L) * (freeRows + 1L) * (freeColumns + 1L) - 1;
            SequencedSet<VoxelBox> drawn = new LinkedHashSet<>();
            while (drawn.size() < Math.min(draws, places)) {
                VoxelBox other = box.movedTo(
                        random.nextInt(freeDepth + 1), random.nextInt(freeRows + 1), random.nextInt(freeColumns + 1));
                if (!other.equals(box)) {
                    drawn.add(other);
                }
            }
            return drawn.stream()
                    .<Change>map(other -> new Occlude(other, value))
                    .toList();
        }
    }
}
