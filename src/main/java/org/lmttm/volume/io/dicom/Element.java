package org.lmttm.volume.io.dicom;

import java.util.List;

/**
 * One element of a data set.
 *
 * @param tag group and element number
 * @param vr how the value is represented
 * @param bigEndian byte order of a binary value
 * @param length bytes of the value; 0 for a sequence
 * @param value the value's bytes; empty where it was too long to be a header's and was skipped
 * @param items the items of a sequence
 */
record Element(int tag, Vr vr, boolean bigEndian, long length, byte[] value, List<DataSet> items) {
    static Element of(int tag, Vr vr, boolean bigEndian, byte[] value) {
        return new Element(tag, vr, bigEndian, value.length, value, List.of());
    }

    static Element skipped(int tag, Vr vr, long length) {
        return new Element(tag, vr, false, length, new byte[0], List.of());
    }

    static Element sequence(int tag, List<DataSet> items) {
        return new Element(tag, Vr.SQ, false, 0, new byte[0], items);
    }

    /** How many whole numbers of some bytes the value holds. */
    int words(int bytes) {
        return value.length / bytes;
    }

    /** A whole number of 1, 2, 4 or 8 bytes, with or without sign. */
    long word(int index, int bytes, boolean signed) {
        long word = 0;
        for (int b = 0; b < bytes; b++) {
            int at = index * bytes + (bigEndian ? b : bytes - 1 - b);
            word = word << 8 | Byte.toUnsignedInt(value[at]);
        }
        int unused = Long.SIZE - 8 * bytes;
        return signed ? word << unused >> unused : word;
    }
}
