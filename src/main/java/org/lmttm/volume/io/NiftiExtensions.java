package org.lmttm.volume.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/** What lies between header and voxels of a single NIfTI file: extensions, each a size, a code and bytes. */
final class NiftiExtensions {
    private static final int MOST = 64;
    private static final int LONGEST = 400;
    private static final int HEAD = 8;
    private static final Map<Integer, String> CODES = Map.of(
            0, "unknown", 2, "DICOM", 4, "AFNI", 6, "comment", 8, "XCEDE", 16, "workflow", 30, "CIFTI-2", 44, "MATLAB");

    private NiftiExtensions() {}

    /** A field for each extension; text in which anything may stand. Damage ends the list. */
    static List<HeaderField> of(FileHead file, NiftiHeader header) throws IOException {
        List<HeaderField> fields = new ArrayList<>();
        int size = header.version() == 1 ? NiftiHeader.SIZE_1 : NiftiHeader.SIZE_2;
        if (header.pair() || header.offset() < size + 4L + HEAD) {
            return fields;
        }
        try (InputStream in = file.content()) {
            in.skipNBytes(size);
            byte[] mark = in.readNBytes(4);
            boolean any = mark.length == 4 && mark[0] != 0;
            long left = header.offset() - size - 4;
            while (any && left >= HEAD && fields.size() < MOST) {
                ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD)).order(header.order());
                int bytes = head.limit() < HEAD ? 0 : head.getInt();
                if (bytes <= HEAD || bytes > left) {
                    break;
                }
                int code = head.getInt();
                byte[] content = in.readNBytes(Math.min(bytes - HEAD, LONGEST));
                in.skipNBytes(bytes - HEAD - content.length);
                left -= bytes;
                fields.add(field(fields.size() + 1, code, bytes, content));
            }
        } catch (EOFException | ZipException _) {
            // who opens the voxels is told; the fields that are there are shown
        }
        return fields;
    }

    private static HeaderField field(int number, int code, int bytes, byte[] content) {
        String what = CODES.getOrDefault(code, "code " + code);
        boolean text = code == 4 || code == 6 || code == 8 || code == 16 || code == 30;
        String value = text ? StructFields.printable(content) : bytes + " bytes";
        String cut = text && bytes - HEAD > content.length ? value + " …" : value;
        return new HeaderField("extension " + number, "Extension (" + what + ")", cut, true);
    }
}
