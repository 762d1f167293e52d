package org.lmttm.volume.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lmttm.volume.Volume;

/** NIfTI-1 and NIfTI-2: {@code .nii}, {@code .nii.gz}, {@code .hdr}/{@code .img} and their packed forms. */
final class NiftiReader extends HeaderFormat {
    @Override
    public String describe() {
        return "NIfTI-1 and -2 (.nii, .nii.gz, .hdr/.img)";
    }

    @Override
    public boolean recognises(FileHead head) {
        return NiftiHeader.version(head.bytes()) != 0
                || head.name().endsWith(".nii")
                || head.name().endsWith(".nii.gz");
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) throws IOException {
        NiftiHeader header = NiftiHeader.parse(head);
        List<HeaderField> fields = new ArrayList<>(NiftiFields.of(head.bytes(), header.version(), header.order()));
        fields.addAll(NiftiExtensions.of(head, header));
        return fields;
    }

    @Override
    StoredVolumes stored(FileHead head) throws IOException {
        NiftiHeader header = NiftiHeader.parse(head);
        FileHead voxels = header.pair() ? HeaderPair.imageOf(head) : head;
        DataFile file = header.pair() ? DataFile.of(head, voxels.path()) : DataFile.of(head);
        return new StoredVolumes(
                header.format(),
                header.grid(head),
                Volume.StorageOrder.FIRST_FASTEST,
                header.type(),
                FileBytes.of(file, voxels.gzip(), header.offset()),
                header.order(),
                header.slope(),
                header.intercept(),
                Optional.of(header.affine()),
                header.axis(),
                header.warnings());
    }
}
