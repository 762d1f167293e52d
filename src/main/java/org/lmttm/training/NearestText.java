package org.lmttm.training;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The known word that a mistyped one most likely means. */
final class NearestText {
    private NearestText() {}

    /** The nearest by edit distance; null where none is near, that is, more than a third of the letters differ. */
    static @Nullable String of(String typed, Iterable<String> known) {
        String nearest = null;
        int least = Math.max(2, typed.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(typed.toLowerCase(Locale.ROOT), word);
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** Levenshtein's distance: letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
