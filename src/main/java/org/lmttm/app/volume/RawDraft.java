package org.lmttm.app.volume;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.lmttm.app.state.Messages;
import org.lmttm.volume.VoxelType;
import org.lmttm.volume.io.RawLayout;

/** The layout of a file without a header while the user types it; no nodes. */
final class RawDraft {
    private final Messages text;
    private final long fileBytes;
    private final List<StringProperty> sizes = new ArrayList<>();
    private final List<StringProperty> spacing = new ArrayList<>();
    private final StringProperty offset = new SimpleStringProperty("0");
    private final ObjectProperty<VoxelType> type = new SimpleObjectProperty<>(VoxelType.INT16);
    private final ObjectProperty<ByteOrder> order = new SimpleObjectProperty<>(ByteOrder.LITTLE_ENDIAN);
    private final ObjectBinding<Optional<RawLayout>> layout;
    private final ObjectBinding<String> verdict;

    /** @param fileBytes size of the file */
    RawDraft(long fileBytes, Messages text) {
        this.fileBytes = fileBytes;
        this.text = text;
        for (String size : List.of("256", "256", "1", "1")) {
            sizes.add(new SimpleStringProperty(size));
        }
        for (int axis = 0; axis < 3; axis++) {
            spacing.add(new SimpleStringProperty(""));
        }
        List<javafx.beans.Observable> all = new ArrayList<>(sizes);
        all.addAll(spacing);
        all.addAll(List.of(offset, type, order));
        javafx.beans.Observable[] inputs = all.toArray(javafx.beans.Observable[]::new);
        layout = Bindings.createObjectBinding(this::read, inputs);
        verdict = Bindings.createObjectBinding(this::judge, inputs);
    }

    /** Voxels along i, j, k and how many volumes, as typed. */
    List<StringProperty> sizes() {
        return sizes;
    }

    /** Millimetres along i, j, k, as typed; all empty for none. */
    List<StringProperty> spacing() {
        return spacing;
    }

    /** Bytes in front of the voxels, as typed. */
    StringProperty offset() {
        return offset;
    }

    ObjectProperty<VoxelType> type() {
        return type;
    }

    ObjectProperty<ByteOrder> order() {
        return order;
    }

    /** The layout; empty while something typed is no number. */
    ObjectBinding<Optional<RawLayout>> layout() {
        return layout;
    }

    /** What the layout needs beside what the file has, for the user. */
    ObjectBinding<String> verdict() {
        return verdict;
    }

    /** Whether the file holds what the layout needs. */
    boolean fits() {
        return layout.get().isPresent() && layout.get().get().bytesNeeded() <= fileBytes;
    }

    private Optional<RawLayout> read() {
        try {
            List<Integer> numbers = new ArrayList<>();
            for (StringProperty size : sizes) {
                numbers.add(Integer.valueOf(size.get().strip()));
            }
            if (numbers.getLast() == 1) {
                numbers.removeLast();
            }
            boolean spaced = spacing.stream().anyMatch(s -> !s.get().isBlank());
            List<Double> mm = new ArrayList<>();
            for (StringProperty s : spacing) {
                mm.add(spaced ? Double.parseDouble(s.get().strip().replace(',', '.')) : 1.0);
            }
            return Optional.of(new RawLayout(
                    numbers,
                    type.get(),
                    order.get(),
                    Long.parseLong(offset.get().strip()),
                    spaced ? Optional.of(mm) : Optional.empty()));
        } catch (IllegalArgumentException _) {
            // told by the verdict
            return Optional.empty();
        }
    }

    private String judge() {
        Optional<RawLayout> now = read();
        if (now.isEmpty()) {
            return text.text("raw.incomplete");
        }
        long needed = now.get().bytesNeeded();
        if (needed == fileBytes) {
            return text.text("raw.exact", bytes(needed));
        }
        return needed < fileBytes
                ? text.text("raw.left", bytes(needed), bytes(fileBytes), bytes(fileBytes - needed))
                : text.text("raw.short", bytes(needed), bytes(fileBytes));
    }

    private static String bytes(long n) {
        return String.format(java.util.Locale.ROOT, "%,d", n).replace(',', '\u2009');
    }
}
