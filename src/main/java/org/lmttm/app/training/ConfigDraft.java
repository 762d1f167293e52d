package org.lmttm.app.training;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture;
import org.lmttm.model.Architecture.Border;
import org.lmttm.training.TrainingConfig;

/** The next run's configuration as the form holds it: texts until the run starts. No nodes. */
final class ConfigDraft {
    /** One field of the form. */
    enum Field {
        DATASET,
        PATCH_DEPTH,
        PATCH_HEIGHT,
        PATCH_WIDTH,
        DIM,
        MEMORY,
        BLOCKS,
        READ_TOKENS,
        EPOCHS,
        BATCH,
        RATE,
        DECAY,
        DROPOUT,
        SEED,
        PINNED
    }

    /** Where the values come from. */
    enum Preset {
        PAPER,
        RECOMMENDED,
        CUSTOM
    }

    private final Map<Field, StringProperty> values = new EnumMap<>(Field.class);
    private final Map<Field, String> source = new EnumMap<>(Field.class);
    private final ObjectProperty<Border> border = new SimpleObjectProperty<>(Border.PAD);
    private final ObjectProperty<Preset> preset = new SimpleObjectProperty<>(Preset.RECOMMENDED);
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private TrainingConfig base = TrainingConfig.recommended();
    private boolean filling;

    ConfigDraft() {
        for (Field field : Field.values()) {
            StringProperty value = new SimpleStringProperty("");
            value.addListener((property, before, now) -> edited());
            values.put(field, value);
        }
        border.addListener((property, before, now) -> edited());
        preset.addListener((property, before, now) -> {
            if (now == Preset.PAPER) {
                fill(TrainingConfig.paper());
            } else if (now == Preset.RECOMMENDED) {
                fill(TrainingConfig.recommended());
            }
        });
        fill(base);
    }

    /** A field's text. */
    StringProperty value(Field field) {
        return Objects.requireNonNull(values.get(field));
    }

    ObjectProperty<Border> border() {
        return border;
    }

    /** The preset; choosing one fills the form, changing a field makes it custom. */
    ObjectProperty<Preset> preset() {
        return preset;
    }

    /** Fields that differ from the preset they came from, the dataset apart. */
    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    /** Whether a field differs from the preset it came from. */
    boolean changed(Field field) {
        return field != Field.DATASET
                && !Objects.equals(source.get(field), value(field).get());
    }

    private void edited() {
        if (filling) {
            return;
        }
        int count = border.get() == base.architecture().border() ? 0 : 1;
        for (Field field : Field.values()) {
            count += changed(field) ? 1 : 0;
        }
        changes.set(count);
        if (count > 0) {
            preset.set(Preset.CUSTOM);
        }
    }

    /** Fills all fields but the dataset, which stays when the configuration names none. */
    void fill(TrainingConfig config) {
        filling = true;
        base = config;
        Architecture a = config.architecture();
        if (config.dataset() != null) {
            value(Field.DATASET).set(config.dataset());
        }
        put(Field.PATCH_DEPTH, a.patch().depth());
        put(Field.PATCH_HEIGHT, a.patch().height());
        put(Field.PATCH_WIDTH, a.patch().width());
        put(Field.DIM, a.dim());
        put(Field.MEMORY, a.memoryTokens());
        put(Field.BLOCKS, a.blocks());
        put(Field.READ_TOKENS, a.readTokens());
        put(Field.EPOCHS, config.epochs());
        put(Field.BATCH, config.batchSize());
        put(Field.RATE, number(config.optimization().learningRate()));
        put(Field.DECAY, number(config.optimization().weightDecay()));
        put(Field.DROPOUT, number(a.dropout()));
        put(Field.SEED, config.seed());
        put(
                Field.PINNED,
                config.keeping().pinnedCase() == null ? "" : config.keeping().pinnedCase());
        border.set(a.border());
        filling = false;
        changes.set(0);
    }

    private void put(Field field, Object text) {
        value(field).set(text.toString());
        source.put(field, text.toString());
    }

    /** A number as people write it: 1e-4, 0.2. */
    static String number(double value) {
        if (value != 0 && Math.abs(value) < 0.01) {
            int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
            double mantissa = value / Math.pow(10, exponent);
            String digits = java.math.BigDecimal.valueOf(Math.rint(mantissa * 1000) / 1000.0)
                    .stripTrailingZeros()
                    .toPlainString();
            return digits + "e" + exponent;
        }
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /**
     * The configuration as typed.
     *
     * @throws IllegalArgumentException naming the field that is wrong and why
     */
    TrainingConfig build() {
        String named = value(Field.DATASET).get();
        String dataset = named == null ? "" : named.strip();
        if (dataset.isEmpty()) {
            throw new IllegalArgumentException(Texts.text("wrong.dataset"));
        }
        Map<String, Object> typed = new HashMap<>();
        typed.put("dataset", dataset);
        typed.put("architecture.patch.depth", whole(Field.PATCH_DEPTH));
        typed.put("architecture.patch.height", whole(Field.PATCH_HEIGHT));
        typed.put("architecture.patch.width", whole(Field.PATCH_WIDTH));
        typed.put("architecture.border", border.get());
        typed.put("architecture.dim", whole(Field.DIM));
        typed.put("architecture.memory_tokens", whole(Field.MEMORY));
        typed.put("architecture.blocks", whole(Field.BLOCKS));
        typed.put("architecture.read_tokens", whole(Field.READ_TOKENS));
        typed.put("architecture.dropout", real(Field.DROPOUT));
        typed.put("epochs", whole(Field.EPOCHS));
        typed.put("batch_size", whole(Field.BATCH));
        typed.put("learning_rate", real(Field.RATE));
        typed.put("weight_decay", real(Field.DECAY));
        typed.put("seed", whole(Field.SEED));
        typed.put("pinned_case", pinned());
        return base.with(typed);
    }

    private @Nullable Integer pinned() {
        return value(Field.PINNED).get().isBlank() ? null : whole(Field.PINNED);
    }

    private int whole(Field field) {
        try {
            return Integer.parseInt(value(field).get().strip());
        } catch (NumberFormatException e) {
            throw wrong(field, "wrong.whole", e);
        }
    }

    private double real(Field field) {
        try {
            return Double.parseDouble(value(field).get().strip());
        } catch (NumberFormatException e) {
            throw wrong(field, "wrong.number", e);
        }
    }

    private IllegalArgumentException wrong(Field field, String key, NumberFormatException cause) {
        return new IllegalArgumentException(
                Texts.text(key, label(field), value(field).get()), cause);
    }

    /** The field's name on the form. */
    static String label(Field field) {
        return Texts.text(
                "field." + field.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }
}
