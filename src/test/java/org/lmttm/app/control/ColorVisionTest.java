package org.lmttm.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Colours that tell things apart in a drawing stay apart for eyes that lack a kind of cone, simulated after Machado,
 * Oliveira and Fernandes (2009), severity 1; distances are CIE76 ΔE*ab, of which about 2.3 are just seen.
 */
class ColorVisionTest {
    private static final double APART = 10;
    private static final double LEGIBLE = 4.5;

    private static final double[][] SEEN = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final double[][] PROTANOPIA = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
    };
    private static final double[][] DEUTERANOPIA = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };
    private static final double[][] TRITANOPIA = {
        {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
    };
    private static final Map<String, double[][]> EYES = Map.of(
            "all cones", SEEN,
            "protanopia", PROTANOPIA,
            "deuteranopia", DEUTERANOPIA,
            "tritanopia", TRITANOPIA);

    private static final double[][] XYZ = {
        {0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}
    };
    private static final double[] WHITE = {0.95047, 1, 1.08883};

    /** Roles of memory blocks and tokens; the hues of a run's series are among them. */
    private static final List<String> ROLES = List.of(
            "-color-accent-fg",
            "-color-memory-previous",
            "-color-memory-next",
            "-color-memory-patches",
            "-color-memory-outputs",
            "-color-memory-not-read");

    @ParameterizedTest
    @CsvSource({"dark", "light"})
    void rolesAndSeriesStayApartForEveryEye(String theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);
        for (String one : ROLES) {
            for (String other : ROLES.subList(ROLES.indexOf(one) + 1, ROLES.size())) {
                EYES.forEach((eye, matrix) -> assertThat(distance(color(tokens, one), color(tokens, other), matrix))
                        .as("%s, %s: %s and %s", theme, eye, one, other)
                        .isGreaterThan(APART));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"dark", "light"})
    void textAndSeriesAreLegibleOnPanels(String theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);
        List<String> read = List.of(
                "-color-fg-default",
                "-color-fg-muted",
                "-color-fg-subtle",
                "-color-accent-fg",
                "-color-success-fg",
                "-color-warning-fg",
                "-color-danger-fg",
                "-color-memory-next",
                "-color-memory-patches",
                "-color-memory-outputs");
        for (String token : read) {
            assertThat(contrast(color(tokens, token), color(tokens, "-color-bg-default")))
                    .as("%s: %s", theme, token)
                    .isGreaterThanOrEqualTo(LEGIBLE);
        }
    }

    private static Color color(Map<String, Color> tokens, String name) {
        return Objects.requireNonNull(tokens.get(name), name);
    }

    private static Map<String, Color> tokens(String theme) throws IOException {
        Map<String, Color> tokens = new HashMap<>();
        try (InputStream in =
                Objects.requireNonNull(Palette.class.getResourceAsStream("/org/lmttm/app/theme-" + theme + ".css"))) {
            Matcher token = Pattern.compile("(-color-[\\w-]+):\\s*(#[0-9a-f]{6});")
                    .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (token.find()) {
                tokens.put(token.group(1), Color.web(token.group(2)));
            }
        }
        return tokens;
    }

    private static double distance(Color a, Color b, double[][] eye) {
        double[] one = lab(times(eye, linear(a)));
        double[] other = lab(times(eye, linear(b)));
        return Math.hypot(Math.hypot(one[0] - other[0], one[1] - other[1]), one[2] - other[2]);
    }

    private static double contrast(Color a, Color b) {
        double one = times(XYZ, linear(a))[1] + 0.05;
        double other = times(XYZ, linear(b))[1] + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double[] linear(Color color) {
        return new double[] {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] result = new double[vector.length];
        for (int row = 0; row < result.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                result[row] += matrix[row][column] * vector[column];
            }
        }
        return result;
    }

    private static double[] lab(double[] rgb) {
        double[] shown = new double[rgb.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = Math.clamp(rgb[i], 0, 1);
        }
        double[] xyz = times(XYZ, shown);
        double[] f = new double[xyz.length];
        for (int i = 0; i < f.length; i++) {
            double t = xyz[i] / WHITE[i];
            f[i] = t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
        }
        return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
    }
}
