package org.lmttm.volume.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a header of text lines at the beginning of a file, and knows at which byte it stands. */
final class HeaderLines implements AutoCloseable {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int LONGEST_HEADER = 1 << 24;

    private final FileHead file;
    private final InputStream in;
    private long position;

    HeaderLines(FileHead file) throws IOException {
        this.file = file;
        if (file.gzip()) {
            throw file.failure("is packed as a whole, which this format does not foresee; unpack it first");
        }
        this.in = new BufferedInputStream(Files.newInputStream(file.path()));
    }

    /** The next line without its end; null at the end of the file. */
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            line.write(c);
            if (line.size() > LONGEST_LINE || position + line.size() > LONGEST_HEADER) {
                throw file.failure("has no readable header: a line at byte " + position + " has no end");
            }
            c = in.read();
        }
        position += line.size() + (c < 0 ? 0 : 1);
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The rest of the file's lines but blank ones, without white space around them: names of data files. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (String line = next(); line != null; line = next()) {
            if (!line.isBlank()) {
                names.add(line.strip());
            }
        }
        return names;
    }

    /** Bytes read so far: where the next line, or what follows the header, begins. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
