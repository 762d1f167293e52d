package org.lmttm.model.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lmttm.model.Architecture;
import org.lmttm.model.LmttmNetwork;
import org.lmttm.model.Mode;

/** Writes files as torch.save does, right and wrong ones. */
final class TorchFiles {
    private TorchFiles() {}

    /** A pickle, operation by operation. */
    static final class Pickle {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Pickle() {
            raw(0x80, 2);
        }

        Pickle raw(int... values) {
            for (int value : values) {
                bytes.write(value);
            }
            return this;
        }

        Pickle ascii(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Pickle global(String module, String name) {
            return ascii("c" + module + "\n" + name + "\n");
        }

        Pickle text(String text) {
            byte[] data = text.getBytes(StandardCharsets.UTF_8);
            raw('X');
            return little(data.length).ascii(text);
        }

        Pickle number(long value) {
            raw('J');
            return little((int) value);
        }

        private Pickle little(int value) {
            bytes.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
            return this;
        }

        Pickle wholes(long... values) {
            raw('(');
            for (long value : values) {
                number(value);
            }
            return raw('t');
        }

        Pickle dictionary() {
            return global("collections", "OrderedDict").raw(')', 'R');
        }

        Pickle storage(String type, String key, long count) {
            raw('(').text("storage").global("torch", type).text(key).text("cpu").number(count);
            return raw('t', 'Q');
        }

        Pickle tensor(String type, String key, long count, long offset, long[] shape, long[] strides) {
            global("torch._utils", "_rebuild_tensor_v2").raw('(').storage(type, key, count);
            number(offset).wholes(shape).wholes(strides).raw(0x89).dictionary();
            return raw('t', 'R');
        }

        byte[] end() {
            raw('.');
            return bytes.toByteArray();
        }
    }

    static long[] strides(long... shape) {
        long[] strides = new long[shape.length];
        long next = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = next;
            next *= shape[axis];
        }
        return strides;
    }

    /** An archive of uncompressed entries. */
    static Path write(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", pickle);
        storages.forEach((key, data) -> entries.put("archive/data/" + key, data));
        entries.put("archive/version", "3\n".getBytes(StandardCharsets.UTF_8));
        Files.write(file, zip(entries, ZipEntry.STORED));
        return file;
    }

    static byte[] zip(Map<String, byte[]> entries, int method) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> one : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(one.getKey());
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(one.getValue());
                    entry.setSize(one.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(one.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static byte[] floats(float... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return data.array();
    }

    /** The smallest LMTTM: d 4, K 3, m 1, r 1, patch 3, two classes. */
    static Architecture smallest() {
        return new Architecture(
                Architecture.Family.LMTTM,
                Architecture.Unit.TRANSFORMER,
                Architecture.Extent.cube(28),
                Architecture.Extent.cube(3),
                Architecture.Border.DROP,
                4,
                3,
                3,
                1,
                2,
                3,
                false,
                0.2,
                2);
    }

    /** A whole file of the published code with random weights and two modules that nobody uses. */
    static Path writeSmallest(Path file) throws IOException {
        Map<String, long[]> shapes = new LinkedHashMap<>(LmttmNetwork.stateShapes(smallest(), Mode.DETERMINISTIC));
        shapes.put("tokenTuringMachineUnit.mlpBlock.0.weight", new long[] {4});
        shapes.put("pre_dim.weight", new long[] {4, 2});
        Pickle pickle = new Pickle().raw('}', '(').text("model").dictionary().raw('(');
        Map<String, byte[]> storages = new LinkedHashMap<>();
        Random random = new Random(3);
        shapes.forEach((name, shape) -> {
            pickle.text(name);
            put(pickle, storages, random, shape);
        });
        pickle.raw('u').text("memory_tokens");
        put(pickle, storages, random, new long[] {2, 3, 4});
        return write(file, pickle.raw('u').end(), storages);
    }

    private static void put(Pickle pickle, Map<String, byte[]> storages, Random random, long[] shape) {
        int count = 1;
        for (long length : shape) {
            count *= (int) length;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        String key = String.valueOf(storages.size());
        storages.put(key, floats(values));
        pickle.tensor("FloatStorage", key, count, 0, shape, strides(shape));
    }
}
