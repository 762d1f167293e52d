package org.lmttm.app.shell;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.lmttm.app.state.Messages;
import org.lmttm.training.TrainingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The window as a program of its own. Start it with {@link #open}, because Main must not extend Application. */
public final class WorkbenchApplication extends Application {
    private static final Messages TEXT = new Messages("org.lmttm.app.shell");

    private static final Logger LOG = LoggerFactory.getLogger(WorkbenchApplication.class);
    private static final String SAMPLE = "--sample";

    private @Nullable Workbench workbench;

    /**
     * Opens the window and returns when it is closed. Needs a display.
     *
     * @param files opened at the start
     * @param sample whether the sample case is opened too; it is on the very first start without files, so that a new
     *     user sees a volume, a prediction and a memory at once
     */
    public static void open(List<Path> files, boolean sample) {
        List<String> arguments = new ArrayList<>();
        if (sample) {
            arguments.add(SAMPLE);
        }
        files.forEach(file -> arguments.add(file.toString()));
        // reading configurations takes its time at first, which it can do while the toolkit starts
        Thread.ofPlatform().daemon().name("configurations").start(TrainingConfig::recommended);
        Application.launch(WorkbenchApplication.class, arguments.toArray(String[]::new));
    }

    @Override
    public void start(Stage stage) {
        Workbench made = Workbench.create(new NativeDialogs(stage), stage::close);
        workbench = made;
        UnexpectedErrors errors =
                new UnexpectedErrors(TEXT, made.session().tasks()::notice, made.shell()::crashed, System::nanoTime);
        Thread.currentThread().setUncaughtExceptionHandler(errors);
        Thread.setDefaultUncaughtExceptionHandler(errors);
        Scene scene = made.shell().scene();
        stage.setTitle(TEXT.text("product"));
        stage.setScene(scene);
        WindowPlace.keep(stage, made.session().settings());
        stage.setOnHidden(event -> Platform.exit());
        scene.addPostLayoutPulseListener(new FirstFrame(scene));
        stage.show();
        made.opener().listModels();
        made.shell().watchCrashes();
        made.shell().offerDesk();
        if (made.session().settings().isFresh()) {
            made.shell().guide();
        }
        List<String> arguments = getParameters().getRaw();
        boolean first =
                arguments.isEmpty() && made.session().settings().recentFiles().isEmpty();
        if (first || arguments.contains(SAMPLE)) {
            made.opener().openSample();
        }
        made.opener()
                .openAll(arguments.stream()
                        .filter(argument -> !argument.equals(SAMPLE))
                        .map(Path::of)
                        .toList());
    }

    /** Notes in the log how long the window took, once its first frame is about to be drawn. */
    private record FirstFrame(Scene scene) implements Runnable {
        @Override
        public void run() {
            scene.removePostLayoutPulseListener(this);
            LOG.info(
                    "the window's first frame came {} ms after the start of Java",
                    ManagementFactory.getRuntimeMXBean().getUptime());
        }
    }

    @Override
    public void stop() {
        if (workbench != null) {
            workbench.close();
        }
    }
}
