package org.lmttm.volume.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lmttm.volume.ReadProgress;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;

/**
 * The front door to volume files: tells the format by content, then reads. Plain uncompressed files are mapped, so
 * opening them costs a header; packed ones are unpacked into memory of their declared size, which is checked against
 * the file before anything is allocated.
 */
public final class VolumeFiles {
    private static final DicomReader DICOM = new DicomReader();

    private static final List<FormatReader> READERS = List.of(
            DICOM,
            new NiftiReader(),
            new AnalyzeReader(),
            new NrrdReader(),
            new MetaImageReader(),
            new MghReader(),
            new TiffReader(),
            new PictureReader(),
            new NumpyReader());

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
        return open(file, choice, ReadProgress.NONE);
    }

    /**
     * One volume of a file, followed while it is read.
     *
     * @param file the file
     * @param choice which one
     * @param progress hears how far the reading is, and may end it
     * @return the volume, which the caller closes
     * @throws VolumeFormatException when the file is not a volume that can be read, or has no such volume
     * @throws IOException when the file is absent or reading fails
     * @throws java.util.concurrent.CancellationException when the progress asked for it
     */
    public static Volume open(Path file, VolumeChoice choice, ReadProgress progress) throws IOException {
        return open(file, choice, false, progress).single();
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
        return open(file, choice, true, ReadProgress.NONE);
    }

    /**
     * What a file holds, without reading voxels.
     *
     * @param file the file
     * @throws VolumeFormatException when the file is not a volume that can be read
     * @throws IOException when the file is absent or reading fails
     */
    public static VolumeListing list(Path file) throws IOException {
        return list(file, VolumeChoice.FIRST);
    }

    /**
     * What a file holds, without reading voxels.
     *
     * @param file the file
     * @param choice how its voxels lie where it has no header
     * @throws VolumeFormatException when the file is not a volume that can be read
     * @throws IOException when the file is absent or reading fails
     */
    public static VolumeListing list(Path file, VolumeChoice choice) throws IOException {
        FileHead head = head(file, choice);
        return reader(head, choice).list(head, choice);
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
        FileHead head = head(file, choice);
        return reader(head, choice).header(head, choice);
    }

    /**
     * Whether a path holds series to choose from: a folder, or the DICOMDIR of a medium.
     *
     * @throws IOException when the file is absent or reading fails
     */
    public static boolean holdsSeries(Path path) throws IOException {
        return DICOM.holdsSeries(FileHead.of(path));
    }

    /**
     * The series in a folder and those below it, or that a DICOMDIR names, by their numbers.
     *
     * @param path the folder or file; the only series of an image file is given too
     * @param progress hears how far the reading of headers is, and may end it
     * @throws VolumeFormatException when there is no series that can be read
     * @throws IOException when reading fails
     * @throws java.util.concurrent.CancellationException when the progress asked for it
     */
    public static List<SeriesEntry> series(Path path, ReadProgress progress) throws IOException {
        return DICOM.series(FileHead.of(path), progress);
    }

    /**
     * The same choice of a volume of a folder or medium, with its headers read: {@link #list}, {@link #header} and
     * {@link #open} then read none again. Of any other file the choice as it is.
     *
     * @param progress hears how far the reading of headers is, and may end it
     * @throws VolumeFormatException when there is no such series, or one must be chosen first
     * @throws IOException when reading fails
     */
    public static VolumeChoice prepared(Path path, VolumeChoice choice, ReadProgress progress) throws IOException {
        FileHead head = FileHead.of(path);
        boolean series = choice.series().isPresent() || DICOM.holdsSeries(head);
        return series && DICOM.recognises(head) ? DICOM.prepared(head, choice, progress) : choice;
    }

    /** Whether a file is DICOM, judged by its first bytes. */
    public static boolean isDicom(Path file) throws IOException {
        return DICOM.recognises(FileHead.of(file));
    }

    /**
     * The series that an image file is of, as far as given files hold it.
     *
     * @param image the image file
     * @param files files that may be of the same series, with the image's
     * @param progress hears how far the reading of headers is, and may end it
     * @throws VolumeFormatException when the image cannot be read
     * @throws IOException when reading fails
     */
    public static List<SeriesEntry> seriesOf(Path image, List<Path> files, ReadProgress progress) throws IOException {
        return DICOM.seriesOf(FileHead.of(image), files, progress);
    }

    /** The formats that can be read, for messages and file dialogs' tooltips. */
    public static String supported() {
        return READERS.stream().map(FormatReader::describe).collect(Collectors.joining("; "));
    }

    /** The file itself, or its header where the user named the image of a pair. */
    private static FileHead head(Path file, VolumeChoice choice) throws IOException {
        FileHead head = FileHead.of(file);
        boolean bare = choice.raw().isEmpty()
                && HeaderPair.isImage(head)
                && READERS.stream().noneMatch(reader -> reader.recognises(head));
        return bare ? HeaderPair.headerOf(head) : head;
    }

    private static VolumeSeries open(Path file, VolumeChoice choice, boolean all, ReadProgress progress)
            throws IOException {
        FileHead head = head(file, choice);
        return reader(head, choice).open(head, choice, all, progress);
    }

    private static FormatReader reader(FileHead head, VolumeChoice choice) throws VolumeFormatException {
        if (choice.raw().isPresent()) {
            return new RawReader(choice.raw().get());
        }
        for (FormatReader reader : READERS) {
            if (reader.recognises(head)) {
                return reader;
            }
        }
        String other = OtherFormats.name(head);
        if (other != null) {
            throw head.failure("is " + other);
        }
        throw head.failure("is not a volume in a format that can be read, which are: " + supported());
    }
}
