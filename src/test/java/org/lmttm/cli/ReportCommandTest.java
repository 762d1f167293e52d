package org.lmttm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.audit.AuditEntry;
import org.lmttm.audit.AuditLine;
import org.lmttm.audit.AuditLog;
import org.lmttm.audit.InputHash;
import org.lmttm.volume.io.dicom.DicomBytes;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The commands report and audit with the model and a case that come with the workbench. */
class ReportCommandTest {
    private static final String MODEL = "assets/models/phantom-vessels-lmttm.safetensors";
    private static final String ANEURYSM = "sample-volumes/vessel-aneurysm.nii.gz";
    private static final String DATE = "2026-01-31T12:00:00Z";
    private static final String RESEARCH = "Research use only — not for clinical use";

    @TempDir
    private Path folder = Path.of("");

    private CommandRun report(String input, String output, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "report",
                "--json",
                "--model",
                MODEL,
                input,
                "-o",
                folder.resolve(output).toString()));
        arguments.addAll(List.of("--date", DATE, "--map", "rollout"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static List<String> pages(Path pdf) throws IOException {
        List<String> pages = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(stripper.getText(document).replaceAll("\\s+", " "));
            }
        }
        return pages;
    }

    private static Document html(Path file) throws Exception {
        String text = Files.readString(file).replaceFirst("<!DOCTYPE html>", "");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    @Test
    void pdfAndHtmlSayTheSame() throws Exception {
        CommandRun run =
                report(ANEURYSM, "case.pdf", "-o", folder.resolve("case.html").toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("files")).hasSize(2);
        List<String> pages = pages(folder.resolve("case.pdf"));
        assertThat(pages).hasSizeBetween(1, 3);
        for (int page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page)).contains(RESEARCH, "Page " + (page + 1) + " of " + pages.size());
        }
        Document html = html(folder.resolve("case.html"));
        String web = html.getDocumentElement().getTextContent().replaceAll("\\s+", " ");
        String pdf = String.join(" ", pages);
        String input = InputHash.of(Path.of(ANEURYSM), () -> false);
        String model = InputHash.of(Path.of(MODEL), () -> false);
        for (String said : List.of(
                "31 January 2026, 12:00 UTC",
                "aneurysm",
                "vessel",
                "validation cases between",
                "mode deterministic",
                "Attention is not explanation",
                "Faithfulness of the maps",
                "Trained on phantoms only",
                "epoch 24",
                "PyTorch",
                "divided by 255",
                input,
                model)) {
            assertThat(pdf).contains(said);
            assertThat(web).contains(said);
        }
        assertThat(web).contains(RESEARCH).doesNotContain("vessel-aneurysm.nii");
        assertThat(pdf).doesNotContain("vessel-aneurysm.nii");
        var images = html.getElementsByTagName("img");
        assertThat(images.getLength()).isEqualTo(10);
        for (int i = 0; i < images.getLength(); i++) {
            Element image = (Element) images.item(i);
            assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
            assertThat(image.getAttribute("alt")).isNotBlank();
        }
    }

    @Test
    void thePatientIsNamedOnlyWhenAskedFor() throws Exception {
        Path file = folder.resolve("jane-doe.dcm");
        short[] pixels = new short[16 * 16];
        new DicomBytes()
                .slice("MR", 1, 0, 0, 0)
                .image(16, 16, 16, 16, false)
                .text(0x0010_0010, "PN", "Doe^Jane")
                .text(0x0010_0020, "LO", "4711-XYZ")
                .pixels(pixels)
                .write(file);

        CommandRun usual = report(file.toString(), "usual.html");
        assertThat(usual.status()).as(usual.err()).isZero();
        assertThat(Files.readString(folder.resolve("usual.html")).replaceAll("base64,[^\")]*", ""))
                .doesNotContain("Doe", "Jane", "jane-doe", "4711-XYZ");

        CommandRun named = report(file.toString(), "named.html", "--with-patient");
        assertThat(named.status()).as(named.err()).isZero();
        assertThat(html(folder.resolve("named.html")).getDocumentElement().getTextContent())
                .contains("Doe", "4711-XYZ", "This report names the patient");
    }

    @Test
    void predictionsAreRecordedByHashesAndTheLogIsVerified() throws Exception {
        AuditLog log = AuditLog.usual();
        int before = log.read().size();

        assertThat(CommandRun.of("predict", "--json", "--model", MODEL, ANEURYSM)
                        .status())
                .isZero();
        assertThat(CommandRun.of("predict", "--no-audit", "--model", MODEL, ANEURYSM)
                        .status())
                .isZero();

        List<AuditLine> lines = log.read();
        String input = InputHash.of(Path.of(ANEURYSM), () -> false);
        List<AuditEntry> ours = lines.subList(before, lines.size()).stream()
                .map(AuditLine::entry)
                .filter(entry -> input.equals(entry.input()) && entry.source().equals("predict"))
                .toList();
        assertThat(ours).hasSize(1);
        assertThat(ours.getFirst().model()).isEqualTo(InputHash.of(Path.of(MODEL), () -> false));
        assertThat(ours.getFirst().settings().device()).isNotBlank();
        assertThat(Files.readString(log.file()))
                .doesNotContain("vessel-aneurysm")
                .doesNotContain("sample-volumes");
        CommandRun check = CommandRun.of("audit", "--verify", "--json");
        assertThat(check.status()).as(check.err()).isZero();
        assertThat(check.json().get("intact").asBoolean()).isTrue();

        Path changed = folder.resolve("changed.jsonl");
        Files.writeString(changed, Files.readString(log.file()).replaceFirst("aneurysm", "Aneurysm"));
        CommandRun broken = CommandRun.of("audit", "--verify", "--log", changed.toString());
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.out()).isEmpty();
        assertThat(broken.err()).contains("changed.jsonl", "line 1 was changed");
    }

    @Test
    void aLogThatCannotBeWrittenTakesNoPredictionAway() throws Exception {
        String usual = System.getProperty("lmttm.settings");
        Files.createFile(folder.resolve("audit"));
        CommandRun run;
        try {
            System.setProperty("lmttm.settings", folder.toString());
            run = CommandRun.of("predict", "--json", "--model", MODEL, ANEURYSM);
        } finally {
            System.setProperty("lmttm.settings", usual);
        }

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("cases").get(0).get("probabilities")).isNotEmpty();
        assertThat(run.err() + run.out()).containsOnlyOnce("the prediction could not be recorded");
    }

    @Test
    void theSameCaseAndDateGiveTheSameBytes() throws Exception {
        assertThat(report(ANEURYSM, "one.pdf").status()).isZero();
        assertThat(report(ANEURYSM, "two.pdf").status()).isZero();

        assertThat(folder.resolve("two.pdf")).hasSameBinaryContentAs(folder.resolve("one.pdf"));
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(report(ANEURYSM, "case.txt").status()).isEqualTo(2);
        assertThat(report(ANEURYSM, "case.pdf", "--at", "1,2").status()).isEqualTo(2);
        assertThat(report(ANEURYSM, "case.pdf", "--timestamp", "99").status()).isEqualTo(1);
        assertThat(Files.exists(folder.resolve("case.pdf"))).isFalse();
    }
}
