package org.lmttm.volume.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.FileBytes.Packing;

/** NRRD with its data attached ({@code .nrrd}) or in other files ({@code .nhdr}): raw, gzip, bzip2, ascii and hex. */
final class NrrdReader extends HeaderFormat {
    @Override
    public String describe() {
        return "NRRD (.nrrd, .nhdr)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return NrrdHeader.recognises(head.bytes())
                || head.name().endsWith(".nrrd")
                || head.name().endsWith(".nhdr");
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        return NrrdHeader.read(head).list();
    }

    @Override
    StoredVolumes stored(FileHead head) throws IOException {
        NrrdHeader header = NrrdHeader.read(head);
        List<String> warnings = new ArrayList<>();
        NrrdAxes axes = new NrrdAxes(header, warnings);
        VoxelGrid grid = axes.grid();
        VoxelType type = type(header);
        String encoding = header.required("encoding").toLowerCase(Locale.ROOT);
        ByteOrder order = order(header, type, encoding, warnings);
        return new StoredVolumes(
                "NRRD",
                grid,
                Volume.StorageOrder.FIRST_FASTEST,
                type,
                bytes(header, type, encoding, grid.all() * type.bytes()),
                order,
                1,
                0,
                axes.affine(),
                axes.axis(grid),
                List.copyOf(warnings));
    }

    private static VoxelType type(NrrdHeader header) throws IOException {
        String type = header.required("type").toLowerCase(Locale.ROOT);
        return switch (type.replaceFirst("_t$", "")
                .replaceFirst("^signed (?!char)", "")
                .replaceFirst("^unsigned ", "u")
                .replaceFirst("(?<=short|long) int$", "")) {
            case "signed char", "int8" -> VoxelType.INT8;
            case "uchar", "uint8" -> VoxelType.UINT8;
            case "short", "int16" -> VoxelType.INT16;
            case "ushort", "uint16" -> VoxelType.UINT16;
            case "int", "int32" -> VoxelType.INT32;
            case "uint", "uint32" -> VoxelType.UINT32;
            case "longlong", "long long", "int64" -> VoxelType.INT64;
            case "ulonglong", "ulong long", "uint64" -> VoxelType.UINT64;
            case "float" -> VoxelType.FLOAT32;
            case "double" -> VoxelType.FLOAT64;
            case "block" -> throw header.file().failure("holds blocks of bytes (type block), not numbers");
            default -> throw header.file().failure("has a damaged NRRD header: unknown type '" + type + "'");
        };
    }

    private static ByteOrder order(NrrdHeader header, VoxelType type, String encoding, List<String> warnings)
            throws IOException {
        if (isText(encoding)) {
            return ByteOrder.nativeOrder();
        }
        return switch (header.field("endian").orElse("").toLowerCase(Locale.ROOT)) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            case "" -> {
                if (type.bytes() > 1) {
                    warnings.add("states no byte order: little endian is taken");
                }
                yield ByteOrder.LITTLE_ENDIAN;
            }
            default -> throw header.file().failure("has a damaged NRRD header: endian is neither little nor big");
        };
    }

    private static boolean isText(String encoding) {
        return encoding.equals("ascii") || encoding.equals("text") || encoding.equals("txt");
    }

    private static VoxelBytes bytes(NrrdHeader header, VoxelType type, String encoding, long all) throws IOException {
        FileHead file = header.file();
        String named = header.field("data file").orElse("");
        List<String> listed = header.listed();
        if (named.isEmpty()) {
            return part(header, DataFile.of(file), header.end(), type, encoding, all);
        }
        List<String> names =
                listed != null ? listed : FileNames.isPattern(named) ? FileNames.of(file, named) : List.of(named);
        return ManyFiles.of(file, names, all, (data, each) -> part(header, data, 0, type, encoding, each));
    }

    private static VoxelBytes part(
            NrrdHeader header, DataFile data, long start, VoxelType type, String encoding, long bytes)
            throws IOException {
        long lines = header.number("line skip", 0);
        long skip = header.number("byte skip", 0);
        boolean raw = encoding.equals("raw");
        if (lines < 0 || skip < -1 || (skip == -1 && !raw)) {
            throw header.file()
                    .failure("has a damaged NRRD header: line skip " + lines + ", byte skip " + skip
                            + " (-1 is for raw data, other negative numbers are not allowed)");
        }
        long at = afterLines(data, start, lines);
        if (raw) {
            return new FileBytes(data, skip == -1 ? Math.max(at, data.size() - bytes) : at + skip, Packing.NONE, 0);
        }
        if (isText(encoding) || encoding.equals("hex")) {
            return new TextBytes(data, at + skip, type, encoding.equals("hex"));
        }
        return switch (encoding) {
            case "gzip", "gz" -> new FileBytes(data, at, Packing.GZIP, skip);
            case "bzip2", "bz2" -> new Bzip2Bytes(data, at, skip);
            default ->
                throw header.file()
                        .failure(
                                "is encoded as '" + encoding
                                        + "', which is not one of raw, gzip, bzip2, ascii and hex; save it anew as raw or gzip");
        };
    }

    private static long afterLines(DataFile data, long start, long lines) throws IOException {
        if (lines == 0) {
            return start;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(data.path()))) {
            in.skipNBytes(start);
            long at = start;
            for (long left = lines; left > 0; at++) {
                int c = in.read();
                if (c < 0) {
                    throw data.failure("is cut short: it has fewer than the " + lines + " lines to be skipped");
                }
                left -= c == '\n' ? 1 : 0;
            }
            return at;
        }
    }
}
