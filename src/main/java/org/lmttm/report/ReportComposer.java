package org.lmttm.report;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lmttm.audit.InputHash;
import org.lmttm.evaluation.Calibration;
import org.lmttm.evaluation.SimilarCases;
import org.lmttm.insight.Faithfulness;
import org.lmttm.insight.TraceReading;
import org.lmttm.insight.VoxelMap;
import org.lmttm.model.CubeInput;
import org.lmttm.model.CubePlace;
import org.lmttm.model.Preprocessing;
import org.lmttm.model.Trace;
import org.lmttm.report.CaseReport.Attention;
import org.lmttm.report.CaseReport.ClassRow;
import org.lmttm.report.ModelCard.Fact;
import org.lmttm.surface.Progress;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Plane;
import org.lmttm.volume.Volume;

/** Draws and gathers what a report says; takes seconds, most of them for the faithfulness of the maps. */
public final class ReportComposer {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final double DRAWN = 0.3;

    private final ReportRequest request;
    private final Progress progress;
    private final Trace trace;
    private final TraceReading reading;
    private final CubePlace place;
    private final SlicePainter slices;

    private ReportComposer(ReportRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.trace = request.trace();
        this.reading = new TraceReading(trace);
        this.place = CubePlace.of(request.volume(), request.model().preprocessing(), request.box());
        this.slices = new SlicePainter(request.volume(), request.view(), outline());
    }

    private BoxOutline outline() {
        return new BoxOutline(place, reading.architecture().input());
    }

    /**
     * Composes a report. The same request gives the same report.
     *
     * @param progress follows and may cancel
     * @throws IOException when the model's card cannot be read
     * @throws CancellationException when the progress said so
     */
    public static CaseReport compose(ReportRequest request, Progress progress) throws IOException {
        return new ReportComposer(request, progress).compose();
    }

    private CaseReport compose() throws IOException {
        Optional<Calibration> calibration = Calibration.of(request.model());
        ReportRequest.Identity identity = request.identity();
        List<Figure> shown = planes(null, null);
        step(0.05);
        Figure solid = Figure.of(
                ScenePainter.solid(request.volume(), outline(), part(0.05, DRAWN)),
                Words.text("figure.solid"),
                Words.text("alt.solid"));
        int wide = 2 * SlicePainter.SIZE + 20;
        Figure input = Figure.of(
                ScenePainter.input(reading, wide, SlicePainter.SIZE),
                Words.text("figure.input", reading.steps()),
                Words.text("alt.input", reading.steps()));
        List<Attention> attention = attention();
        Figure timeline = Figure.of(
                ChartPainter.timeline(trace), Words.text("figure.timeline"), Words.text("alt.timeline", timeline()));
        return new CaseReport(new CaseReport.Content(
                identity.name(),
                DATE.format(request.origin().date()),
                identity.patient(),
                request.model().name(),
                request.model().mode().label(),
                request.model().mode().warning(),
                classes(calibration),
                trace.prediction(),
                calibration.map(ReportComposer::text),
                warnings(),
                shown,
                solid,
                input,
                attention,
                timeline,
                caseFacts(),
                preprocessing(),
                ModelCard.of(request.modelFile(), request.model()),
                versions(),
                hashes()));
    }

    private void step(double share) {
        if (progress.cancelled()) {
            throw new CancellationException("report stopped");
        }
        progress.update(share);
    }

    private Progress part(double from, double to) {
        return new Progress() {
            @Override
            public void update(double fraction) {
                progress.update(from + fraction * (to - from));
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private List<Figure> planes(@Nullable VoxelMap map, @Nullable AttentionMap kind) {
        List<Figure> figures = new ArrayList<>();
        for (Plane plane : Plane.values()) {
            String position = slices.position(plane);
            String alt = kind == null
                    ? Words.text("alt.slice", position)
                    : Words.text("alt.attention", Words.text(kind.key()), position);
            figures.add(Figure.of(slices.draw(plane, map), position, alt));
        }
        return figures;
    }

    private List<Attention> attention() {
        List<Attention> all = new ArrayList<>();
        List<AttentionMap> maps = request.maps();
        for (int m = 0; m < maps.size(); m++) {
            AttentionMap kind = maps.get(m);
            List<float[]> patches = kind.patches(reading);
            int t = request.timestamp();
            VoxelMap map = new VoxelMap(reading, t < 0 ? patches : VoxelMap.only(patches, t), place);
            double from = DRAWN + (1 - DRAWN) * m / maps.size();
            double to = DRAWN + (1 - DRAWN) * (m + 1) / maps.size();
            all.add(new Attention(
                    kind,
                    planes(map, kind),
                    Figure.of(ChartPainter.colorBar(map.cap()), "", Words.text("alt.bar", Words.plain(map.cap()))),
                    faithfulness(patches, from, to)));
        }
        return all;
    }

    private Faithfulness faithfulness(List<float[]> patches, double from, double to) {
        int label = trace.prediction();
        return Faithfulness.of(
                reading.architecture(),
                patches,
                trace.input(),
                cube -> (double) request.subject().probabilities(cube)[label],
                Faithfulness.Settings.DEFAULT,
                (done, total) -> {
                    progress.update(from + (to - from) * done / total);
                    return !progress.cancelled();
                });
    }

    private List<ClassRow> classes(Optional<Calibration> calibration) {
        List<ClassRow> rows = new ArrayList<>();
        double[] calibrated =
                calibration.map(c -> c.apply(trace.probabilities())).orElse(null);
        for (int c = 0; c < trace.labels().size(); c++) {
            String label = trace.labels().get(c);
            double raw = trace.probabilities()[c];
            if (calibrated == null) {
                rows.add(new ClassRow(label, raw, null, null));
            } else {
                SimilarCases similar =
                        new SimilarCases.Finder(calibration.orElseThrow().calibratedValidation(), c).at(calibrated[c]);
                rows.add(new ClassRow(label, raw, calibrated[c], similar));
            }
        }
        return rows;
    }

    private static String text(Calibration calibration) {
        return Words.text(
                "calibration",
                Words.number(calibration.scaling().temperature(), 2),
                calibration.validation().count(),
                calibration.split().label(),
                calibration.dataset(),
                Words.number(calibration.scaling().eceBefore(), 3),
                Words.number(calibration.scaling().eceAfter(), 3));
    }

    /** What must be known of the input; a volume's name may be the patient's and is left out. */
    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Volume volume = request.volume();
        CubeInput.note(volume, request.model().preprocessing())
                .map(note -> note.replace(volume.name() + ": ", ""))
                .map(note -> note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".")
                .ifPresent(warnings::add);
        if (!request.identity().patient().isEmpty()) {
            warnings.add(Words.text("patient.warning"));
        }
        return warnings;
    }

    private String timeline() {
        List<String> steps = new ArrayList<>();
        for (int t = 0; t < reading.steps(); t++) {
            float p = trace.steps().get(t).runningProbabilities()[trace.prediction()];
            steps.add((t + 1) + ": " + Words.number(p, 2));
        }
        return trace.labels().get(trace.prediction()) + " " + String.join(", ", steps);
    }

    private List<Fact> caseFacts() {
        Volume volume = request.volume();
        Volume.Description d = volume.description();
        List<Fact> facts = new ArrayList<>();
        fact(facts, "fact.size", d.ni() + " × " + d.nj() + " × " + d.nk());
        Optional<Affine> affine = volume.affine();
        fact(
                facts,
                "fact.spacing",
                affine.isEmpty()
                        ? Words.text("fact.no_space")
                        : Arrays.stream(volume.spacing()).mapToObj(Words::plain).collect(Collectors.joining(" × "))
                                + " mm, " + affine.get().orientation());
        fact(facts, "fact.type", d.type().name().toLowerCase(Locale.ROOT));
        d.hints().modality().ifPresent(modality -> fact(facts, "fact.modality", modality));
        double[] c = request.view().crosshair();
        String at = Arrays.stream(c).mapToObj(Words::plain).collect(Collectors.joining(", "));
        fact(facts, "fact.crosshair", at);
        return facts;
    }

    private List<Fact> preprocessing() {
        Preprocessing p = request.model().preprocessing();
        List<Fact> facts = new ArrayList<>();
        fact(facts, "fact.region", RegionText.of(request.volume(), p, request.box()));
        fact(facts, "fact.intensity", intensity(p.intensity()));
        fact(facts, "fact.axes", p.axes().equals(Preprocessing.AS_STORED) ? Words.text("axes.stored") : p.axes());
        fact(facts, "fact.interpolation", p.interpolation().name().toLowerCase(Locale.ROOT));
        return facts;
    }

    private static String intensity(Preprocessing.Intensity intensity) {
        return switch (intensity) {
            case Preprocessing.Uint8 _ -> Words.text("intensity.uint8");
            case Preprocessing.Window w -> Words.text("intensity.window", Words.plain(w.lo()), Words.plain(w.hi()));
            case Preprocessing.Percentiles q ->
                Words.text("intensity.percentiles", Words.plain(q.lo()), Words.plain(q.hi()));
            case Preprocessing.Distance d -> Words.text("intensity.distance", Words.plain(d.reach()));
        };
    }

    private List<Fact> versions() {
        List<Fact> facts = new ArrayList<>();
        ReportRequest.Origin origin = request.origin();
        fact(facts, "fact.workbench", origin.version());
        fact(facts, "fact.engine", origin.engine());
        fact(facts, "fact.device", origin.device());
        fact(facts, "fact.java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
        fact(facts, "fact.system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
        return facts;
    }

    private List<Fact> hashes() {
        List<Fact> facts = new ArrayList<>();
        fact(facts, "fact.hash_input", request.identity().inputHash());
        fact(facts, "fact.hash_cube", InputHash.ofCube(trace.input()));
        fact(facts, "fact.hash_model", request.identity().modelHash());
        return facts;
    }

    private static void fact(List<Fact> facts, String key, String value) {
        facts.add(new Fact(Words.text(key), value));
    }
}
