package org.lmttm.volume.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.FileBytes.Packing;

/** MetaImage, ITK's format: {@code .mha} with its voxels inside, {@code .mhd} with them in other files. LPS. */
final class MetaImageReader extends HeaderFormat {
    private static final int MOST_AXES = 10;

    @Override
    public String describe() {
        return "MetaImage (.mha, .mhd)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return MetaImageHeader.recognises(head);
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        return MetaImageHeader.read(head).list();
    }

    @Override
    StoredVolumes stored(FileHead head) throws IOException {
        MetaImageHeader header = MetaImageHeader.read(head);
        String object = header.tag("ObjectType").orElse("Image");
        if (!object.equalsIgnoreCase("Image")) {
            throw head.failure("is a MetaIO file of the object " + object + ", not an image");
        }
        List<String> warnings = new ArrayList<>();
        long[] dim = dimensions(header);
        int channels = Math.clamp(header.number("ElementNumberOfChannels", 1), 0, Integer.MAX_VALUE);
        int[] spatial = IntStream.range(0, Math.min(3, dim.length))
                .map(axis -> channels == 1 ? axis : axis + 1)
                .toArray();
        VoxelGrid grid = VoxelGrid.of(head, channels == 1 ? dim : prepend(channels, dim), spatial);
        if (channels > 1) {
            warnings.add("holds " + channels + " numbers a voxel, listed as one volume each");
        }
        VoxelType type = type(header);
        boolean binary = header.tag("BinaryData").isEmpty() || header.is("BinaryData");
        boolean big = header.is("ElementByteOrderMSB", "BinaryDataByteOrderMSB");
        VolumeAxis.Kind kind =
                channels > 1 ? dim.length > 3 ? VolumeAxis.Kind.VOLUME : VolumeAxis.Kind.CHANNEL : VolumeAxis.Kind.TIME;
        double slope = header.numbers(1, "ElementToIntensityFunctionSlope").orElse(new double[] {1})[0];
        double offset = header.numbers(1, "ElementToIntensityFunctionOffset").orElse(new double[] {0})[0];
        return new StoredVolumes(
                "MetaImage",
                grid,
                Volume.StorageOrder.FIRST_FASTEST,
                type,
                bytes(header, type, binary, grid.all() * type.bytes()),
                !binary ? ByteOrder.nativeOrder() : big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                slope == 0 ? 1 : slope,
                slope == 0 ? 0 : offset,
                Optional.of(affine(header, dim.length)),
                kind == VolumeAxis.Kind.TIME ? times(header, dim.length, grid) : new VolumeAxis(kind, List.of()),
                List.copyOf(warnings));
    }

    private static VolumeAxis times(MetaImageHeader header, int axes, VoxelGrid grid) throws VolumeFormatException {
        double[] spacing = header.numbers(axes, "ElementSpacing", "ElementSize").orElse(new double[axes]);
        return VolumeAxis.times(grid.volumes(), 0, axes == 4 ? spacing[3] : 0, "");
    }

    private static long[] prepend(long first, long[] rest) {
        long[] all = new long[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static long[] dimensions(MetaImageHeader header) throws VolumeFormatException {
        long axes = header.number("NDims", -1);
        if (axes < 2 || axes > MOST_AXES) {
            throw header.file()
                    .failure("has a damaged MetaImage header: NDims is "
                            + header.tag("NDims").orElse("missing") + ", not 2 to " + MOST_AXES);
        }
        double[] sizes = header.numbers((int) axes, "DimSize")
                .orElseThrow(() -> header.file().failure("has a damaged MetaImage header: DimSize is missing"));
        for (double size : sizes) {
            if (size != Math.rint(size)) {
                throw header.file().failure("has a damaged MetaImage header: DimSize has " + size);
            }
        }
        return Arrays.stream(sizes).mapToLong(size -> (long) size).toArray();
    }

    private static VoxelType type(MetaImageHeader header) throws VolumeFormatException {
        String type = header.tag("ElementType").orElse("missing");
        return switch (type.toUpperCase(Locale.ROOT).replaceFirst("_ARRAY$", "")) {
            case "MET_UCHAR" -> VoxelType.UINT8;
            case "MET_CHAR", "MET_ASCII_CHAR" -> VoxelType.INT8;
            case "MET_USHORT" -> VoxelType.UINT16;
            case "MET_SHORT" -> VoxelType.INT16;
            case "MET_UINT" -> VoxelType.UINT32;
            case "MET_INT" -> VoxelType.INT32;
            // MetaIO's long has 4 bytes, whatever the machine's.
            case "MET_ULONG" -> VoxelType.UINT32;
            case "MET_LONG" -> VoxelType.INT32;
            case "MET_ULONG_LONG" -> VoxelType.UINT64;
            case "MET_LONG_LONG" -> VoxelType.INT64;
            case "MET_FLOAT" -> VoxelType.FLOAT32;
            case "MET_DOUBLE" -> VoxelType.FLOAT64;
            default ->
                throw header.file()
                        .failure("has ElementType " + type + ", which is not one of MET_UCHAR, MET_CHAR, MET_USHORT,"
                                + " MET_SHORT, MET_UINT, MET_INT, MET_ULONG, MET_LONG, MET_ULONG_LONG, MET_LONG_LONG,"
                                + " MET_FLOAT and MET_DOUBLE");
        };
    }

    private static Affine affine(MetaImageHeader header, int axes) throws VolumeFormatException {
        double[] spacing = header.numbers(axes, "ElementSpacing", "ElementSize").orElse(null);
        double[] offset = header.numbers(axes, "Offset", "Position", "Origin").orElse(new double[axes]);
        double[] matrix = header.numbers(axes * axes, "TransformMatrix", "Rotation", "Orientation")
                .orElse(null);
        double[][] steps = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double[][] named =
                matrix == null ? named(header.tag("AnatomicalOrientation").orElse("")) : steps;
        double[] origin = new double[3];
        for (int axis = 0; axis < Math.min(3, axes); axis++) {
            origin[axis] = offset[axis];
            double step = spacing == null ? 1 : Math.abs(spacing[axis]);
            for (int x = 0; x < 3; x++) {
                double direction = matrix == null ? named[axis][x] : x < axes ? matrix[axis * axes + x] : 0;
                steps[axis][x] = step * direction;
            }
        }
        return Affines.of(steps, origin, -1, -1, 1)
                .orElseThrow(() -> header.file()
                        .failure("has a damaged MetaImage header: its spacing and TransformMatrix are no geometry"));
    }

    /** Directions in LPS from letters such as RAI, each of which names the side that an axis comes from. */
    private static double[][] named(String letters) {
        double[][] steps = new double[3][3];
        String upper = letters.toUpperCase(Locale.ROOT);
        boolean[] used = new boolean[3];
        for (int axis = 0; axis < 3; axis++) {
            int at = upper.length() == 3 ? "RLAPIS".indexOf(upper.charAt(axis)) : -1;
            if (at < 0 || used[at / 2]) {
                return new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
            }
            used[at / 2] = true;
            steps[axis][at / 2] = at % 2 == 0 ? 1 : -1;
        }
        return steps;
    }

    private static VoxelBytes bytes(MetaImageHeader header, VoxelType type, boolean binary, long all)
            throws IOException {
        FileHead file = header.file();
        String named = header.dataFile();
        if (named.equalsIgnoreCase("LOCAL")) {
            return part(header, DataFile.of(file), header.end(), type, binary, all);
        }
        List<String> names;
        if (named.startsWith("LIST")) {
            names = header.listed();
        } else {
            names = FileNames.isPattern(named) ? FileNames.of(file, named) : List.of(named);
        }
        return ManyFiles.of(file, names, all, (data, each) -> part(header, data, 0, type, binary, each));
    }

    private static VoxelBytes part(
            MetaImageHeader header, DataFile data, long start, VoxelType type, boolean binary, long bytes)
            throws IOException {
        long skip = header.number("HeaderSize", 0);
        if (skip < -1) {
            throw header.file().failure("has a damaged MetaImage header: HeaderSize = " + skip);
        }
        long at = skip == -1 ? Math.max(start, data.size() - bytes) : start + skip;
        if (!binary) {
            return new TextBytes(data, at, type, false);
        }
        if (header.is("CompressedData")) {
            long packed = skip == -1 ? start : at;
            return new FileBytes(data, packed, isGzip(data, packed) ? Packing.GZIP : Packing.ZLIB, 0);
        }
        return new FileBytes(data, at, Packing.NONE, 0);
    }

    private static boolean isGzip(DataFile data, long at) throws IOException {
        if (at > data.size() - 2) {
            return false;
        }
        try (InputStream in = Files.newInputStream(data.path())) {
            in.skipNBytes(at);
            return in.read() == 0x1F && in.read() == 0x8B;
        }
    }
}
