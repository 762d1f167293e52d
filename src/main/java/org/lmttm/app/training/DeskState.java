package org.lmttm.app.training;

import java.nio.file.Path;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.TaskRunner;
import org.lmttm.training.RunFolder;

/** The runs on the desk, which of them is at the front, and how their plots are looked at. No nodes. */
final class DeskState implements AutoCloseable {
    private final TaskRunner tasks;
    private final ObservableList<RunTrack> tracks = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable RunTrack> active = new SimpleObjectProperty<>();
    private final PlotState plots = new PlotState();

    DeskState(TaskRunner tasks) {
        this.tasks = tasks;
    }

    /** Runs whose curves are drawn. */
    ObservableList<RunTrack> tracks() {
        return tracks;
    }

    /** The run that tiles, console, checkpoints and buttons belong to; null for none. */
    ObjectProperty<@Nullable RunTrack> active() {
        return active;
    }

    /** How the plots are looked at. */
    PlotState plots() {
        return plots;
    }

    /** Shows a run, following it if it is not on the desk yet. */
    RunTrack show(RunFolder run) {
        Path path = run.path().toAbsolutePath().normalize();
        for (RunTrack track : tracks) {
            if (track.run().path().toAbsolutePath().normalize().equals(path)) {
                active.set(track);
                return track;
            }
        }
        RunTrack track = new RunTrack(run, freeColor(), tasks);
        tracks.add(track);
        active.set(track);
        return track;
    }

    private int freeColor() {
        int color = 0;
        while (taken(color)) {
            color++;
        }
        return color;
    }

    private boolean taken(int color) {
        return tracks.stream().anyMatch(track -> track.color() == color);
    }

    /** Takes a run off the desk; its trainer goes on. */
    void remove(RunTrack track) {
        track.close();
        int at = tracks.indexOf(track);
        tracks.remove(track);
        if (active.get() == track) {
            active.set(tracks.isEmpty() ? null : tracks.get(Math.clamp(at, 0, tracks.size() - 1)));
        }
    }

    @Override
    public void close() {
        tracks.forEach(RunTrack::close);
    }
}
