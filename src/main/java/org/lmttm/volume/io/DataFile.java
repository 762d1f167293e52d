package org.lmttm.volume.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lmttm.volume.VolumeFormatException;

/**
 * The file that holds a volume's voxels: the volume file itself, or one that its header names.
 *
 * @param owner the volume file, which every message names first
 * @param path where the voxels are
 * @param size its bytes
 */
record DataFile(FileHead owner, Path path, long size) {
    /** The voxels are in the volume file itself. */
    static DataFile of(FileHead owner) {
        return new DataFile(owner, owner.path(), owner.size());
    }

    /** Another file, known to be there. */
    static DataFile of(FileHead owner, Path path) throws IOException {
        return new DataFile(owner, path, Files.size(path));
    }

    /**
     * A file named in a header. It must lie in the header's folder or below: a header that a stranger made must not
     * choose which of the user's files is read.
     */
    static DataFile named(FileHead owner, String name) throws IOException {
        Path folder = owner.path().toAbsolutePath().normalize().getParent();
        Path path;
        try {
            path = owner.path().toAbsolutePath().resolveSibling(name).normalize();
        } catch (InvalidPathException e) {
            throw new VolumeFormatException(owner.path(), "names a data file that cannot be one: '" + name + "'", e);
        }
        if (folder == null || !path.startsWith(folder)) {
            throw owner.failure("names the data file '" + name
                    + "', which lies outside of the header's folder and is not read; put it beside the header and"
                    + " change the header's line");
        }
        if (!Files.isRegularFile(path)) {
            throw owner.failure("needs its data file '" + name + "', and it is not there");
        }
        return of(owner, path);
    }

    /** A failure of this file; the reason begins with a verb. */
    VolumeFormatException failure(String reason) {
        return failure(reason, null);
    }

    /** A failure of this file with its cause; the reason begins with a verb. */
    VolumeFormatException failure(String reason, @org.jspecify.annotations.Nullable Throwable cause) {
        String what = path.equals(owner.path()) ? "" : "its data file " + path.getFileName() + " ";
        return new VolumeFormatException(owner.path(), what + reason, cause);
    }
}
