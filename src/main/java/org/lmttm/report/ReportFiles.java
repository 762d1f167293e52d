package org.lmttm.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.lmttm.training.AtomicFiles;

/** Writes reports: HTML or PDF, as the file's ending says. */
public final class ReportFiles {
    /** The endings, the usual one first. */
    public static final List<String> ENDINGS = List.of(".pdf", ".html");

    private ReportFiles() {}

    /** Whether a file's ending is one of a report. */
    public static boolean isReport(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /**
     * Writes a report, whole or not at all.
     *
     * @param date the PDF's date of creation; the same content and date give the same bytes
     * @throws IllegalArgumentException when the file's ending is none of {@link #ENDINGS}
     * @throws IOException naming the file, when it cannot be written
     */
    public static void write(CaseReport report, Instant date, Path file) throws IOException {
        if (!isReport(file)) {
            throw new IllegalArgumentException(
                    file + ": a report ends in " + String.join(" or ", ENDINGS) + ", which says what it is");
        }
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".pdf")) {
            AtomicFiles.write(file, temporary -> writePdf(report, date, temporary));
        } else {
            AtomicFiles.write(file, temporary -> Files.writeString(temporary, ReportHtml.page(report)));
        }
    }

    private static void writePdf(CaseReport report, Instant date, Path file) throws IOException {
        XRLog.setLoggingEnabled(false);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        font(builder, "IBM Plex Sans", 400, "IBMPlexSans-Regular");
        font(builder, "IBM Plex Sans", 600, "IBMPlexSans-SemiBold");
        font(builder, "IBM Plex Mono", 400, "IBMPlexMono-Regular");
        builder.usePdfUaAccessibility(true);
        builder.withProducer(Words.text("product"));
        builder.withHtmlContent(ReportHtml.printed(report), null);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.layout();
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            GregorianCalendar calendar = GregorianCalendar.from(date.atZone(ZoneOffset.UTC));
            document.getDocumentInformation().setCreationDate(calendar);
            document.getDocumentInformation().setModificationDate(calendar);
            document.setDocumentId(date.toEpochMilli());
            document.save(file.toFile());
            document.close();
        }
    }

    private static void font(PdfRendererBuilder builder, String family, int weight, String file) {
        builder.useFont(() -> Ink.fontFile(file), family, weight, FontStyle.NORMAL, true);
    }
}
