package org.lmttm.app.control;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * The stylesheet's colours for views that draw on a canvas: an invisible node that such a view adds to itself and asks
 * for colours; {@link #version()} changes when the theme does, and then the view draws again.
 */
public final class Palette extends Region {
    private static final Map<Token, CssMetaData<Palette, Color>> TOKENS = new EnumMap<>(Token.class);
    private static final List<CssMetaData<? extends Styleable, ?>> META = new ArrayList<>();

    static {
        for (Token token : Token.values()) {
            CssMetaData<Palette, Color> data = new TokenData(token);
            TOKENS.put(token, data);
            META.add(data);
        }
        META.addAll(Region.getClassCssMetaData());
    }

    private final Map<Token, SimpleStyleableObjectProperty<Color>> colors = new EnumMap<>(Token.class);
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();

    /** What a colour is for; the stylesheet {@code palette.css} says which of the theme's colours it takes. */
    public enum Token {
        GAP,
        PANEL,
        RAISED,
        LINE,
        BORDER,
        TEXT,
        MUTED,
        SUBTLE,
        ACCENT,
        FILLED,
        SELECTED,
        OK,
        WARNING,
        DANGER,
        PREVIOUS,
        CURRENT,
        NEXT,
        PATCHES,
        OUTPUTS,
        NOT_READ
    }

    private static final class TokenData extends CssMetaData<Palette, Color> {
        private final Token token;

        TokenData(Token token) {
            super(
                    "-token-" + token.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    StyleConverter.getColorConverter(),
                    Color.GRAY);
            this.token = token;
        }

        @Override
        public boolean isSettable(Palette palette) {
            return true;
        }

        @Override
        public StyleableProperty<Color> getStyleableProperty(Palette palette) {
            return palette.property(token);
        }
    }

    /** A palette; add it to the view that draws. */
    public Palette() {
        getStyleClass().add("lmttm-palette");
        setManaged(false);
        setMouseTransparent(true);
        for (Token token : Token.values()) {
            SimpleStyleableObjectProperty<Color> color =
                    new SimpleStyleableObjectProperty<>(Objects.requireNonNull(TOKENS.get(token)), Color.GRAY);
            color.addListener((property, before, now) -> version.set(version.get() + 1));
            colors.put(token, color);
        }
    }

    /** The colour of a token in the theme of now. */
    public Color color(Token token) {
        return property(token).get();
    }

    /** Whether the theme's panels are dark. */
    public boolean dark() {
        return color(Token.PANEL).getBrightness() < 0.5;
    }

    /** Changes whenever a colour does. */
    public ReadOnlyLongProperty version() {
        return version.getReadOnlyProperty();
    }

    private SimpleStyleableObjectProperty<Color> property(Token token) {
        return Objects.requireNonNull(colors.get(token));
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return List.copyOf(META);
    }

    @Override
    public String getUserAgentStylesheet() {
        return Objects.requireNonNull(Palette.class.getResource("/org/lmttm/app/control/palette.css"))
                .toExternalForm();
    }
}
