package org.lmttm.model.torch;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.Tensor;

/**
 * A file of {@code torch.save}: a ZIP archive of uncompressed entries, {@code NAME/data.pkl} that describes the contents
 * and {@code NAME/data/KEY} with the numbers of each storage. Nothing in it is run, and nothing is read into memory
 * that is larger than the file itself.
 */
final class TorchFile implements AutoCloseable {
    /** A thousand times what the published models need. */
    private static final long LONGEST_PICKLE = 16 << 20;

    private final Path file;
    private final ZipFile zip;
    private final long size;
    private final Map<String, ZipEntry> storages = new LinkedHashMap<>();
    private final @Nullable Object contents;

    /**
     * Opens a file and reads what it says about its contents, but none of the numbers.
     *
     * @throws IOException if it cannot be read, is no such file, or is anything but tensors; names the file
     */
    static TorchFile open(Path file) throws IOException {
        checkKind(file);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw damaged(file, e);
        }
        try {
            return new TorchFile(file, zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private TorchFile(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.size = Files.size(file);
        List<? extends ZipEntry> pickles = zip.stream()
                .filter(entry -> entry.getName().matches("[^/]*/data\\.pkl"))
                .toList();
        if (pickles.size() != 1) {
            throw problem("is no file of torch.save: it has " + pickles.size() + " entries data.pkl");
        }
        String name = pickles.getFirst().getName();
        String folder = name.substring(0, name.length() - "data.pkl".length());
        zip.stream()
                .filter(entry -> entry.getName().startsWith(folder + "data/"))
                .forEach(entry -> storages.put(entry.getName().substring(folder.length() + "data/".length()), entry));
        ZipEntry order = zip.getEntry(folder + "byteorder");
        if (order != null
                && !new String(bytes(order, 16), java.nio.charset.StandardCharsets.UTF_8).startsWith("little")) {
            throw problem("was saved on a big-endian machine; save it again on another");
        }
        contents = unpickle(bytes(pickles.getFirst(), LONGEST_PICKLE));
    }

    private static void checkKind(Path file) throws IOException {
        byte[] first;
        try (InputStream stream = Files.newInputStream(file)) {
            first = stream.readNBytes(4);
        }
        if (first.length == 4 && first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4) {
            return;
        }
        boolean old = first.length > 1 && (first[0] & 255) == 0x80;
        throw new IOException(file.getFileName()
                + (old
                        ? ": is in the format of PyTorch before 1.6; load and save it once with a newer PyTorch"
                        : ": is no file of torch.save (a ZIP archive is expected)"));
    }

    private @Nullable Object unpickle(byte[] pickle) throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        storages.forEach((key, entry) -> sizes.put(key, entry.getSize()));
        TensorUnpickler unpickler = new TensorUnpickler(sizes);
        try {
            return unpickler.load(new ByteArrayInputStream(pickle));
        } catch (PickleException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new IOException(file.getFileName() + ": its pickle is damaged", e);
        } finally {
            unpickler.close();
        }
    }

    /** What the pickle holds: maps, lists, arrays, text, numbers and {@link StoredTensor}. */
    @Nullable
    Object contents() {
        return contents;
    }

    /**
     * A tensor's numbers as float32, in row-major order.
     *
     * @param name for messages
     */
    Tensor floats(String name, StoredTensor tensor) throws IOException {
        StorageType type = tensor.storage().type();
        if (!type.isReal()) {
            throw problem("tensor " + name + " holds whole numbers, not weights");
        }
        @Nullable ZipEntry entry = storages.get(tensor.storage().key());
        if (entry == null) {
            throw problem("the storage of tensor " + name + " is missing");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes(entry, Integer.MAX_VALUE - 16)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[tensor.count()];
        long[] shape = tensor.shape();
        long[] index = new long[shape.length];
        long at = tensor.offset();
        for (int i = 0; i < values.length; i++) {
            values[i] = type.read(data, Math.toIntExact(at));
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += tensor.strides()[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                at -= shape[axis] * tensor.strides()[axis];
                index[axis] = 0;
            }
        }
        return Tensor.of(values, shape);
    }

    /** An entry's bytes. PyTorch compresses nothing, so no entry can be larger than the file. */
    private byte[] bytes(ZipEntry entry, long most) throws IOException {
        if (entry.getMethod() != ZipEntry.STORED) {
            throw problem("entry " + entry.getName() + " is compressed, which torch.save never does");
        }
        if (entry.getSize() > size || entry.getSize() > most) {
            throw problem("entry " + entry.getName() + " of " + entry.getSize() + " bytes is too large");
        }
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] bytes = stream.readNBytes((int) entry.getSize());
            if (bytes.length < entry.getSize()) {
                throw problem("entry " + entry.getName() + " ends too early");
            }
            return bytes;
        } catch (EOFException | ZipException e) {
            throw damaged(file, e);
        }
    }

    private static IOException damaged(Path file, IOException reason) {
        return new IOException(file.getFileName() + ": is no intact ZIP archive: " + reason.getMessage(), reason);
    }

    private IOException problem(String what) {
        return new IOException(file.getFileName() + ": " + what);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
