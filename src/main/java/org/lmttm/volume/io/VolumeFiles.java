package org.lmttm.volume.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;

/**
 * The front door to volume files: tells the format by content, then reads. Plain uncompressed files are mapped, so
 * opening them costs a header; packed ones are unpacked into memory of their declared size, which is checked against
 * the file before anything is allocated.
 */
public final class VolumeFiles {
    private static final List<FormatReader> READERS = List.of(new NiftiReader(), new NumpyReader());

    private VolumeFiles() {}

    /**
     * The first volume of a file.
     *
     * @param file the file
     * @return the volume, which the caller closes
     * @throws VolumeFormatException when the file is not a volume that can be read; the message says why
     * @throws IOException when the file is absent or reading fails
     */
    public static Volume open(Path file) throws IOException {
        return open(file, VolumeChoice.FIRST);
    }

    /**
     * One volume of a file.
     *
     * @param file the file
     * @param choice which one
     * @return the volume, which the caller closes
     * @throws VolumeFormatException when the file is not a volume that can be read, or has no such volume
     * @throws IOException when the file is absent or reading fails
     */
    public static Volume open(Path file, VolumeChoice choice) throws IOException {
        FileHead head = FileHead.of(file);
        return reader(head).open(head, choice, false).single();
    }

    /**
     * All volumes along time or channel, over one piece of memory.
     *
     * @param file the file
     * @param choice the case, where the file has splits; its volume index is not read
     * @return the volumes, which the caller closes together
     * @throws VolumeFormatException when the file is not a volume that can be read, or has no such case
     * @throws IOException when the file is absent or reading fails
     */
    public static VolumeSeries openAll(Path file, VolumeChoice choice) throws IOException {
        FileHead head = FileHead.of(file);
        return reader(head).open(head, choice, true);
    }

    /**
     * What a file holds, without reading voxels.
     *
     * @param file the file
     * @throws VolumeFormatException when the file is not a volume that can be read
     * @throws IOException when the file is absent or reading fails
     */
    public static VolumeListing list(Path file) throws IOException {
        FileHead head = FileHead.of(file);
        return reader(head).list(head);
    }

    /**
     * All fields of a file's header, in the file's order, without reading voxels.
     *
     * @param file the file
     * @param choice which volume or case, where each has fields of its own
     * @throws VolumeFormatException when the file is not a volume that can be read, or has no such volume
     * @throws IOException when the file is absent or reading fails
     */
    public static List<HeaderField> header(Path file, VolumeChoice choice) throws IOException {
        FileHead head = FileHead.of(file);
        return reader(head).header(head, choice);
    }

    /** The formats that can be read, for messages and file dialogs' tooltips. */
    public static String supported() {
        return READERS.stream().map(FormatReader::describe).collect(Collectors.joining("; "));
    }

    private static FormatReader reader(FileHead head) throws VolumeFormatException {
        for (FormatReader reader : READERS) {
            if (reader.recognises(head)) {
                return reader;
            }
        }
        throw head.failure("is not a volume in a format that can be read, which are: " + supported());
    }
}
