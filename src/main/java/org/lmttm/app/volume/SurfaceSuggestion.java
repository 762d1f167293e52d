package org.lmttm.app.volume;

import java.util.List;
import org.lmttm.app.state.Messages;
import org.lmttm.surface.SurfaceSettings;
import org.lmttm.surface.SurfaceShape;
import org.lmttm.volume.Histogram;

/** What a surface that is added looks like at first: a free name, the next colour, a level that suggests itself. */
final class SurfaceSuggestion {
    /** Colours that surfaces get in turn: bone, then hues that tell apart on black. */
    static final List<Integer> COLORS =
            List.of(0xE3D9C6, 0xE0705C, 0x5BB8A4, 0xE6B84C, 0x7FA8E8, 0xB98BD6, 0x93C45F, 0xE08FB4, 0x6FC7DC, 0x9A8A78);

    private static final double SECOND_LEVEL = 98;

    private SurfaceSuggestion() {}

    /** The settings of one more surface: the first at Otsu's level, others where 2 % of the values lie above. */
    static SurfaceSettings next(List<SurfaceItem> items, Histogram histogram, Messages text) {
        double level = items.isEmpty() ? histogram.otsu() : histogram.percentile(SECOND_LEVEL);
        int number = items.size() + 1;
        while (isNamed(items, text.text("surface_name", number))) {
            number++;
        }
        return new SurfaceSettings(
                text.text("surface_name", number),
                SurfaceShape.at(level, true),
                COLORS.get(items.size() % COLORS.size()),
                1,
                true);
    }

    private static boolean isNamed(List<SurfaceItem> items, String name) {
        return items.stream().anyMatch(item -> item.settings().get().name().equals(name));
    }
}
