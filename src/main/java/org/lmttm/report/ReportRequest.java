package org.lmttm.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmttm.insight.Subject;
import org.lmttm.model.ModelInfo;
import org.lmttm.model.Trace;
import org.lmttm.volume.Region;
import org.lmttm.volume.Volume;
import org.lmttm.volume.Window;
import org.lmttm.volume.io.HeaderField;

/**
 * What a report is made of.
 *
 * @param volume the case; open until the report is composed
 * @param model what the checkpoint says about itself
 * @param modelFile the checkpoint; its card is the {@code .md} beside it
 * @param trace what the model answered
 * @param subject the same model, asked again for the faithfulness of the maps
 * @param box what the model was fed; null: what its preprocessing says
 * @param view how the case is shown
 * @param maps which attention is painted; may be empty
 * @param timestamp the only one whose patches are painted, from 0; −1 for all
 * @param identity what the case is called
 * @param origin what it was computed with
 */
public record ReportRequest(
        Volume volume,
        ModelInfo model,
        Path modelFile,
        Trace trace,
        Subject subject,
        @Nullable Region box,
        View view,
        List<AttentionMap> maps,
        int timestamp,
        Identity identity,
        Origin origin) {

    /**
     * How the case is shown.
     *
     * @param crosshair voxel indices (i, j, k) within the volume
     * @param window what is black and white
     * @param radiological whether the patient's left is on the right
     */
    public record View(double[] crosshair, Window window, boolean radiological) {}

    /**
     * What the case is called. File and folder names are left out: patients' names stand in them.
     *
     * @param label what the user calls it; empty: by its hash
     * @param inputHash SHA-256 of the input
     * @param modelHash SHA-256 of the checkpoint
     * @param patient fields of the DICOM header that name the patient; empty unless asked for
     */
    public record Identity(String label, String inputHash, String modelHash, List<HeaderField> patient) {
        private static final List<String> PATIENT =
                List.of("(0010,0010)", "(0010,0020)", "(0010,0030)", "(0010,0040)", "(0008,0020)");

        /** Copies the fields. */
        public Identity {
            patient = List.copyOf(patient);
        }

        /** The patient's name, number, date of birth and sex, and the study's date, of a DICOM header. */
        public static List<HeaderField> patient(List<HeaderField> header) {
            return header.stream()
                    .filter(field ->
                            PATIENT.contains(field.key()) && !field.value().isBlank())
                    .toList();
        }

        /** The label, or the first digits of the input's hash. */
        String name() {
            return label.isBlank()
                    ? Words.text("case.hash", inputHash.substring(0, Math.min(8, inputHash.length())))
                    : label;
        }
    }

    /**
     * What it was computed with.
     *
     * @param version of the workbench
     * @param engine name and version
     * @param device such as cpu or gpu0
     * @param date of the report
     */
    public record Origin(String version, String engine, String device, Instant date) {}

    /** Checks the timestamp and copies the maps. */
    public ReportRequest {
        maps = List.copyOf(maps);
        int steps = trace.steps().size();
        if (timestamp < -1 || timestamp >= steps) {
            throw new IllegalArgumentException(
                    "there is no timestamp " + timestamp + ": the model has " + steps + ", counted from 0");
        }
    }
}
