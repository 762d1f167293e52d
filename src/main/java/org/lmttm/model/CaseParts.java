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
        List<List<float[]>> memory = parts(traced.memory(), cases);
        List<List<float[]>> read = parts(traced.readAttention(), cases);
        List<List<float[]>> write = parts(traced.writeAttention(), cases);
        List<List<float[]>> outputs = parts(traced.outputs(), cases);
        List<List<float[]>> single = parts(traced.stepLogits(), cases);
        List<List<float[]>> running = parts(traced.runningLogits(), cases);
        List<float[]> logits = of(traced.logits(), cases);
        List<Trace> traces = new ArrayList<>(cases);
        for (int i = 0; i < cases; i++) {
            int index = i;
            List<Trace.Step> steps = new ArrayList<>();
            for (int t = 0; t < info.architecture().steps(); t++) {
                steps.add(new Trace.Step(
                        of(read.get(t).get(i), info.architecture().blocksRead()),
                        write.get(t).get(i),
                        outputs.get(t).get(i),
                        Prediction.softmax(single.get(t).get(i)),
                        Prediction.softmax(running.get(t).get(i))));
            }
            traces.add(new Trace(
                    info.name(),
                    info.mode(),
                    info.architecture(),
                    info.labels(),
                    cubes.get(i).clone(),
                    memory.stream().map(state -> state.get(index)).toList(),
                    steps,
                    logits.get(i),
                    Prediction.softmax(logits.get(i))));
        }
        return traces;
    }

    private static List<List<float[]>> parts(List<NDArray> arrays, int cases) {
        return arrays.stream().map(array -> of(array, cases)).toList();
    }
}
