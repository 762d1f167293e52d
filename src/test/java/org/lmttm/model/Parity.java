package org.lmttm.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lmttm.SharedData;
import org.lmttm.volume.io.numpy.NpyArray;
import org.lmttm.volume.io.numpy.NpzFile;

/** Reference arrays of one parity file. */
record Parity(Map<String, NpyArray> arrays) {
    static Parity open(String name) throws IOException {
        return new Parity(NpzFile.read(SharedData.require("reference/parity/" + name + ".npz")));
    }

    float[] floats(String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no array " + name);
        }
        return array.floats();
    }

    /** Arrays whose name starts with the prefix, by the rest of the name. */
    Map<String, float[]> startingWith(String prefix) {
        Map<String, float[]> found = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), array.floats());
            }
        });
        return found;
    }

    /** ‖a − b‖₂ / ‖b‖₂. */
    static double relative(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " values against " + b.length);
        }
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
            norm += (double) b[i] * b[i];
        }
        return Math.sqrt(difference / norm);
    }
}
