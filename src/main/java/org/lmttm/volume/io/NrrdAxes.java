package org.lmttm.volume.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lmttm.volume.Affine;
import org.lmttm.volume.VolumeFormatException;

/** What an NRRD header says of its axes: which are space, where they point, what the others are. */
final class NrrdAxes {
    private static final int MOST_AXES = 16;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{0,20})?([eE]-?\\d{1,3})?");
    private static final Pattern SIGNED = Pattern.compile("[+-]?" + NUMBER.pattern());
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern VECTOR = Pattern.compile("none|\\(([^()]*)\\)");
    /** Signs that turn a space into RAS. */
    private static final Map<String, int[]> SPACES = Map.of(
            "right-anterior-superior", new int[] {1, 1, 1},
            "ras", new int[] {1, 1, 1},
            "left-anterior-superior", new int[] {-1, 1, 1},
            "las", new int[] {-1, 1, 1},
            "left-posterior-superior", new int[] {-1, -1, 1},
            "lps", new int[] {-1, -1, 1});

    private static final int[] LPS = {-1, -1, 1};

    private final NrrdHeader header;
    private final FileHead file;
    private final long[] sizes;
    private final String[] kinds;
    private final @Nullable List<double @Nullable []> directions;
    private final int[] spatial;
    private final List<String> warnings;

    NrrdAxes(NrrdHeader header, List<String> warnings) throws IOException {
        this.header = header;
        this.file = header.file();
        this.warnings = warnings;
        this.sizes = sizes();
        this.kinds = kinds();
        this.directions = directions();
        this.spatial = spatial();
    }

    VoxelGrid grid() throws VolumeFormatException {
        return VoxelGrid.of(file, sizes, spatial);
    }

    private VolumeFormatException damaged(String what) {
        return file.failure("has a damaged NRRD header: " + what);
    }

    private long[] sizes() throws IOException {
        long dimension = header.number("dimension", -1);
        if (dimension < 1 || dimension > MOST_AXES) {
            throw damaged("dimension is " + header.field("dimension").orElse("missing") + ", not 1 to " + MOST_AXES);
        }
        String[] texts = SPACE.split(header.required("sizes"), -1);
        if (texts.length != dimension) {
            throw damaged("dimension is " + dimension + " but there are " + texts.length + " sizes");
        }
        long[] numbers = new long[texts.length];
        for (int axis = 0; axis < numbers.length; axis++) {
            if (!texts[axis].matches("\\d{1,18}")) {
                throw damaged("size '" + texts[axis] + "'");
            }
            numbers[axis] = Long.parseLong(texts[axis]);
        }
        return numbers;
    }

    private String[] kinds() throws VolumeFormatException {
        String[] all = new String[sizes.length];
        Arrays.fill(all, "");
        if (header.field("kinds").isPresent()) {
            String[] texts = SPACE.split(header.field("kinds").get(), -1);
            if (texts.length != sizes.length) {
                throw damaged("there are " + texts.length + " kinds for " + sizes.length + " axes");
            }
            for (int axis = 0; axis < all.length; axis++) {
                String kind = texts[axis].toLowerCase(Locale.ROOT);
                all[axis] = kind.equals("???") || kind.equals("none") ? "" : kind;
            }
        }
        return all;
    }

    private @Nullable List<double @Nullable []> directions() throws VolumeFormatException {
        Optional<String> text = header.field("space directions");
        if (text.isEmpty()) {
            return null;
        }
        List<double @Nullable []> vectors = vectors(text.get(), "space directions");
        if (vectors.size() != sizes.length) {
            throw damaged("there are " + vectors.size() + " space directions for " + sizes.length + " axes");
        }
        return vectors;
    }

    /** Vectors cut or filled up to three components; null for none. */
    private List<double @Nullable []> vectors(String text, String field) throws VolumeFormatException {
        List<double @Nullable []> vectors = new ArrayList<>();
        Matcher m = VECTOR.matcher(text);
        int end = 0;
        while (m.find()) {
            if (!text.substring(end, m.start()).isBlank()) {
                throw damaged("'" + field + "' is " + shortened(text));
            }
            end = m.end();
            vectors.add(m.group(1) == null ? null : vector(m.group(1), field));
        }
        if (!text.substring(end).isBlank()) {
            throw damaged("'" + field + "' is " + shortened(text));
        }
        return vectors;
    }

    private double[] vector(String text, String field) throws VolumeFormatException {
        String[] parts = text.split(",", -1);
        double[] vector = new double[3];
        for (int x = 0; x < Math.min(3, parts.length); x++) {
            try {
                vector[x] = Double.parseDouble(parts[x].strip());
            } catch (NumberFormatException e) {
                throw new VolumeFormatException(
                        file.path(), "has a damaged NRRD header: '" + field + "' is " + shortened(text), e);
            }
            if (!Double.isFinite(vector[x])) {
                throw damaged("'" + field + "' has a number that is not finite");
            }
        }
        return vector;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + " …";
    }

    /** Axes with a direction; without any, those whose kind is a domain; without kinds, the first three. */
    private int[] spatial() throws VolumeFormatException {
        int[] axes = IntStream.range(0, sizes.length)
                .filter(axis -> directions == null ? isDomain(axis) : isSpace(directions.get(axis)))
                .toArray();
        if (directions == null && axes.length > 3 && Arrays.stream(kinds).allMatch(String::isEmpty)) {
            warnings.add("does not say which axes are space: the first three are taken");
            axes = new int[] {0, 1, 2};
        }
        if (axes.length < 2 || axes.length > 3) {
            throw file.failure("has " + axes.length + " axes of space (of " + sizes.length
                    + " in all), which is neither a volume nor a picture");
        }
        return axes;
    }

    /** Time, a direction in spaces of four dimensions, has no part in the first three. */
    private static boolean isSpace(double @Nullable [] direction) {
        return direction != null && (direction[0] != 0 || direction[1] != 0 || direction[2] != 0);
    }

    private boolean isDomain(int axis) {
        return kinds[axis].isEmpty() || kinds[axis].equals("domain") || kinds[axis].equals("space");
    }

    /** Voxel → patient mm; empty when the header says nothing of space at all. */
    Optional<Affine> affine() throws VolumeFormatException {
        if (directions == null && header.field("spacings").isEmpty()) {
            return Optional.empty();
        }
        NrrdUnits units = NrrdUnits.of(
                quoted(directions == null ? "units" : "space units"),
                directions == null ? spatial : new int[] {0, 1, 2},
                warnings);
        double[][] steps = directions == null ? spacings(units) : steps(directions, units);
        double[] origin = new double[3];
        Optional<String> text = header.field("space origin");
        if (text.isPresent()) {
            List<double @Nullable []> vectors = vectors(text.get(), "space origin");
            double[] vector = vectors.size() == 1 ? vectors.getFirst() : null;
            if (vector == null) {
                throw damaged("'space origin' is " + shortened(text.get()));
            }
            origin = units.millimetres(vector);
        }
        if (text.isEmpty() && directions == null) {
            origin = axisMins(steps, units);
        }
        int[] signs = signs();
        return Optional.of(Affines.of(steps, origin, signs)
                .orElseThrow(() -> damaged("its space directions are no geometry: an axis is missing or too long")));
    }

    /** The first sample's place where a header has no space but the range of each axis: cells begin half a step before. */
    private double[] axisMins(double[][] steps, NrrdUnits units) {
        double[] origin = new double[3];
        String[] mins = SPACE.split(header.field("axis mins").orElse(""), -1);
        String[] centres = SPACE.split(header.field("centers").orElse(""), -1);
        for (int axis = 0; axis < spatial.length; axis++) {
            int at = spatial[axis];
            if (at < mins.length && SIGNED.matcher(mins[at]).matches()) {
                boolean cell = at < centres.length && centres[at].equalsIgnoreCase("cell");
                origin[axis] =
                        units.millimetres(axis, Double.parseDouble(mins[at])) + (cell ? steps[axis][axis] / 2 : 0);
            }
        }
        return origin;
    }

    private int[] signs() {
        String space = header.field("space").orElse("").toLowerCase(Locale.ROOT).replaceFirst("-time$", "");
        int[] signs = SPACES.get(space.length() == 4 && space.endsWith("t") ? space.substring(0, 3) : space);
        if (signs == null) {
            warnings.add((space.isEmpty() ? "names no anatomical space" : "names the space '" + space + "'")
                    + ": its axes are taken as left, posterior, superior; left and right are a guess");
            return LPS;
        }
        return signs;
    }

    private double[][] steps(List<double @Nullable []> vectors, NrrdUnits units) {
        double[][] steps = new double[3][];
        for (int axis = 0; axis < spatial.length; axis++) {
            double[] vector = vectors.get(spatial[axis]);
            steps[axis] = vector == null ? new double[3] : units.millimetres(vector);
        }
        if (spatial.length == 2) {
            steps[2] = normal(steps[0], steps[1]);
        }
        return steps;
    }

    /** A picture's third axis: 1 mm across its plane. */
    private static double[] normal(double[] a, double[] b) {
        double[] n = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
        double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        return new double[] {n[0] / length, n[1] / length, n[2] / length};
    }

    /** Steps from spacings alone. */
    private double[][] spacings(NrrdUnits units) throws VolumeFormatException {
        String[] texts = SPACE.split(header.field("spacings").orElse(""), -1);
        if (texts.length != sizes.length) {
            throw damaged("there are " + texts.length + " spacings for " + sizes.length + " axes");
        }
        double[][] steps = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        for (int axis = 0; axis < spatial.length; axis++) {
            try {
                String text = texts[spatial[axis]];
                // NaN says that the spacing is unknown
                steps[axis][axis] =
                        text.equalsIgnoreCase("nan") ? 1 : units.millimetres(axis, Math.abs(Double.parseDouble(text)));
            } catch (NumberFormatException e) {
                throw new VolumeFormatException(
                        file.path(), "has a damaged NRRD header: a spacing is '" + texts[spatial[axis]] + "'", e);
            }
        }
        return steps;
    }

    /** What the axes that are not space are. */
    VolumeAxis axis(VoxelGrid grid) {
        int[] others = Arrays.stream(grid.others())
                .filter(axis -> grid.sizes()[axis] > 1)
                .toArray();
        if (others.length != 1) {
            return VolumeAxis.UNKNOWN;
        }
        String kind = kinds[others[0]];
        if (kind.equals("time")) {
            return VolumeAxis.times(grid.volumes(), 0, timeStep(others[0]), timeUnit(others[0]));
        }
        boolean color = kind.startsWith("rgb") && grid.volumes() <= 4;
        if (!kind.isEmpty() && !kind.equals("list")) {
            warnings.add("holds " + grid.volumes() + " numbers a voxel (" + kind + "), listed as one volume each");
        }
        return new VolumeAxis(
                VolumeAxis.Kind.CHANNEL,
                color ? List.of("red", "green", "blue", "opacity").subList(0, grid.volumes()) : List.of());
    }

    /** The spacing of an axis that is time; not a number where there is none. */
    private double timeStep(int axis) {
        String[] texts = SPACE.split(header.field("spacings").orElse(""), -1);
        return axis < texts.length && NUMBER.matcher(texts[axis]).matches()
                ? Double.parseDouble(texts[axis])
                : Double.NaN;
    }

    private String timeUnit(int axis) {
        List<String> units = quoted("units");
        return axis < units.size() && units.get(axis).matches("s|ms|µs") ? units.get(axis) : "";
    }

    private List<String> quoted(String field) {
        return QUOTED.matcher(header.field(field).orElse(""))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
