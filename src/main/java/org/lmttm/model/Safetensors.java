package org.lmttm.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors file format: 8 bytes header length (little-endian), a JSON header with each tensor's type, shape and
 * place, then the values without gaps. Any safetensors reader opens what is written here.
 */
public final class Safetensors {
    private static final String METADATA = "__metadata__";
    /** The reference implementation's own limit. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Safetensors() {}

    /**
     * A file's contents.
     *
     * @param tensors by name, in the order of their places
     * @param metadata free text by key
     */
    public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

    private record Place(String name, Tensor.Type type, long[] shape, long begin, long end) {}

    private record Header(List<Place> places, Map<String, String> metadata, long dataStart) {}

    /**
     * Reads a whole file.
     *
     * @throws IOException if it cannot be read or is not well-formed; names the file and the tensor
     */
    public static Contents read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Header header = header(file, channel);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Place place : header.places()) {
                if (place.end() - place.begin() > Integer.MAX_VALUE - 16) {
                    throw malformed(file, "tensor " + place.name() + " is larger than 2 GB");
                }
                ByteBuffer data = ByteBuffer.allocate((int) (place.end() - place.begin()));
                readFully(file, channel, data, header.dataStart() + place.begin());
                tensors.put(place.name(), new Tensor(place.type(), place.shape(), data.array()));
            }
            return new Contents(tensors, header.metadata());
        }
    }

    /** Reads the metadata only; checks the whole header all the same. */
    public static Map<String, String> metadata(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return header(file, channel).metadata();
        }
    }

    private static Header header(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < 10) {
            throw malformed(file, "is too short for a header");
        }
        ByteBuffer first = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, channel, first, 0);
        long length = first.getLong(0);
        if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
            throw malformed(
                    file,
                    "states a header of " + Long.toUnsignedString(length) + " bytes but has " + size + " bytes in all");
        }
        ByteBuffer text = ByteBuffer.allocate((int) length);
        readFully(file, channel, text, 8);
        JsonNode root;
        try {
            root = JSON.readTree(new String(text.array(), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new IOException(file.getFileName() + ": its header is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw malformed(file, "has a header that is not a JSON object");
        }
        List<Place> places = places(file, root);
        checkNoGaps(file, places, size - 8 - length);
        return new Header(places, metadata(file, root), 8 + length);
    }

    private static Map<String, String> metadata(Path file, JsonNode root) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path(METADATA).properties()) {
            if (!entry.getValue().isString()) {
                throw malformed(file, "has metadata " + entry.getKey() + " that is not text");
            }
            metadata.put(entry.getKey(), entry.getValue().stringValue());
        }
        return metadata;
    }

    private static List<Place> places(Path file, JsonNode root) throws IOException {
        List<Place> places = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                places.add(place(file, entry.getKey(), entry.getValue()));
            }
        }
        places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
        return places;
    }

    private static Place place(Path file, String name, JsonNode node) throws IOException {
        long[] offsets = lengths(file, name, node.path("data_offsets"));
        long[] shape = lengths(file, name, node.path("shape"));
        if (offsets.length != 2 || offsets[1] < offsets[0]) {
            throw malformed(file, "tensor " + name + " has no valid data_offsets");
        }
        String typeName = node.path("dtype").asString("");
        Tensor.Type type = Arrays.stream(Tensor.Type.values())
                .filter(t -> t.name().equals(typeName))
                .findFirst()
                .orElseThrow(() -> malformed(
                        file,
                        "tensor " + name + " has type \"" + typeName + "\"; readable are "
                                + Arrays.toString(Tensor.Type.values())));
        try {
            if (Tensor.byteCount(type, shape) == offsets[1] - offsets[0]) {
                return new Place(name, type, shape, offsets[0], offsets[1]);
            }
        } catch (ArithmeticException _) {
            // falls through: no file holds a tensor of that size
        }
        throw malformed(
                file,
                "tensor " + name + " of type " + type + " and shape " + Arrays.toString(shape) + " does not fit its "
                        + (offsets[1] - offsets[0]) + " bytes");
    }

    private static long[] lengths(Path file, String name, JsonNode node) throws IOException {
        if (!node.isArray()
                || !node.valueStream()
                        .allMatch(n -> n.isIntegralNumber() && n.canConvertToLong() && n.longValue() >= 0)) {
            throw malformed(file, "tensor " + name + " has no valid shape or data_offsets");
        }
        return node.valueStream().mapToLong(JsonNode::longValue).toArray();
    }

    private static void checkNoGaps(Path file, List<Place> places, long dataBytes) throws IOException {
        long end = 0;
        for (Place place : places) {
            if (place.begin() != end) {
                throw malformed(file, "tensor " + place.name() + " begins at " + place.begin() + ", expected " + end);
            }
            end = place.end();
        }
        if (end != dataBytes) {
            throw malformed(file, "holds " + dataBytes + " bytes of values but its header describes " + end);
        }
    }

    private static void readFully(Path file, FileChannel channel, ByteBuffer target, long position) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                throw malformed(file, "ends too early");
            }
            at += count;
        }
    }

    private static IOException malformed(Path file, String what) {
        return new IOException(file.getFileName() + ": " + what + "; it is not an intact safetensors file");
    }

    /**
     * Writes atomically: a temporary file beside the target, forced to disk, then renamed over it.
     *
     * @param tensors by name
     * @param metadata free text by key
     * @throws IOException if it cannot be written; names the file, and what was there before is left as it was
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
        // Wide types first, so that every tensor is aligned to its own type.
        ordered.sort(Comparator.comparingInt(entry -> -entry.getValue().type().bytes()));
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeFully(channel, header(ordered, metadata));
            for (Map.Entry<String, Tensor> entry : ordered) {
                writeFully(channel, ByteBuffer.wrap(entry.getValue().data()));
            }
            channel.force(true);
        } catch (IOException e) {
            throw notWritten(target, temporary, e);
        }
        try {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw notWritten(target, temporary, e);
        }
    }

    /** Removes what was half written. */
    private static IOException notWritten(Path target, Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException second) {
            cause.addSuppressed(second);
        }
        String reason = switch (cause) {
            case NoSuchFileException _ -> "there is no such folder";
            case AccessDeniedException _ -> "access denied";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(cause.getMessage());
        };
        return new IOException(target + ": cannot be written: " + reason, cause);
    }

    private static ByteBuffer header(List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            root.set(METADATA, JSON.valueToTree(metadata));
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors) {
            Tensor tensor = entry.getValue();
            ObjectNode node = root.putObject(entry.getKey());
            node.put("dtype", tensor.type().name());
            node.set("shape", JSON.valueToTree(tensor.shape()));
            node.set("data_offsets", JSON.valueToTree(new long[] {offset, offset + tensor.data().length}));
            offset += tensor.data().length;
        }
        byte[] json = JSON.writeValueAsBytes(root);
        int padded = (json.length + 7) / 8 * 8;
        byte[] text = Arrays.copyOf(json, padded);
        Arrays.fill(text, json.length, padded, (byte) ' ');
        return ByteBuffer.allocate(8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(text)
                .flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }
}
