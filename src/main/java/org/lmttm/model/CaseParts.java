package org.lmttm.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a batch computed, taken apart into its cases; arrays are batch first. */
final class CaseParts {
    private CaseParts() {}

    /** The cases' arrays behind each other. */
    static float[] join(List<float[]> cases) {
        int size = cases.getFirst().length;
        float[] all = new float[Math.multiplyExact(cases.size(), size)];
        for (int i = 0; i < cases.size(); i++) {
            System.arraycopy(cases.get(i), 0, all, i * size, size);
        }
        return all;
    }

    /** (B, …) as B arrays. */
    static List<float[]> of(NDArray array, int cases) {
        return of(array.toFloatArray(), cases);
    }

    private static List<float[]> of(float[] all, int cases) {
        if (cases == 1) {
            return List.of(all);
        }
        int size = all.length / cases;
        List<float[]> parts = new ArrayList<>(cases);
        for (int i = 0; i < cases; i++) {
            parts.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
        }
        return parts;
    }

    /** One trace a case. */
    static List<Trace> traces(ModelInfo info, List<float[]> cubes, LmttmNetwork.Traced traced) {
        int cases = cubes.size();
        List<List<float[]>> memory = memory(info.architecture(), traced, cases);
        List<List<float[]>> read = parts(traced.readAttention(), cases);
        List<List<float[]>> write = parts(traced.writeAttention(), cases);
        List<List<float[]>> outputs = parts(traced.outputs(), cases);
        List<float[]> logits = of(traced.logits(), cases);
        int steps = info.architecture().steps();
        List<float[]> single = of(traced.stepLogits(), steps * cases);
        List<float[]> running = new ArrayList<>(of(traced.runningLogits(), steps * cases));
        List<Trace> traces = new ArrayList<>(cases);
        for (int i = 0; i < cases; i++) {
            int index = i;
            running.set((steps - 1) * cases + i, logits.get(i)); // the same number, summed in another order
            List<Trace.Step> made = new ArrayList<>();
            for (int t = 0; t < steps; t++) {
                made.add(new Trace.Step(
                        of(read.get(t).get(i), info.architecture().blocksRead()),
                        write.get(t).get(i),
                        outputs.get(t).get(i),
                        Prediction.softmax(single.get(t * cases + i)),
                        Prediction.softmax(running.get(t * cases + i))));
            }
            traces.add(new Trace(
                    info.name(),
                    info.mode(),
                    info.architecture(),
                    info.labels(),
                    traced.before().pointer(),
                    cubes.get(i).clone(),
                    memory.stream().map(state -> state.get(index)).toList(),
                    made,
                    logits.get(i),
                    Prediction.softmax(logits.get(i))));
        }
        return traces;
    }

    /** T + 1 states of every case; only the blocks that were written travel from the device. */
    private static List<List<float[]>> memory(Architecture a, LmttmNetwork.Traced traced, int cases) {
        Recurrence.Memory before = traced.before();
        List<List<float[]>> states = new ArrayList<>();
        states.add(of(before.tokens(cases), cases));
        change(states.getFirst(), 0, a, traced.changes());
        List<List<float[]>> written = parts(traced.written(), cases);
        int block = a.blockTokens() * a.dim();
        for (int t = 0; t < written.size(); t++) {
            int at = a.nextBlock(before.pointer() + t) * block;
            List<float[]> state = new ArrayList<>();
            for (int i = 0; i < cases; i++) {
                float[] tokens = states.getLast().get(i).clone();
                System.arraycopy(written.get(t).get(i), 0, tokens, at, block);
                state.add(tokens);
            }
            change(state, t + 1, a, traced.changes());
            states.add(state);
        }
        return states;
    }

    /** Puts what interventions made of blocks into the memory that a timestamp reads. */
    private static void change(List<float[]> state, int t, Architecture a, List<LmttmNetwork.Changed> changes) {
        int size = a.blockTokens() * a.dim();
        for (LmttmNetwork.Changed changed : changes) {
            if (changed.t() == t) {
                List<float[]> tokens = of(changed.tokens(), state.size());
                for (int i = 0; i < state.size(); i++) {
                    System.arraycopy(tokens.get(i), 0, state.get(i), changed.block() * size, size);
                }
            }
        }
    }

    private static List<List<float[]>> parts(List<NDArray> arrays, int cases) {
        return arrays.stream().map(array -> of(array, cases)).toList();
    }
}
