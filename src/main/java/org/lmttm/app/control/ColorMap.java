package org.lmttm.app.control;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;

/** A colour map of 256 opaque colours. Immutable. */
public final class ColorMap {
    /** Black to white; for intensity. */
    public static final ColorMap GREY = new ColorMap("grey", ramp(0x000000, 0xffffff));
    /** White to black; for intensity. */
    public static final ColorMap GREY_INVERTED = new ColorMap("inverted", ramp(0xffffff, 0x000000));
    /** Black through red and yellow to white, as heated iron; for nuclear medicine and overlays. */
    public static final ColorMap HOT =
            new ColorMap("hot", ramp(0x0a0000, 0x8c0000, 0xe63200, 0xff9600, 0xffe646, 0xffffff));
    /** Black through blue and cyan to white; for a second volume beside one in warm colours. */
    public static final ColorMap COOL = new ColorMap("cool", ramp(0x00000a, 0x0a2878, 0x1e78c8, 0x5ac8e6, 0xffffff));
    /** Matplotlib's viridis; for scalars. */
    public static final ColorMap VIRIDIS = listed("viridis");
    /** Matplotlib's magma; for attention. */
    public static final ColorMap MAGMA = listed("magma");
    /** Matplotlib's cividis; for scalars, made for colour-blind readers. */
    public static final ColorMap CIVIDIS = listed("cividis");
    /** For signed values on dark panels: zero is nearly the panel's colour. */
    public static final ColorMap DIVERGING_DARK =
            new ColorMap("diverging", ramp(0x9fd3ff, 0x1f4f7c, 0x14181d, 0x7a3a24, 0xffd2ad));
    /** For signed values on light panels: zero is nearly the panel's colour. */
    public static final ColorMap DIVERGING_LIGHT =
            new ColorMap("diverging", ramp(0x0b3c6f, 0x6fa8dc, 0xf4f5f7, 0xe09a6b, 0x7a2f0c));

    private final String name;
    private final int[] argb;
    private final ColorMap reversed;

    private ColorMap(String name, int[] argb) {
        this.name = name;
        this.argb = argb;
        this.reversed = new ColorMap(name, turned(argb), this);
    }

    private ColorMap(String name, int[] argb, ColorMap reversed) {
        this.name = name;
        this.argb = argb;
        this.reversed = reversed;
    }

    /** The map's name: grey, inverted, hot, cool, viridis, magma, cividis or diverging. */
    public String name() {
        return name;
    }

    /** The map for signed values; its middle is zero. */
    public static ColorMap diverging(boolean dark) {
        return dark ? DIVERGING_DARK : DIVERGING_LIGHT;
    }

    /**
     * The colour at a share of the range.
     *
     * @param share 0–1; clipped; not-a-number counts as 0
     * @return opaque ARGB
     */
    public int argb(double share) {
        return argb[index(share)];
    }

    /** The same colours from the other end. */
    public ColorMap reversed() {
        return reversed;
    }

    private static int[] turned(int[] argb) {
        int[] turned = new int[argb.length];
        for (int x = 0; x < turned.length; x++) {
            turned[x] = argb[argb.length - 1 - x];
        }
        return turned;
    }

    /** All 256 colours, opaque ARGB, a fresh copy. */
    public int[] table() {
        return argb.clone();
    }

    private static int index(double share) {
        return share > 0 ? (int) Math.min(255, share * 255 + 0.5) : 0;
    }

    private static int[] ramp(int... anchors) {
        int[] table = new int[256];
        for (int x = 0; x < 256; x++) {
            double at = x / 255.0 * (anchors.length - 1);
            int a = Math.min(anchors.length - 2, (int) at);
            table[x] = mix(anchors[a], anchors[a + 1], at - a);
        }
        return table;
    }

    private static int mix(int a, int b, double share) {
        int mixed = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = a >> shift & 0xff;
            int to = b >> shift & 0xff;
            mixed = mixed << 8 | (int) Math.round(from + (to - from) * share);
        }
        return mixed;
    }

    private static ColorMap listed(String name) {
        Properties tables = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(ColorMap.class.getResourceAsStream("colormaps.properties")),
                StandardCharsets.UTF_8)) {
            tables.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] rgb = HexFormat.of().parseHex(tables.getProperty(name));
        int[] table = new int[256];
        for (int x = 0; x < 256; x++) {
            int color = ((rgb[3 * x] & 0xff) << 16) | ((rgb[3 * x + 1] & 0xff) << 8) | (rgb[3 * x + 2] & 0xff);
            table[x] = 0xff000000 | color;
        }
        return new ColorMap(name, table);
    }
}
