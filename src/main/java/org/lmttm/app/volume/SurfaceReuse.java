package org.lmttm.app.volume;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.lmttm.surface.SurfaceSettings;

/** Finds which of the surfaces that are there can become those that are wanted, so that their meshes need not be made. */
final class SurfaceReuse {
    private static final List<BiPredicate<SurfaceSettings, SurfaceSettings>> LIKENESS =
            List.of(SurfaceSettings::equals, (a, b) -> a.name().equals(b.name()));

    private SurfaceReuse() {}

    /**
     * For each that is wanted one that is there: best one that is just as wanted, else one of the same name.
     *
     * @return as many as are wanted; null where a new one is needed
     */
    static List<@Nullable SurfaceItem> of(List<SurfaceItem> there, List<SurfaceSettings> wanted) {
        List<SurfaceItem> unused = new ArrayList<>(there);
        List<@Nullable SurfaceItem> reused = new ArrayList<>(Collections.nCopies(wanted.size(), null));
        for (BiPredicate<SurfaceSettings, SurfaceSettings> alike : LIKENESS) {
            for (int w = 0; w < wanted.size(); w++) {
                SurfaceSettings one = wanted.get(w);
                SurfaceItem found = reused.get(w) != null
                        ? null
                        : unused.stream()
                                .filter(item -> alike.test(item.settings().get(), one))
                                .findFirst()
                                .orElse(null);
                if (found != null) {
                    unused.remove(found);
                    reused.set(w, found);
                }
            }
        }
        return reused;
    }
}
