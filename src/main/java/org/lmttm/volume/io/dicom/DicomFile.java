package org.lmttm.volume.io.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.VolumeFormatException;

/**
 * A DICOM file without its pixels.
 *
 * @param path where it is
 * @param size its bytes
 * @param modified when it was last changed
 * @param meta the file meta information; empty where the file begins with its data set
 * @param syntax how data set and pixels are written
 * @param data the elements before the pixels
 * @param pixels where the pixels lie; null when there are none
 * @param inflateFrom where the packed data set begins, in a deflated file
 */
record DicomFile(
        Path path,
        long size,
        FileTime modified,
        DataSet meta,
        TransferSyntax syntax,
        DataSet data,
        DataSetReader.@Nullable PixelLocation pixels,
        long inflateFrom) {
    /** Where the mark lies that most files have. */
    private static final int PREAMBLE = 128;

    /** How many bytes {@link #looksLike} needs at least. */
    static final int MARK_END = PREAMBLE + 4;

    /** Whether a file that begins so is DICOM: it has the mark, or its data set begins at once (no preamble). */
    static boolean looksLike(byte[] head) {
        return hasMark(head) || guess(head) != null;
    }

    private static boolean hasMark(byte[] head) {
        return head.length >= MARK_END
                && head[PREAMBLE] == 'D'
                && head[PREAMBLE + 1] == 'I'
                && head[PREAMBLE + 2] == 'C'
                && head[PREAMBLE + 3] == 'M';
    }

    /** The syntax of a data set that begins so; null when none does. Only first elements that occur are believed. */
    private static @Nullable TransferSyntax guess(byte[] head) {
        if (head.length < 8) {
            return null;
        }
        boolean big = head[0] == 0;
        int group = big ? head[1] : head[1] == 0 ? head[0] : 0;
        int element = Byte.toUnsignedInt(head[big ? 2 : 3]) << 8 | Byte.toUnsignedInt(head[big ? 3 : 2]);
        boolean first = (group == 2 && element <= 0x10 && !big) || (group == 8 && element <= 0x20);
        if (!first) {
            return null;
        }
        boolean named = Vr.of(new String(head, 4, 2, StandardCharsets.ISO_8859_1)) != null;
        if (named) {
            return big ? TransferSyntax.EXPLICIT_BIG : TransferSyntax.EXPLICIT_LITTLE;
        }
        return !big && group == 8 && head[6] == 0 && head[7] == 0 ? TransferSyntax.IMPLICIT_LITTLE : null;
    }

    /**
     * Reads everything but the pixels.
     *
     * @throws VolumeFormatException when the file is not DICOM, is damaged, or written in a way that cannot be read
     * @throws IOException when reading fails
     */
    static DicomFile read(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        long size = attributes.size();
        Inflater inflater = new Inflater(true);
        try (InputStream stream = Files.newInputStream(path)) {
            DicomInput in = DicomInput.of(path, stream, size);
            byte[] head = in.peek(MARK_END);
            if (!looksLike(head)) {
                throw in.failure("is not a DICOM file");
            }
            if (hasMark(head)) {
                in.skip(MARK_END);
            }
            DataSet meta = new DataSetReader(path, in, true).readMeta();
            TransferSyntax syntax = syntax(in, meta);
            long inflateFrom = in.position();
            DicomInput body = syntax.deflated() ? in.inflated(inflater) : in;
            body.bigEndian(syntax.bigEndian());
            DataSetReader reader = new DataSetReader(path, body, syntax.explicit());
            DataSet data = reader.read();
            if (data.elements().isEmpty() && reader.pixels() == null) {
                throw in.failure("holds no DICOM data set");
            }
            return new DicomFile(
                    path, size, attributes.lastModifiedTime(), meta, syntax, data, reader.pixels(), inflateFrom);
        } finally {
            inflater.end();
        }
    }

    private static TransferSyntax syntax(DicomInput in, DataSet meta) throws IOException {
        String uid = meta.text(Tag.TRANSFER_SYNTAX_UID);
        if (uid.isEmpty()) {
            TransferSyntax guessed = guess(in.peek(8));
            if (guessed == null) {
                throw in.failure("does not say its transfer syntax, and holds no data set that tells it");
            }
            return guessed;
        }
        TransferSyntax syntax = TransferSyntax.of(uid);
        if (syntax == null) {
            throw in.failure("is written in the transfer syntax " + DataSet.brief(uid)
                    + ", which cannot be read; save it uncompressed (explicit VR little endian)");
        }
        return syntax;
    }

    /** A failure that names this file. */
    VolumeFormatException failure(String reason) {
        return new VolumeFormatException(path, reason);
    }
}
