package org.lmttm.app.shell;

import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.lmttm.app.control.Controls;
import org.lmttm.app.state.Messages;

/** A part of the library: what it lists, how many, a button to add where that is possible, and the rows. */
final class LibraryPart extends VBox {
    private final Label count = Controls.label("", "small", "subtle");
    private final Label none;
    private final VBox rows = new VBox();

    /**
     * A part without rows.
     *
     * @param name as in the texts: cases, datasets, models, runs
     * @param add asks for a file, or shows what there is to add
     */
    LibraryPart(String name, Messages text, Runnable add) {
        HBox header = new HBox(Controls.label(text.text("library." + name), "section-title"), count, Controls.spring());
        header.getStyleClass().add("section-header");
        if (!name.equals("runs")) {
            Ikon icon = name.equals("datasets") ? MaterialDesignD.DOWNLOAD_OUTLINE : MaterialDesignP.PLUS;
            Button button = Controls.iconButton("add-" + name, icon, text.text("library.add_" + name), add);
            button.getStyleClass().add("small");
            header.getChildren().add(button);
        }
        none = Controls.shrinkingLabel(text.text("library.no_" + name), "small", "subtle");
        none.setWrapText(true);
        none.setPadding(new Insets(0, 12, 4, 18));
        none.managedProperty().bind(none.visibleProperty());
        getChildren().addAll(header, rows, none);
        show(List.of());
    }

    /** Shows these rows; those shown before stay as they are. */
    void show(List<HBox> shown) {
        List<Node> children = rows.getChildren();
        children.retainAll(shown);
        int kept = children.size();
        if (children.equals(shown.subList(0, kept))) {
            children.addAll(shown.subList(kept, shown.size()));
        } else {
            rows.getChildren().setAll(shown);
        }
        count.setText(String.valueOf(shown.size()));
        none.setVisible(shown.isEmpty());
    }
}
