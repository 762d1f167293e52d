package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.app.state.OpenCase;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;

/** What the file says about the volume. */
final class MetadataPanel {
    private final Messages text;
    private final GridPane table = Sections.table();
    /** The rows made so far: for another case they get other words. */
    private final List<Sections.Row> rows = new ArrayList<>();

    private final VBox view;
    private int used;

    MetadataPanel(ViewState state, Messages text) {
        this.text = text;
        view = Sections.section(text.text("metadata"));
        view.getStyleClass().add("last");
        view.getChildren().addAll(table, new HeaderPanel(state, text));
        table.setId("metadata");
        Runnable later =
                () -> state.panels().later(this, () -> show(state.shown().get()));
        state.shown().addListener((property, before, now) -> later.run());
        state.values().addListener((property, before, now) -> later.run());
        show(state.shown().get());
    }

    VBox view() {
        return view;
    }

    private void show(OpenCase openCase) {
        view.setVisible(openCase != null);
        used = 0;
        if (openCase != null) {
            fill(openCase);
        }
        rows.subList(used, rows.size()).forEach(row -> show(row, false));
    }

    private void fill(OpenCase openCase) {
        Volume volume = openCase.volume();
        Volume.Description d = volume.description();
        boolean whole = !d.type().isFloating() && d.slope() == 1;
        int decimals = whole
                ? 0
                : Math.max(
                        1,
                        ColorBar.decimals(
                                openCase.histogram().hi() - openCase.histogram().lo()));
        row("format", d.format() + ", " + d.type().numpyName());
        row("size", d.ni() + " × " + d.nj() + " × " + d.nk());
        row("spacing", volume.affine().map(MetadataPanel::spacing).orElse(text.text("meta.none")));
        row("orientation", volume.affine().map(this::orientation).orElse(text.text("no_patient_space")));
        if (openCase.measured()) {
            row(
                    "range",
                    ColorBar.number(openCase.statistics().min(), decimals) + " … "
                            + ColorBar.number(openCase.statistics().max(), decimals));
            row("mean", ColorBar.number(openCase.statistics().mean(), 2));
        } else {
            row("range", text.text("meta.counting"), "muted");
        }
        if (d.slope() != 1 || d.intercept() != 0) {
            row("scaling", "× " + ColorBar.number(d.slope(), 4) + " + " + ColorBar.number(d.intercept(), 2));
        }
        if (openCase.measured() && openCase.statistics().nonFinite() > 0) {
            row("nonfinite", String.valueOf(openCase.statistics().nonFinite()));
        }
        for (String warning : d.warnings()) {
            row("warnings", warning, "warning");
        }
    }

    private void row(String key, String value, String... styles) {
        if (used == rows.size()) {
            rows.add(Sections.addRow(table, "", ""));
        }
        Sections.Row row = rows.get(used++);
        row.key().setText(text.text("meta." + key));
        row.value().setText(value);
        row.value().getStyleClass().removeAll("muted", "warning");
        row.value().getStyleClass().addAll(styles);
        show(row, true);
    }

    private static void show(Sections.Row row, boolean visible) {
        for (Label label : List.of(row.key(), row.value())) {
            label.setVisible(visible);
            label.setManaged(visible);
        }
    }

    private static String spacing(Affine affine) {
        return Arrays.stream(affine.spacing())
                        .mapToObj(s -> ColorBar.number(s, 2))
                        .collect(Collectors.joining(" × ")) + " mm";
    }

    private String orientation(Affine affine) {
        return affine.orientation() + (oblique(affine) ? ", " + text.text("meta.oblique") : "");
    }

    /** Whether a voxel axis leaves its patient axis by more than a tenth of a degree. */
    private static boolean oblique(Affine affine) {
        int[] axes = affine.closestAxes();
        double[] spacing = affine.spacing();
        for (int c = 0; c < 3; c++) {
            if (Math.abs(affine.get(axes[c], c)) / spacing[c] < Math.cos(Math.toRadians(0.1))) {
                return true;
            }
        }
        return false;
    }
}
