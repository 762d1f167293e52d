package org.lmttm.app.memory;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javafx.application.Platform;

/**
 * What was asked for of late, made once: a play head goes back and forth over the same timestamps. What will be asked for
 * can be made ahead, on a thread of its own. Use on the JavaFX thread.
 */
final class Recent<K, V> {
    private final Map<K, V> made = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Runnable> ahead = new ArrayDeque<>();
    private final int most;
    private boolean making;
    private int cleared;

    /**
     * Nothing yet.
     *
     * @param most how many are kept, at least 1
     */
    Recent(int most) {
        this.most = most;
    }

    /** What belongs to a key. */
    V get(K key, Function<K, V> make) {
        V value = Objects.requireNonNull(made.computeIfAbsent(key, make));
        trim();
        return value;
    }

    /**
     * Makes aside what is not there yet, and no longer what was wanted before.
     *
     * @param keys the first are made first; as many as are kept
     * @param make called on another thread
     */
    void ahead(Collection<K> keys, Function<K, V> make) {
        int belongs = cleared;
        synchronized (ahead) {
            ahead.clear();
            keys.stream()
                    .limit(most)
                    .filter(key -> !made.containsKey(key))
                    .forEach(key -> ahead.add(() -> {
                        V value = make.apply(key);
                        Platform.runLater(() -> keep(belongs, key, value));
                    }));
            if (!making && !ahead.isEmpty()) {
                making = true;
                Thread.ofPlatform().daemon().name("pictures-ahead").start(this::work);
            }
        }
    }

    private void work() {
        while (true) {
            Runnable next;
            synchronized (ahead) {
                next = ahead.poll();
                if (next == null) {
                    making = false;
                    return;
                }
            }
            make(next);
        }
    }

    private void make(Runnable next) {
        boolean done = false;
        try {
            next.run();
            done = true;
        } finally {
            if (!done) {
                // what failed fails again where it is shown, and says so there
                synchronized (ahead) {
                    ahead.clear();
                    making = false;
                }
            }
        }
    }

    private void keep(int belongs, K key, V value) {
        if (belongs == cleared) {
            made.putIfAbsent(key, value);
            trim();
        }
    }

    private void trim() {
        while (made.size() > most) {
            made.remove(made.keySet().iterator().next());
        }
    }

    /** Forgets everything, what is being made ahead too. */
    void clear() {
        made.clear();
        cleared++;
        synchronized (ahead) {
            ahead.clear();
        }
    }
}
