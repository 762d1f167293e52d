package org.lmttm.app.memory;

import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.TraceReading;

/**
 * Takes pictures of all timestamps, one card a frame, so that the window stays awake meanwhile. The cards are put
 * together afterwards, on any thread.
 */
final class TracePictures {
    private static final int LINE = 24;

    private final MemoryState state;
    private final Region body;
    private final Consumer<List<Shot>> taken;
    private final List<Node> cards;
    private final List<Shot> shots = new ArrayList<>();
    private final @Nullable TraceReading reading;
    private final int head;
    private final Image line;
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            next();
        }
    };
    private List<Part> parts = new ArrayList<>();

    /** One card's picture and where it stands. */
    private record Part(Image image, int x, int y) {}

    /**
     * All of one timestamp, not yet put together.
     *
     * @param parts the cards
     * @param line the research-use line, below them
     */
    record Shot(List<Part> parts, Image line, int width, int height, int background) {
        /** The whole picture; on any thread. */
        BufferedImage picture() {
            BufferedImage picture = new BufferedImage(width, height + LINE, BufferedImage.TYPE_INT_RGB);
            Graphics g = picture.getGraphics();
            g.setColor(new java.awt.Color(background));
            g.fillRect(0, 0, width, height);
            for (Part part : parts) {
                g.drawImage(SwingFXUtils.fromFXImage(part.image, null), part.x, part.y, null);
            }
            g.drawImage(SwingFXUtils.fromFXImage(line, null), 0, height, null);
            g.dispose();
            return picture;
        }
    }

    /**
     * Pictures of a view.
     *
     * @param body holds the cards
     * @param taken gets a picture a timestamp, the play head being back where it was; not called where the trace
     *     changes meanwhile
     */
    TracePictures(MemoryState state, Region body, Consumer<List<Shot>> taken) {
        this.state = state;
        this.body = body;
        this.taken = taken;
        cards = cards(body);
        reading = state.reading().get();
        head = state.step().get();
        line = line(body.getWidth());
    }

    private static List<Node> cards(Region body) {
        return body.lookupAll(".card").stream().filter(TracePictures::isSeen).toList();
    }

    /** What a view shows now, in one go: for a picture of its own, not for many. */
    static Shot shot(Region body) {
        List<Part> parts = cards(body).stream().map(card -> part(body, card)).toList();
        return new Shot(parts, line(body.getWidth()), (int) body.getWidth(), height(body), background(body));
    }

    private static boolean isSeen(Node node) {
        Node at = node;
        while (at != null && at.isVisible()) {
            at = at.getParent();
        }
        return at == null;
    }

    /** Begins. */
    void start() {
        state.goTo(0);
        frames.start();
    }

    private void next() {
        if (state.reading().get() != reading) {
            frames.stop();
            return;
        }
        if (state.step().get() != shots.size()) {
            // drawn in this frame, taken from the next on
            state.goTo(shots.size());
            parts = new ArrayList<>();
            return;
        }
        if (parts.size() < cards.size()) {
            parts.add(part(body, cards.get(parts.size())));
            return;
        }
        shots.add(new Shot(parts, line, (int) body.getWidth(), height(body), background(body)));
        parts = new ArrayList<>();
        if (shots.size() == state.steps()) {
            frames.stop();
            state.goTo(head);
            taken.accept(shots);
        } else {
            state.goTo(shots.size());
        }
    }

    private static Part part(Region body, Node card) {
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        Bounds place = card.getParent().localToScene(card.getBoundsInParent());
        Bounds at = body.sceneToLocal(place);
        double y = CardScroll.in(body)
                .map(scroll -> scroll.unscrolled(body, card, place))
                .orElse(at.getMinY());
        return new Part(card.snapshot(clear, null), (int) Math.rint(at.getMinX()), (int) Math.rint(y));
    }

    /** Of all cards, those too that are scrolled out of sight. */
    private static int height(Region body) {
        return (int)
                (body.getHeight() + CardScroll.in(body).map(CardScroll::hidden).orElse(0.0));
    }

    private static int background(Region body) {
        boolean plain = body.getBackground() != null
                && !body.getBackground().getFills().isEmpty()
                && body.getBackground().getFills().getFirst().getFill() instanceof Color;
        Color color = plain ? (Color) body.getBackground().getFills().getFirst().getFill() : Color.BLACK;
        return (int) Math.rint(255 * color.getRed()) << 16
                | (int) Math.rint(255 * color.getGreen()) << 8
                | (int) Math.rint(255 * color.getBlue());
    }

    private static Image line(double width) {
        Canvas canvas = new Canvas(Math.max(1, width), LINE);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Color.BLACK);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setFill(Color.WHITE);
        g.setFont(Font.font("IBM Plex Sans", 12));
        g.fillText(Words.text("export.research"), 10, 16);
        return canvas.snapshot(null, null);
    }
}
