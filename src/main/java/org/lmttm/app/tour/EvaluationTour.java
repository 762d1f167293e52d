package org.lmttm.app.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lmttm.app.control.Toolkit;
import org.lmttm.app.shell.Workbench;
import org.lmttm.app.state.ModelEntry;
import org.lmttm.app.state.Session;
import org.lmttm.dataset.Split;

/** The evaluation desk on the sample dataset's test cases: the sample model, and another beside it. */
record EvaluationTour(Workbench bench, SliceTour.Pictures pictures) {
    /**
     * Takes its pictures.
     *
     * @param trained a second model's checkpoint
     */
    void run(Path trained) throws IOException {
        Session session = bench.session();
        Path dataset = session.home().resolve("sample-volumes").resolve("phantom-vessels.npz");
        Toolkit.run(() -> session.workspace().set("evaluation"));
        Toolkit.run(() -> bench.evaluation().evaluate(dataset, Split.TEST));
        await("the evaluation");
        Toolkit.run(() -> bench.evaluation().selectFirst());
        pictures.take("evaluation-dark");
        Toolkit.run(() -> session.settings().dark().set(false));
        pictures.take("evaluation-light");
        Toolkit.run(() -> session.settings().dark().set(true));
        Toolkit.run(() -> bench.opener().open(trained));
        Toolkit.await("the second model", Tour.SOON, () -> known(trained).isPresent());
        Toolkit.run(() -> bench.evaluation().against(known(trained).orElseThrow()));
        await("the comparison");
        pictures.take("evaluation-against");
    }

    private void await(String what) throws IOException {
        Toolkit.await(what, Tour.SOON, () -> bench.evaluation().settled());
    }

    private Optional<ModelEntry> known(Path file) {
        return bench.session().models().stream()
                .filter(model -> model.file().equals(file))
                .findFirst();
    }
}
