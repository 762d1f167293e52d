package org.lmttm.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;
import tools.jackson.core.JacksonException;

/**
 * Traces of one or more cases as an NPZ file. Arrays, float32, B cases and T timestamps: {@code logits} (B, C),
 * {@code memory} (B, K·m, d) after the last step, {@code read_attention} (T, blocks read, B, r, m + n) with the blocks
 * in the order current, previous, next, {@code write_attention} (T, B, m, 3m + n + 3r), {@code step_probabilities} and
 * {@code running_probabilities} (T, B, C); and, so that a trace comes back whole, {@code memory_states}
 * (T + 1, B, K·m, d), {@code outputs} (T, B, 3r, d), {@code input} (B, 1, depth, height, width), {@code pointer} (B, 1)
 * timestamps done before the first, and {@code about},
 * JSON text as uint8.
 */
public final class TraceFiles {
    private TraceFiles() {}

    private record About(String model, Mode mode, Architecture architecture, List<String> labels) {}

    /** Writes one trace; see {@link #write(Path, List)}. */
    public static void write(Path file, Trace trace) throws IOException {
        write(file, List.of(trace));
    }

    /**
     * Writes traces of the same model atomically.
     *
     * @param traces at least one
     */
    public static void write(Path file, List<Trace> traces) throws IOException {
        Trace first = traces.getFirst();
        Architecture a = first.architecture();
        for (Trace trace : traces) {
            if (!trace.architecture().equals(a) || !trace.model().equals(first.model())) {
                throw new IllegalArgumentException("traces of different models cannot share a file");
            }
        }
        int cases = traces.size();
        int steps = a.steps();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("logits", cases(traces, Trace::logits, cases, a.classes()));
        arrays.put("memory", cases(traces, trace -> trace.memory().getLast(), cases, a.memoryTokens(), a.dim()));
        arrays.put("read_attention", readAttention(traces, a));
        arrays.put(
                "write_attention",
                steps(
                        traces,
                        steps,
                        (trace, t) -> trace.steps().get(t).write(),
                        cases,
                        a.writeRows(),
                        a.writeColumns()));
        arrays.put(
                "step_probabilities",
                steps(traces, steps, (trace, t) -> trace.steps().get(t).probabilities(), cases, a.classes()));
        arrays.put(
                "running_probabilities",
                steps(traces, steps, (trace, t) -> trace.steps().get(t).runningProbabilities(), cases, a.classes()));
        arrays.put(
                "memory_states",
                steps(traces, steps + 1, (trace, t) -> trace.memory().get(t), cases, a.memoryTokens(), a.dim()));
        arrays.put(
                "outputs",
                steps(traces, steps, (trace, t) -> trace.steps().get(t).output(), cases, a.outputTokens(), a.dim()));
        Architecture.Extent input = a.input();
        arrays.put("input", cases(traces, Trace::input, cases, 1, input.depth(), input.height(), input.width()));
        arrays.put("pointer", cases(traces, trace -> new float[] {trace.pointer()}, cases, 1));
        byte[] about = ModelJson.write(new About(first.model(), first.mode(), a, first.labels()))
                .getBytes(StandardCharsets.UTF_8);
        arrays.put("about", NpyArray.of(about, about.length));
        NpzFile.write(file, arrays);
    }

    private static NpyArray readAttention(List<Trace> traces, Architecture a) {
        List<float[]> parts = new ArrayList<>();
        for (int t = 0; t < a.steps(); t++) {
            for (int block = 0; block < a.blocksRead(); block++) {
                for (Trace trace : traces) {
                    parts.add(trace.steps().get(t).read().get(block));
                }
            }
        }
        return join(parts, a.steps(), a.blocksRead(), traces.size(), a.readTokens(), a.readColumns());
    }

    private static NpyArray cases(List<Trace> traces, Function<Trace, float[]> part, int... shape) {
        return join(traces.stream().map(part).toList(), shape);
    }

    private interface StepPart {
        float[] of(Trace trace, int t);
    }

    private static NpyArray steps(List<Trace> traces, int steps, StepPart part, int... shape) {
        List<float[]> parts = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            for (Trace trace : traces) {
                parts.add(part.of(trace, t));
            }
        }
        int[] whole = new int[shape.length + 1];
        whole[0] = steps;
        System.arraycopy(shape, 0, whole, 1, shape.length);
        return join(parts, whole);
    }

    private static NpyArray join(List<float[]> parts, int... shape) {
        int size = 0;
        for (float[] part : parts) {
            size = Math.addExact(size, part.length);
        }
        float[] all = new float[size];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return NpyArray.of(all, shape);
    }

    /**
     * Reads traces that {@link #write} made.
     *
     * @throws IOException if the file cannot be read or is no trace of this workbench; names the file and the array
     */
    public static List<Trace> read(Path file) throws IOException {
        Map<String, NpyArray> arrays = NpzFile.read(file);
        NpyArray text = arrays.get("about");
        if (text == null) {
            throw new IOException(file.getFileName() + ": not a trace of this workbench (no array \"about\")");
        }
        try {
            About about = ModelJson.readWithArchitecture(new String(text.data(), StandardCharsets.UTF_8), About.class);
            return new Reader(file, arrays, about).traces();
        } catch (JacksonException e) {
            throw new IOException(file.getFileName() + ": its description does not fit: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** Takes the arrays of a file apart again. */
    private static final class Reader {
        private final Path file;
        private final Map<String, NpyArray> arrays;
        private final About about;
        private final Architecture a;

        Reader(Path file, Map<String, NpyArray> arrays, About about) {
            this.file = file;
            this.arrays = arrays;
            this.about = about;
            this.a = about.architecture();
        }

        List<Trace> traces() throws IOException {
            NpyArray logitsArray = arrays.get("logits");
            int cases = logitsArray == null || logitsArray.shape().length == 0
                    ? 0
                    : logitsArray.shape()[0];
            int steps = a.steps();
            float[][] logits = pieces("logits", cases, a.classes());
            float[][] input = pieces("input", cases, a.input().count());
            float[][] memory = pieces("memory_states", (steps + 1) * cases, a.memoryTokens() * a.dim());
            float[][] read = pieces("read_attention", steps * a.blocksRead() * cases, a.readTokens() * a.readColumns());
            float[][] write = pieces("write_attention", steps * cases, a.writeRows() * a.writeColumns());
            float[][] outputs = pieces("outputs", steps * cases, a.outputTokens() * a.dim());
            float[][] single = pieces("step_probabilities", steps * cases, a.classes());
            float[][] running = pieces("running_probabilities", steps * cases, a.classes());
            List<Trace> traces = new ArrayList<>();
            for (int c = 0; c < cases; c++) {
                List<Trace.Step> list = new ArrayList<>();
                for (int t = 0; t < steps; t++) {
                    List<float[]> blocks = new ArrayList<>();
                    for (int b = 0; b < a.blocksRead(); b++) {
                        blocks.add(read[(t * a.blocksRead() + b) * cases + c]);
                    }
                    int at = t * cases + c;
                    list.add(new Trace.Step(blocks, write[at], outputs[at], single[at], running[at]));
                }
                List<float[]> states = new ArrayList<>();
                for (int t = 0; t <= steps; t++) {
                    states.add(memory[t * cases + c]);
                }
                traces.add(new Trace(
                        about.model(),
                        about.mode(),
                        a,
                        about.labels(),
                        pointer(c),
                        input[c],
                        states,
                        list,
                        logits[c],
                        Prediction.softmax(logits[c])));
            }
            return traces;
        }

        /** 0 in files older than the pointer. */
        private int pointer(int c) {
            NpyArray pointers = arrays.get("pointer");
            return pointers == null || c >= pointers.count() ? 0 : (int) pointers.floats()[c];
        }

        private float[][] pieces(String name, int count, int size) throws IOException {
            NpyArray array = arrays.get(name);
            if (array == null || count == 0 || array.count() != (long) count * size) {
                throw new IOException(file.getFileName() + ": array " + name + " "
                        + (array == null ? "is missing" : "has shape " + Arrays.toString(array.shape()))
                        + ", expected " + count + " × " + size + " values");
            }
            float[] all = array.floats();
            float[][] pieces = new float[count][];
            for (int i = 0; i < count; i++) {
                pieces[i] = Arrays.copyOfRange(all, i * size, (i + 1) * size);
            }
            return pieces;
        }
    }
}
