package org.lmttm.app.memory;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Numbers of a spinner with three decimals; what is no number changes nothing. */
final class DecimalConverter extends StringConverter<Double> {
    private final DoubleSupplier before;

    /**
     * A converter.
     *
     * @param before the value that stays where a text is no number
     */
    DecimalConverter(DoubleSupplier before) {
        this.before = before;
    }

    @Override
    public String toString(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    @Override
    public Double fromString(String text) {
        try {
            double value = Double.parseDouble(text.strip().replace(',', '.'));
            return Double.isFinite(value) ? value : before.getAsDouble();
        } catch (NumberFormatException e) {
            return before.getAsDouble(); // the spinner shows what it took
        }
    }
}
