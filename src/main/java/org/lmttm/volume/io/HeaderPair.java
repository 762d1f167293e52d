package org.lmttm.volume.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Headers and images in two files of one name: {@code .hdr} and {@code .img}, each of which may be packed. */
final class HeaderPair {
    private HeaderPair() {}

    /** Whether the name is that of an image, without a header in it. */
    static boolean isImage(FileHead head) {
        return head.name().endsWith(".img") || head.name().endsWith(".img.gz");
    }

    /** The header that belongs to an image. */
    static FileHead headerOf(FileHead image) throws IOException {
        return sibling(image, ".img", ".hdr", "header");
    }

    /** The image that belongs to a header. */
    static FileHead imageOf(FileHead header) throws IOException {
        return sibling(header, ".hdr", ".img", "image");
    }

    private static FileHead sibling(FileHead head, String from, String to, String what) throws IOException {
        String name = head.displayName();
        int at = head.name().lastIndexOf(from);
        if (at < 0) {
            throw head.failure("is the header of a .hdr/.img pair but is not named .hdr: its image cannot be found");
        }
        // Keep the case of the ending: FILE.HDR goes with FILE.IMG.
        boolean upper = Character.isUpperCase(name.charAt(at + 1));
        String base = name.substring(0, at) + (upper ? to.toUpperCase(Locale.ROOT) : to);
        for (String candidate : List.of(base + name.substring(at + 4), base, base + ".gz")) {
            Path path = head.path().resolveSibling(candidate);
            if (Files.isRegularFile(path)) {
                return FileHead.of(path);
            }
        }
        throw head.failure("needs its " + what + " file " + base + " in the same folder, and it is not there");
    }
}
