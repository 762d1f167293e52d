package org.lmttm.volume.io.dicom;

import org.jspecify.annotations.Nullable;
import org.lmttm.volume.VolumeFormatException;

/**
 * A table from stored to shown or measured values (PS3.3, C.11.1.1 and C.7.6.3.1.5).
 *
 * @param first the stored value of the first entry; those below have that entry too
 * @param bits 8 or 16: how wide the entries are
 * @param entries the values, unsigned; those beyond the last stored value have the last entry
 */
record LookupTable(int first, int bits, int[] entries) {
    private static final int MOST = 1 << 16;

    /** The entry of a stored value. */
    int at(long stored) {
        return entries[(int) Math.clamp(stored - first, 0L, entries.length - 1L)];
    }

    /** The modality look-up table of a file; null when it has none. */
    static @Nullable LookupTable modality(DataSet data, boolean signed) throws VolumeFormatException {
        DataSet item = data.item(Tag.MODALITY_LUT_SEQUENCE).orElse(null);
        return item == null ? null : of(item, Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, signed);
    }

    /** The palettes of red, green and blue. */
    static LookupTable[] palettes(DataSet data, boolean signed) throws VolumeFormatException {
        LookupTable[] palettes = new LookupTable[3];
        for (int c = 0; c < 3; c++) {
            palettes[c] = of(data, Tag.RED_PALETTE_DESCRIPTOR + c, Tag.RED_PALETTE_DATA + c, signed);
        }
        return palettes;
    }

    private static LookupTable of(DataSet data, int descriptorTag, int dataTag, boolean signed)
            throws VolumeFormatException {
        double[] descriptor = data.numbers(descriptorTag);
        Element values = data.element(dataTag);
        if (descriptor.length < 3 || values == null) {
            throw new VolumeFormatException(
                    data.file(), "its look-up table " + Tag.text(descriptorTag) + " is missing or damaged");
        }
        int count = descriptor[0] == 0 ? MOST : (int) descriptor[0] & 0xFFFF;
        int first = (int) descriptor[1];
        int bits = (int) descriptor[2];
        boolean narrow = values.value().length < 2 * count;
        if (bits < 8 || bits > 16 || values.value().length < count) {
            throw new VolumeFormatException(
                    data.file(),
                    "its look-up table " + Tag.text(dataTag) + " should have " + count + " entries of " + bits
                            + " bits, but has " + values.value().length + " bytes");
        }
        // narrow entries lie two in a word, the first in its lower half, whose bytes big endian files exchange
        int exchanged = narrow && values.bigEndian() && values.vr() == Vr.OW ? 1 : 0;
        if (exchanged == 1 && values.value().length % 2 != 0) {
            throw new VolumeFormatException(data.file(), "its look-up table " + Tag.text(dataTag) + " has half a word");
        }
        int[] entries = new int[count];
        for (int x = 0; x < count; x++) {
            entries[x] = (int) values.word(x ^ exchanged, narrow ? 1 : 2, false);
        }
        return new LookupTable(signed ? (short) first : first, bits <= 8 ? 8 : 16, entries);
    }
}
