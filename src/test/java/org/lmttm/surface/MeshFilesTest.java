package org.lmttm.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmttm.volume.Volume;

class MeshFilesTest {
    private static Mesh mesh;

    @TempDir
    private Path folder;

    @BeforeAll
    static void extract() {
        try (Volume volume = Fields.of(12, 12, 12, null, Fields.ball(5.5, 5.5, 5.5, 4))) {
            mesh = Isosurface.extract(volume, 0);
        }
    }

    @Test
    void stlHoldsEveryFacetWithItsCornersAndOutwardNormal() throws IOException {
        Path file = folder.resolve("ball.STL");
        MeshFiles.write(mesh, file, MeshFiles.Space.RAS);
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(in.capacity()).isEqualTo(84 + 50 * mesh.triangleCount());
        assertThat(in.getInt(80)).isEqualTo(mesh.triangleCount());
        for (int t = 0; t < mesh.triangleCount(); t++) {
            int at = 84 + 50 * t;
            double outward = 0;
            for (int c = 0; c < 3; c++) {
                outward += in.getFloat(at + 4 * c) * (in.getFloat(at + 12 + 4 * c) - 5.5);
                assertThat(in.getFloat(at + 12 + 4 * c)).isEqualTo(mesh.vertices()[3 * mesh.triangles()[3 * t] + c]);
            }
            assertThat(outward).isPositive();
        }
    }

    @Test
    void objHoldsVerticesNormalsAndOneBasedFaces() throws IOException {
        Path file = folder.resolve("ball.obj");
        MeshFiles.write(mesh, file, MeshFiles.Space.RAS);
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        assertThat(lines).filteredOn(l -> l.startsWith("v ")).hasSize(mesh.vertexCount());
        assertThat(lines).filteredOn(l -> l.startsWith("vn ")).hasSize(mesh.vertexCount());
        assertThat(lines).filteredOn(l -> l.startsWith("f ")).hasSize(mesh.triangleCount());
        assertThat(lines).contains("v " + mesh.vertices()[0] + " " + mesh.vertices()[1] + " " + mesh.vertices()[2]);
        int a = mesh.triangles()[0] + 1;
        int b = mesh.triangles()[1] + 1;
        int c = mesh.triangles()[2] + 1;
        assertThat(lines).contains("f %d//%d %d//%d %d//%d".formatted(a, a, b, b, c, c));
    }

    @Test
    void plyHoldsVerticesThenFaces() throws IOException {
        Path file = folder.resolve("ball.ply");
        MeshFiles.write(mesh, file, MeshFiles.Space.RAS);
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .startsWith("ply\nformat binary_little_endian 1.0\n")
                .contains("element vertex " + mesh.vertexCount() + "\n")
                .contains("element face " + mesh.triangleCount() + "\n");
        int start = text.indexOf("end_header\n") + "end_header\n".length();
        assertThat(bytes.length).isEqualTo(start + 24 * mesh.vertexCount() + 13 * mesh.triangleCount());
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(in.getFloat(start + 24)).isEqualTo(mesh.vertices()[3]);
        assertThat(in.getFloat(start + 36)).isEqualTo(mesh.normals()[3]);
        int face = start + 24 * mesh.vertexCount() + 13 * 5;
        assertThat(in.get(face)).isEqualTo((byte) 3);
        assertThat(in.getInt(face + 9)).isEqualTo(mesh.triangles()[17]);
    }

    @Test
    void aFileIsReplacedWholeAndNothingIsLeftBeside() throws IOException {
        Path file = folder.resolve("ball.stl");
        Files.writeString(file, "old");
        MeshFiles.write(mesh, file, MeshFiles.Space.RAS);
        assertThat(Files.size(file)).isGreaterThan(84);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anUnknownEndingOrFolderIsRefusedByName() {
        assertThatThrownBy(() -> MeshFiles.write(mesh, folder.resolve("ball.xyz"), MeshFiles.Space.RAS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ball.xyz")
                .hasMessageContaining(".stl, .obj or .ply");
        assertThatThrownBy(() -> MeshFiles.write(mesh, folder.resolve("none/ball.stl"), MeshFiles.Space.RAS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the folder does not exist");
    }

    @Test
    void theHeaderNamesTheSpaceAndTheAxesFollowIt() throws IOException {
        for (MeshFiles.Space space : MeshFiles.Space.values()) {
            float sign = space == MeshFiles.Space.LPS ? -1 : 1;
            for (String ending : List.of("stl", "obj", "ply")) {
                Path file = folder.resolve("ball." + ending);
                MeshFiles.write(mesh, file, space);
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                String header = text.substring(0, 100);
                if (space == MeshFiles.Space.VOXEL) {
                    assertThat(header).doesNotContain("SPACE=").contains("no patient space");
                } else {
                    assertThat(header).contains("SPACE=" + space);
                }
            }
            ByteBuffer stl = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("ball.stl")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int first = mesh.triangles()[0];
            assertThat(stl.getFloat(84 + 12)).isEqualTo(sign * mesh.vertices()[3 * first]);
            assertThat(stl.getFloat(84 + 16)).isEqualTo(sign * mesh.vertices()[3 * first + 1]);
            assertThat(stl.getFloat(84 + 20)).isEqualTo(mesh.vertices()[3 * first + 2]);
            double outward = 0;
            for (int c = 0; c < 3; c++) {
                double centre = c < 2 ? sign * 5.5 : 5.5;
                outward += stl.getFloat(84 + 4 * c) * (stl.getFloat(84 + 12 + 4 * c) - centre);
            }
            assertThat(outward).as("facets keep their outer side").isPositive();
        }
    }
}
