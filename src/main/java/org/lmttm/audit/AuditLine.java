package org.lmttm.audit;

import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * A line of the log as it stands: the entry as JSON, with {@code previous}, the hash of the line before, and last
 * {@code hash}, the SHA-256 of all that stands before it.
 *
 * @param entry what it records
 * @param previous hash of the line before; {@value #NONE} for the first
 * @param hash of this line
 * @param whole whether the line's content still has its hash
 */
public record AuditLine(AuditEntry entry, String previous, String hash, boolean whole) {
    /** What stands for the line before the first. */
    static final String NONE = "0000000000000000000000000000000000000000000000000000000000000000";

    private static final String PREVIOUS = ",\"previous\":\"";
    private static final String HASH = ",\"hash\":\"";
    private static final int DIGITS = 64;
    private static final int TAIL = PREVIOUS.length() + DIGITS + 1 + HASH.length() + DIGITS + 2;

    /** The text of a line, without its end. */
    static String write(AuditEntry entry, String previous) {
        String json = AuditJson.MAPPER.writeValueAsString(entry);
        String hashed = json.substring(0, json.length() - 1) + PREVIOUS + previous + "\"";
        return hashed + HASH + InputHash.ofText(hashed) + "\"}";
    }

    /** The line of a text; empty where it is none, such as one that was torn. */
    static Optional<AuditLine> read(String text) {
        int tail = text.length() - TAIL;
        if (tail <= 0 || !text.startsWith(PREVIOUS, tail) || !text.endsWith("\"}")) {
            return Optional.empty();
        }
        int hashAt = text.length() - 2 - DIGITS;
        String hashed = text.substring(0, hashAt - HASH.length());
        String hash = text.substring(hashAt, hashAt + DIGITS);
        String previous = text.substring(tail + PREVIOUS.length(), tail + PREVIOUS.length() + DIGITS);
        try {
            AuditEntry entry = AuditJson.MAPPER.readValue(text.substring(0, tail) + "}", AuditEntry.class);
            return Optional.of(new AuditLine(
                    entry, previous, hash, InputHash.ofText(hashed).equals(hash)));
        } catch (JacksonException _) { // a damaged line is no line: whoever verifies the log names it
            return Optional.empty();
        }
    }
}
