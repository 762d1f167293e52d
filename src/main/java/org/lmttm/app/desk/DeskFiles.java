package org.lmttm.app.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lmttm.training.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Desks as JSON files that are either the old or the new ones. */
public final class DeskFiles {
    /** How a desk's file name ends. */
    public static final String ENDING = ".lmttm-desk";

    /** A desk names files and holds a few numbers for each; more is none. */
    private static final long LARGEST = 16L << 20;

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private DeskFiles() {}

    /** Whether a file is a desk, by its name. */
    public static boolean isDesk(Path file) {
        return String.valueOf(file.getFileName()).endsWith(ENDING);
    }

    /**
     * Writes a desk, whole or not at all.
     *
     * @throws IOException naming the file
     */
    public static void write(Path file, Desk desk) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFiles.writeText(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(desk));
    }

    /**
     * Reads a desk.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    public static Desk read(Path file) throws IOException {
        long length = Files.size(file);
        if (length > LARGEST) {
            throw new IOException(
                    file + ": is no saved desk: " + length + " bytes, where " + LARGEST + " are the most");
        }
        Desk desk;
        try {
            desk = JSON.readValue(Files.readString(file), Desk.class);
        } catch (JacksonException | java.nio.charset.CharacterCodingException e) {
            throw new IOException(file + ": is no saved desk: " + firstLine(e), e);
        }
        if (desk == null || desk.format() != Desk.FORMAT) {
            throw new IOException(file + ": was saved in format " + (desk == null ? "none" : desk.format())
                    + ", and this version reads format " + Desk.FORMAT + ": open it with the version that saved it");
        }
        return desk;
    }

    private static String firstLine(Exception e) {
        String message = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("not JSON");
    }
}
