package org.lmttm.surface;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Writes meshes: binary STL, OBJ and binary little-endian PLY, in a patient space that
 * its header names as other programs write it ({@code SPACE=RAS} or {@code SPACE=LPS}). A file appears whole or not at
 * all: it is written beside its place under a temporary name, flushed to the disk and renamed.
 */
public final class MeshFiles {
    private MeshFiles() {}

    /** The formats, by the endings of their files. */
    public enum Format {
        /** Binary STL: facets with their geometric normals, no shared vertices. */
        STL,
        /** Wavefront OBJ: text, shared vertices with normals. */
        OBJ,
        /** Binary PLY: shared vertices with normals. */
        PLY;

        /**
         * The format that a file's ending asks for.
         *
         * @throws IllegalArgumentException when it is none of them; the message names the file
         */
        public static Format of(Path file) {
            String name = String.valueOf(file.getFileName());
            String ending = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
            for (Format format : values()) {
                if (format.name().equals(ending)) {
                    return format;
                }
            }
            throw new IllegalArgumentException(file + ": the ending names no mesh format; use .stl, .obj or .ply");
        }
    }

    /** Which way the axes of a file run. */
    public enum Space {
        /** x to the patient's right, y to the front, z to the top: as the workbench and NIfTI. */
        RAS("patient mm (RAS+), SPACE=RAS"),
        /** x to the patient's left, y to the back, z to the top: as DICOM and ITK. */
        LPS("patient mm (LPS+), SPACE=LPS"),
        /** Voxel indices i, j, k: for volumes without patient geometry. */
        VOXEL("voxel indices i, j, k, no patient space");

        private final String words;

        Space(String words) {
            this.words = words;
        }

        private float sign(int axis) {
            return this == LPS && axis < 2 ? -1 : 1;
        }

        private float[] of(float[] triples) {
            if (this != LPS) {
                return triples;
            }
            float[] turned = triples.clone();
            for (int x = 0; x < turned.length; x++) {
                turned[x] *= sign(x % 3);
            }
            return turned;
        }

        /** The mesh in this space; two axes turn, so triangles keep their sides. */
        private Mesh of(Mesh mesh) {
            return new Mesh(
                    of(mesh.vertices()),
                    of(mesh.normals()),
                    mesh.triangles(),
                    mesh.closed(),
                    mesh.area(),
                    mesh.signedVolume());
        }
    }

    /** Writes in the format that the file's ending asks for; replaces an existing file. */
    public static void write(Mesh mesh, Path file, Space space) throws IOException {
        write(mesh, file, Format.of(file), space);
    }

    /**
     * Writes in a given format; replaces an existing file.
     *
     * @param mesh in RAS+ mm, or in voxels
     * @param space the axes of the file
     */
    public static void write(Mesh mesh, Path file, Format format, Space space) throws IOException {
        Mesh turned = space.of(mesh);
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": the folder does not exist");
        }
        Path temporary = Files.createTempFile(folder, "." + target.getFileName(), ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                switch (format) {
                    case STL -> stl(turned, space, out);
                    case OBJ -> obj(turned, space, out);
                    case PLY -> ply(turned, space, out);
                }
                out.flush();
                channel.force(true);
            }
            rename(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void rename(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // Some network drives cannot; the old file is then replaced in two steps.
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void stl(Mesh mesh, Space space, OutputStream out) throws IOException {
        // The header must not start with "solid", which would mean text.
        byte[] header = new byte[80];
        byte[] title = ("Binary STL, " + space.words).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(title, 0, header, 0, title.length);
        out.write(header);
        ByteBuffer count = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, mesh.triangleCount());
        out.write(count.array());
        ByteBuffer facet = ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN);
        float[] p = mesh.vertices();
        int[] t = mesh.triangles();
        for (int x = 0; x < t.length; x += 3) {
            facet.clear();
            facetNormal(p, 3 * t[x], 3 * t[x + 1], 3 * t[x + 2], facet);
            for (int corner = 0; corner < 3; corner++) {
                int v = 3 * t[x + corner];
                facet.putFloat(p[v]).putFloat(p[v + 1]).putFloat(p[v + 2]);
            }
            facet.putShort((short) 0);
            out.write(facet.array());
        }
    }

    private static void facetNormal(float[] p, int a, int b, int c, ByteBuffer out) {
        double ux = (double) p[b] - p[a];
        double uy = (double) p[b + 1] - p[a + 1];
        double uz = (double) p[b + 2] - p[a + 2];
        double vx = (double) p[c] - p[a];
        double vy = (double) p[c + 1] - p[a + 1];
        double vz = (double) p[c + 2] - p[a + 2];
        double x = uy * vz - uz * vy;
        double y = uz * vx - ux * vz;
        double z = ux * vy - uy * vx;
        double length = Math.sqrt(x * x + y * y + z * z);
        double scale = length > 0 ? 1 / length : 0;
        out.putFloat((float) (x * scale)).putFloat((float) (y * scale)).putFloat((float) (z * scale));
    }

    private static void obj(Mesh mesh, Space space, OutputStream out) throws IOException {
        BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
        text.write("# " + space.words + "\n");
        triples(text, "v ", mesh.vertices());
        triples(text, "vn ", mesh.normals());
        StringBuilder line = new StringBuilder();
        int[] t = mesh.triangles();
        for (int x = 0; x < t.length; x += 3) {
            line.setLength(0);
            line.append('f');
            for (int corner = 0; corner < 3; corner++) {
                int v = t[x + corner] + 1;
                line.append(' ').append(v).append("//").append(v);
            }
            text.append(line.append('\n'));
        }
        text.flush();
    }

    private static void triples(BufferedWriter text, String prefix, float[] numbers) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int x = 0; x < numbers.length; x += 3) {
            line.setLength(0);
            line.append(prefix).append(numbers[x]).append(' ').append(numbers[x + 1]);
            text.append(line.append(' ').append(numbers[x + 2]).append('\n'));
        }
    }

    private static void ply(Mesh mesh, Space space, OutputStream out) throws IOException {
        String header = """
                ply
                format binary_little_endian 1.0
                comment %s
                element vertex %d
                property float x
                property float y
                property float z
                property float nx
                property float ny
                property float nz
                element face %d
                property list uchar int vertex_indices
                end_header
                """.formatted(space.words, mesh.vertexCount(), mesh.triangleCount());
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer vertex = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        float[] p = mesh.vertices();
        float[] n = mesh.normals();
        for (int v = 0; v < p.length; v += 3) {
            vertex.clear();
            vertex.putFloat(p[v]).putFloat(p[v + 1]).putFloat(p[v + 2]);
            vertex.putFloat(n[v]).putFloat(n[v + 1]).putFloat(n[v + 2]);
            out.write(vertex.array());
        }
        ByteBuffer face = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        int[] t = mesh.triangles();
        for (int x = 0; x < t.length; x += 3) {
            face.clear();
            face.put((byte) 3).putInt(t[x]).putInt(t[x + 1]).putInt(t[x + 2]);
            out.write(face.array());
        }
    }
}
