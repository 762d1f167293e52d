package org.lmttm.app.dataset;

import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.controlsfx.control.GridCell;
import org.jspecify.annotations.Nullable;
import org.lmttm.dataset.DatasetSurvey.Case;

/** A case of the montage: its isosurface, split and number; made when it comes into sight. */
final class CaseCell extends GridCell<Case> {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final BrowserState state;
    private final CasePictures pictures;
    private final int side;
    private final ImageView view = new ImageView();
    private volatile int asked;

    /**
     * An empty cell.
     *
     * @param side of the picture, in pixels of the screen
     * @param open opens a case
     */
    CaseCell(BrowserState state, CasePictures pictures, int side, Consumer<Case> open) {
        this.state = state;
        this.pictures = pictures;
        this.side = side;
        getStyleClass().add("dataset-case");
        setAlignment(Pos.CENTER);
        setContentDisplay(ContentDisplay.TOP);
        setGraphic(view);
        view.setFitWidth(side);
        view.setFitHeight(side);
        setFocusTraversable(true);
        setOnMouseClicked(event -> {
            Case one = getItem();
            if (one != null && event.getButton() == MouseButton.PRIMARY) {
                requestFocus();
                state.selected().set(one);
                if (event.getClickCount() == 2) {
                    open.accept(one);
                }
            }
        });
        setOnKeyPressed(event -> {
            Case one = getItem();
            if (one != null && event.getCode() == KeyCode.ENTER) {
                open.accept(one);
            } else if (one != null && event.getCode() == KeyCode.SPACE) {
                state.selected().set(one);
            }
        });
        state.selected().addListener(observable -> mark());
    }

    private void mark() {
        pseudoClassStateChanged(
                SELECTED, getItem() != null && getItem().equals(state.selected().get()));
    }

    @Override
    protected void updateItem(@Nullable Case one, boolean empty) {
        super.updateItem(one, empty);
        view.setImage(null);
        BrowserState.Contents now = state.contents().get();
        int asking = asked + 1;
        asked = asking;
        if (empty || one == null || now == null) {
            setText(null);
            setAccessibleText(null);
            return;
        }
        String name = now.data().classNames().get(now.label(one));
        setText(DatasetBrowser.name(one) + " · " + name);
        setAccessibleText(DatasetBrowser.name(one) + ", " + name);
        mark();
        pictures.picture(now.data(), one.split(), one.index(), 2 * side, 2 * side, () -> asking == asked, image -> {
            if (asking == asked) {
                view.setImage(image);
            }
        });
    }
}
