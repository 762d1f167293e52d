package org.lmttm.volume.io;

import java.io.IOException;
import java.util.List;
import org.lmttm.volume.Affine;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VoxelType;

/** Files of voxels without a header, laid out as the user says. */
final class RawReader extends HeaderFormat {
    private final RawLayout layout;

    RawReader(RawLayout layout) {
        this.layout = layout;
    }

    @Override
    public String describe() {
        return "raw voxels";
    }

    @Override
    public boolean recognises(FileHead head) {
        return true;
    }

    @Override
    public List<HeaderField> header(FileHead head, VolumeChoice choice) {
        return List.of(new HeaderField("layout", "Layout as stated", layout.toString(), false));
    }

    @Override
    StoredVolumes stored(FileHead head) throws IOException {
        long[] sizes = layout.sizes().stream().mapToLong(Integer::longValue).toArray();
        int[] spatial = sizes.length == 2 ? new int[] {0, 1} : new int[] {0, 1, 2};
        if (layout.bytesNeeded() > head.largestContent()) {
            throw head.failure("has " + head.size() + " bytes" + (head.gzip() ? " packed" : "") + ", but the layout "
                    + layout + " needs " + layout.bytesNeeded());
        }
        VoxelType type = layout.type();
        return new StoredVolumes(
                "raw",
                VoxelGrid.of(head, sizes, spatial),
                Volume.StorageOrder.FIRST_FASTEST,
                type,
                FileBytes.of(DataFile.of(head), head.gzip(), layout.offset()),
                layout.order(),
                1,
                0,
                layout.spacing().map(RawReader::affine),
                VolumeAxis.UNKNOWN,
                layout.spacing().isEmpty()
                        ? List.of()
                        : List.of(
                                "has no header: the axes are taken as right, front and top; left and right are a guess"));
    }

    private static Affine affine(List<Double> mm) {
        return Affine.scaling(mm.get(0), mm.get(1), mm.get(2));
    }
}
