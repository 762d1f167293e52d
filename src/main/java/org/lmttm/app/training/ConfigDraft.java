package org.lmttm.app.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Architecture.Extent;
import org.lmttm.training.ConfigKey;
import org.lmttm.training.DataShape;
import org.lmttm.training.TrainingConfig;

/** The next run's configuration as the form holds it: texts until the run starts. No nodes. */
final class ConfigDraft {
    private static final String USUAL_NOISE = "0.2"; // the paper's
    private static final String USUAL_BLOCKS = "4"; // the paper's

    /** Where the values come from. */
    enum Preset {
        PAPER,
        RECOMMENDED,
        CUSTOM
    }

    /**
     * What the texts come to.
     *
     * @param config the configuration; null where something is wrong
     * @param wrong what is wrong with which field
     * @param message the first thing that is wrong; empty for nothing
     */
    record Check(@Nullable TrainingConfig config, Map<ConfigField, String> wrong, String message) {}

    private final Map<ConfigField, StringProperty> values = new EnumMap<>(ConfigField.class);
    private final Map<ConfigField, String> source = new EnumMap<>(ConfigField.class);
    /** What was typed in fields that have only one text now. */
    private final Map<ConfigField, String> setAside = new EnumMap<>(ConfigField.class);

    private final ObjectProperty<Preset> preset = new SimpleObjectProperty<>(Preset.RECOMMENDED);
    private final ObjectProperty<@Nullable DataShape> data = new SimpleObjectProperty<>();
    private final StringProperty origin = new SimpleStringProperty("");
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private TrainingConfig base = TrainingConfig.recommended();
    private boolean filling;

    ConfigDraft() {
        for (ConfigField field : ConfigField.values()) {
            StringProperty value = new SimpleStringProperty("");
            value.addListener((property, before, now) -> edited(field));
            values.put(field, value);
        }
        preset.addListener((property, before, now) -> {
            if (now == Preset.PAPER) {
                fill(TrainingConfig.paper());
            } else if (now == Preset.RECOMMENDED) {
                fill(TrainingConfig.recommended());
            }
        });
        data.addListener((property, before, now) -> {
            filling = true;
            settle();
            filling = false;
            revise();
        });
        fill(base);
    }

    /** A field's text. */
    StringProperty value(ConfigField field) {
        return Objects.requireNonNull(values.get(field));
    }

    private String text(ConfigField field) {
        String text = value(field).get();
        return text == null ? "" : text;
    }

    /** The preset; choosing one fills the form, changing a field makes it custom. */
    ObjectProperty<Preset> preset() {
        return preset;
    }

    /** What the chosen dataset holds; null until it was looked at, or where it cannot be used. */
    ObjectProperty<@Nullable DataShape> data() {
        return data;
    }

    /** The run whose settings the form was filled with; empty for a preset's. */
    StringProperty origin() {
        return origin;
    }

    /** Fields that differ from what the form was filled with, the dataset apart. */
    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    /** Counts up whenever anything changed. */
    ReadOnlyIntegerProperty revision() {
        return revision.getReadOnlyProperty();
    }

    /** Whether a field that applies differs from what the form was filled with, and not because of the dataset. */
    boolean changed(ConfigField field) {
        return field != ConfigField.DATASET
                && applies(field)
                && (!field.isInput() || isFree(field))
                && !Objects.equals(source.get(field), text(field).strip());
    }

    /**
     * A field that differs from what the form was filled with.
     *
     * @param from its text then
     * @param to its text now
     */
    record Change(ConfigField field, String from, String to) {
        /** As people say it: Blocks 4 → 8. */
        String words() {
            return Texts.text("form.change", field.label(), word(from), word(to));
        }

        private String word(String text) {
            return text.isEmpty() ? "\u2013" : FieldRow.word(field, text);
        }
    }

    /** Fields that differ, in the order of the form. */
    List<Change> differences() {
        return Arrays.stream(ConfigField.values())
                .filter(this::changed)
                .map(field -> new Change(
                        field, source.getOrDefault(field, ""), text(field).strip()))
                .toList();
    }

    /** Whether a field changes anything beside the others. */
    boolean applies(ConfigField field) {
        return FieldRules.applies(field, this::text) && (!field.isOfFolders() || isFolder());
    }

    private boolean isFolder() {
        DataShape shape = data.get();
        return shape != null && shape.extent() == null;
    }

    /** Whether a field's text may be changed: it applies, and the others and the dataset leave it a choice. */
    boolean isFree(ConfigField field) {
        return applies(field) && only(field) == null && (!field.isInput() || isFolder());
    }

    /** The only text that a field can have; null where it is free. */
    private @Nullable String only(ConfigField field) {
        DataShape shape = data.get();
        Extent cube = shape == null ? null : shape.extent();
        if (cube == null || !field.isInput()) {
            return FieldRules.only(field, this::text);
        }
        return Integer.toString(
                switch (field) {
                    case INPUT_DEPTH -> cube.depth();
                    case INPUT_HEIGHT -> cube.height();
                    default -> cube.width();
                });
    }

    private void edited(ConfigField field) {
        if (filling) {
            return;
        }
        filling = true;
        if (field == ConfigField.NOISE && applies(ConfigField.NOISE_RATE) && is(ConfigField.NOISE_RATE, "0")) {
            value(ConfigField.NOISE_RATE).set(USUAL_NOISE); // at rate 0 the choice would do nothing
        }
        settle();
        filling = false;
        revise();
    }

    private boolean is(ConfigField field, String text) {
        return text(field).strip().equals(text);
    }

    /** Gives fields without a choice their only text, and others back what was typed. */
    private void settle() {
        for (ConfigField field : ConfigField.values()) {
            String only = only(field);
            if (only != null) {
                setAside.putIfAbsent(field, text(field));
                value(field).set(only);
            } else if (setAside.containsKey(field)) {
                String typed = Objects.requireNonNull(setAside.remove(field));
                boolean ring = field == ConfigField.BLOCKS && typed.equals("1");
                value(field).set(ring ? USUAL_BLOCKS : typed);
            }
        }
    }

    private void revise() {
        int count = 0;
        for (ConfigField field : ConfigField.values()) {
            count += changed(field) ? 1 : 0;
        }
        changes.set(count);
        if (count > 0) {
            preset.set(Preset.CUSTOM);
        }
        revision.set(revision.get() + 1);
    }

    /** Fills all fields but the dataset, which stays when the configuration names none. */
    void fill(TrainingConfig config) {
        filling = true;
        base = config;
        origin.set("");
        setAside.clear();
        for (ConfigField field : ConfigField.values()) {
            String text = ConfigKey.text(config.value(field.path()));
            if (field != ConfigField.DATASET || !text.isEmpty()) {
                value(field).set(text);
            }
            source.put(field, text);
        }
        settle();
        filling = false;
        revise();
    }

    /** Fills the form with the settings of a run. */
    void take(TrainingConfig config, String run) {
        preset.set(Preset.CUSTOM);
        fill(config);
        origin.set(run);
    }

    /**
     * The configuration as typed. Keys that are no field here keep the value that the form was filled with.
     *
     * @throws IllegalArgumentException naming what is wrong and why
     */
    TrainingConfig build() {
        Check check = check();
        if (check.config() == null) {
            throw new IllegalArgumentException(check.message());
        }
        return check.config();
    }

    /** Tries the texts; every field that is wrong by itself is found, not only the first. */
    Check check() {
        Map<ConfigField, String> wrong = new EnumMap<>(ConfigField.class);
        String first = "";
        if (text(ConfigField.DATASET).isBlank()) {
            first = Texts.text("wrong.dataset");
            wrong.put(ConfigField.DATASET, first);
        }
        Map<String, Object> typed = typed();
        TrainingConfig config = null;
        for (int known = -1; config == null && known < wrong.size(); ) {
            known = wrong.size();
            try {
                config = base.with(typed);
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                first = first.isEmpty() ? message : first;
                mark(message, typed, wrong);
            }
        }
        return new Check(first.isEmpty() ? config : null, wrong, first);
    }

    /** Marks the fields that a message names, and takes them back: what else is wrong? */
    private static void mark(String message, Map<String, Object> typed, Map<ConfigField, String> wrong) {
        for (ConfigField field : ConfigField.values()) {
            if (typed.containsKey(field.path()) && field.isNamedIn(message)) {
                wrong.putIfAbsent(field, message);
                typed.remove(field.path());
            }
        }
    }

    private Map<String, Object> typed() {
        Map<String, Object> typed = new HashMap<>();
        for (ConfigField field : ConfigField.values()) {
            // a field that does not apply must not stop the run by a text that nobody sees
            if (applies(field)) {
                typed.put(field.path(), field.key().value(text(field)));
            }
        }
        typed.put(ConfigField.DATASET.path(), text(ConfigField.DATASET).strip());
        if (!applies(ConfigField.HEADS) && !headsFit(typed.get(ConfigField.DIM.path()))) {
            typed.put(ConfigField.HEADS.path(), 1);
        }
        DataShape shape = data.get();
        if (shape == null) {
            reach(typed, ConfigField.INPUT_DEPTH, ConfigField.PATCH_DEPTH);
            reach(typed, ConfigField.INPUT_HEIGHT, ConfigField.PATCH_HEIGHT);
            reach(typed, ConfigField.INPUT_WIDTH, ConfigField.PATCH_WIDTH);
        } else {
            typed.put("architecture.classes", shape.classes());
        }
        return typed;
    }

    /** As long as the dataset's cube is not known, no patch is too large for it. */
    private static void reach(Map<String, Object> typed, ConfigField side, ConfigField patch) {
        if (typed.get(side.path()) instanceof Long known
                && typed.get(patch.path()) instanceof Long size
                && size > known
                && size <= Integer.MAX_VALUE) {
            typed.put(side.path(), size);
        }
    }

    private boolean headsFit(@Nullable Object dim) {
        return !(dim instanceof Long number) || number % base.architecture().heads() == 0;
    }
}
