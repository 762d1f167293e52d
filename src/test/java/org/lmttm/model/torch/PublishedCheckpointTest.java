package org.lmttm.model.torch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lmttm.model.Architecture;
import org.lmttm.model.Mode;
import org.lmttm.model.Tensor;
import org.lmttm.model.Variant;
import org.lmttm.model.torch.PublishedCheckpoint.Options;

/** Files of the published code: what they become, and what else is refused. */
class PublishedCheckpointTest {
    private static final Options TWO_HEADS =
            new Options(2, Architecture.Unit.TRANSFORMER, Variant.Stem.PATCH, Mode.DETERMINISTIC, 28, false);

    @TempDir
    private Path folder = Path.of("");

    private IOException refused(byte[] pickle, Map<String, byte[]> storages) throws IOException {
        return refused(TorchFiles.write(folder.resolve("x.pth"), pickle, storages));
    }

    private static IOException refused(Path file) {
        try {
            PublishedCheckpoint.read(file, TWO_HEADS);
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith(file.getFileName() + ": ").doesNotContain("\n");
            return e;
        }
        return fail("was read");
    }

    @Test
    void dimensionsComeFromTheTensorsAndUnusedModulesAreNamed() throws IOException {
        Path file = TorchFiles.writeSmallest(folder.resolve("small.pth"));
        PublishedCheckpoint imported = PublishedCheckpoint.read(file, TWO_HEADS);
        assertThat(imported.checkpoint().info().architecture()).isEqualTo(TorchFiles.smallest());
        assertThat(imported.checkpoint().info().mode()).isEqualTo(Mode.DETERMINISTIC);
        assertThat(imported.checkpoint().info().name()).isEqualTo("small");
        assertThat(imported.checkpoint().memory()).isNull();
        assertThat(imported.ignored()).containsExactly("tokenTuringMachineUnit.mlpBlock", "pre_dim");
        PublishedCheckpoint carried = PublishedCheckpoint.read(
                file, new Options(2, Architecture.Unit.TRANSFORMER, Variant.Stem.PATCH, Mode.PUBLISHED_CODE, 28, true));
        assertThat(requireNonNull(carried.checkpoint().memory()).shape()).containsExactly(2, 3, 4);
        assertThat(carried.checkpoint().info().architecture().positionEmbeddings())
                .isTrue();
        assertThat(carried.checkpoint().weights()).doesNotContainKey("read.position");
        assertThatThrownBy(() -> PublishedCheckpoint.read(file, Options.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessage("small.pth: architecture: heads must divide dim");
        assertThatThrownBy(() -> PublishedCheckpoint.read(
                        file, new Options(2, Architecture.Unit.MLP, Variant.Stem.PATCH, Mode.DETERMINISTIC, 28, false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void stridesOffsetsAndOtherPrecisionsAreRead() throws IOException {
        ByteBuffer half = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        half.putShort(Float.floatToFloat16(1.5f)).putShort((short) (Float.floatToIntBits(-2) >>> 16));
        byte[] pickle = new TorchFiles.Pickle()
                .raw('}', '(')
                .text("turned")
                .tensor("FloatStorage", "0", 7, 1, new long[] {2, 3}, new long[] {1, 2})
                .text("half")
                .tensor("HalfStorage", "1", 2, 0, new long[] {1}, new long[] {1})
                .text("brain")
                .tensor("BFloat16Storage", "1", 2, 1, new long[] {1}, new long[] {1})
                .text("count")
                .tensor("LongStorage", "2", 1, 0, new long[0], new long[0])
                .raw('u')
                .end();
        Map<String, byte[]> storages = new LinkedHashMap<>();
        storages.put("0", TorchFiles.floats(9, 1, 2, 3, 4, 5, 6));
        storages.put("1", half.array());
        storages.put("2", new byte[8]);
        Path file = TorchFiles.write(folder.resolve("t.pth"), pickle, storages);
        try (TorchFile torch = TorchFile.open(file)) {
            Map<?, ?> contents = (Map<?, ?>) requireNonNull(torch.contents());
            Tensor turned = torch.floats("turned", (StoredTensor) requireNonNull(contents.get("turned")));
            assertThat(turned.shape()).containsExactly(2, 3);
            assertThat(turned.floats()).containsExactly(1, 3, 5, 2, 4, 6);
            assertThat(torch.floats("half", (StoredTensor) requireNonNull(contents.get("half")))
                            .floats())
                    .containsExactly(1.5f);
            assertThat(torch.floats("brain", (StoredTensor) requireNonNull(contents.get("brain")))
                            .floats())
                    .containsExactly(-2);
            assertThatThrownBy(() -> torch.floats("count", (StoredTensor) requireNonNull(contents.get("count"))))
                    .hasMessageContaining("tensor count holds whole numbers");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "builtins, getattr",
        "builtins, set",
        "subprocess, Popen",
        "torch, load",
        "torch.jit, load",
        "datetime, datetime",
        "decimal, Decimal",
        "numpy.core.multiarray, _reconstruct"
    })
    void classesThatAreNoTensorsAreRefusedByName(String module, String name) throws IOException {
        byte[] called = new TorchFiles.Pickle()
                .global(module, name)
                .text("touch /tmp/hacked")
                .raw(0x85, 'R')
                .end();
        assertThat(refused(called, Map.of())).hasMessageContaining(module + "." + name);
        byte[] fromStack = new TorchFiles.Pickle()
                .text(module)
                .text(name)
                .raw(0x93, ')', 'R')
                .end();
        assertThat(refused(fromStack, Map.of())).hasMessageContaining(module + "." + name);
        byte[] instance = new TorchFiles.Pickle()
                .ascii("(i" + module + "\n" + name + "\n")
                .end();
        assertThat(refused(instance, Map.of())).hasMessageContaining(module + "." + name);
    }

    @Test
    void aHostileClassAmongTensorsIsRefusedToo() throws IOException {
        byte[] pickle = new TorchFiles.Pickle()
                .raw('}', '(')
                .text("model")
                .tensor("FloatStorage", "0", 1, 0, new long[] {1}, new long[] {1})
                .text("memory_tokens")
                .global("os", "system")
                .raw('u')
                .end();
        assertThat(refused(pickle, Map.of("0", new byte[4])))
                .hasMessage("x.pth: asks for the class or function os.system; only tensors are read from such files");
    }

    /** Operations that make instances, bytes, sets or buffers, and those that only old or odd pickles use. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x81, 0x92, 'o', 0x82, 0x83, 0x84, 'C', 'B', 0x8e, 0x96, 0x97, 0x8f, 0x91, 'P', 'V', 'S', 'd', 'l', 0xff
            })
    void operationsThatTensorsDoNotNeedAreRefused(int operation) throws IOException {
        byte[] pickle =
                new TorchFiles.Pickle().raw(')', ')', operation, 0, 0, 0, 0).end();
        assertThat(refused(pickle, Map.of())).hasMessageContaining(String.format("operation 0x%02x", operation));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0, 5, 1, reaches beyond its storage",
        "4, 1, 4, 1, reaches beyond its storage",
        "4, 0, 2, 4, reaches beyond its storage",
        "4, 0, 2000000000, 0, reaches beyond its storage",
        "4, -1, 2, 1, no valid shape",
        "4, 0, -2, 1, negative length",
        "4, 0, 2, -1, negative length",
        "5, 0, 2, 1, too few for 5 numbers",
        "-1, 0, 0, 1, too few for -1 numbers"
    })
    void tensorsOutsideTheirStorageAreRefused(int count, int offset, int length, int stride, String reason)
            throws IOException {
        byte[] pickle = new TorchFiles.Pickle()
                .tensor("FloatStorage", "0", count, offset, new long[] {length}, new long[] {stride})
                .end();
        assertThat(refused(pickle, Map.of("0", new byte[16]))).hasMessageContaining(reason);
    }

    @Test
    void damagedPicklesAreNamed() throws IOException {
        assertThat(refused(new byte[0], Map.of())).hasMessageContaining("x.pth");
        assertThat(refused(new TorchFiles.Pickle().raw('R').end(), Map.of())).hasMessageContaining("damaged");
        assertThat(refused(new TorchFiles.Pickle().raw('}', '}', '}', 's').end(), Map.of()))
                .hasMessageContaining("keys that are neither");
        assertThat(refused(
                        new TorchFiles.Pickle().raw('X', 0xff, 0xff, 0xff, 0x7f).end(), Map.of()))
                .hasMessageContaining("ends within a text of 2147483647 bytes");
        assertThat(refused(
                        new TorchFiles.Pickle().storage("FloatStorage", "7", 1).end(), Map.of()))
                .hasMessageContaining("storage 7 is missing");
        assertThat(refused(new TorchFiles.Pickle().text("only text").end(), Map.of()))
                .hasMessageContaining("no state dict \"model\"");
        assertThat(refused(new TorchFiles.Pickle().raw('N').end(), Map.of())).hasMessageContaining("no state dict");
    }

    /** Lists within lists by reference, and a pickle that never ends its work: both cost what they weigh. */
    @Test
    void bombsAreRefused() throws IOException {
        TorchFiles.Pickle nested = new TorchFiles.Pickle().raw(']', 'q', 0);
        for (int i = 0; i < 200; i++) {
            nested.raw('h', i, 'h', i, 0x86, 'q', i + 1);
        }
        assertThat(refused(nested.end(), Map.of())).hasMessageContaining("no state dict");
        TorchFiles.Pickle deep = new TorchFiles.Pickle().raw(')');
        for (int i = 0; i < 500_000; i++) {
            deep.raw(0x85);
        }
        assertThat(refused(deep.end(), Map.of())).hasMessageContaining("no state dict");
        TorchFiles.Pickle endless = new TorchFiles.Pickle();
        for (int i = 0; i < 1_000_001; i++) {
            endless.raw('}');
        }
        assertThat(refused(endless.end(), Map.of())).hasMessageContaining("more than 1000000 operations");
        Path compressed = folder.resolve("bomb.pth");
        Files.write(compressed, TorchFiles.zip(Map.of("archive/data.pkl", new byte[50_000_000]), ZipEntry.DEFLATED));
        assertThat(refused(compressed)).hasMessageContaining("is compressed");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path old = folder.resolve("old.pth");
        Files.write(old, new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 'l'});
        assertThat(refused(old)).hasMessageContaining("PyTorch before 1.6");
        Path text = folder.resolve("text.pth");
        Files.writeString(text, "hello");
        assertThat(refused(text)).hasMessageContaining("ZIP archive is expected");
        Path other = folder.resolve("other.pth");
        Files.write(other, TorchFiles.zip(Map.of("a.txt", new byte[3]), ZipEntry.STORED));
        assertThat(refused(other)).hasMessageContaining("0 entries data.pkl");
        Path cut = folder.resolve("cut.pth");
        byte[] whole = Files.readAllBytes(TorchFiles.writeSmallest(folder.resolve("whole.pth")));
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> PublishedCheckpoint.read(cut, TWO_HEADS))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cut.pth: is no intact ZIP archive");
    }

    /** A byte changed anywhere, or the file cut anywhere: it is read, or refused in one line; never anything else. */
    @Test
    void everyMutationIsReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(TorchFiles.writeSmallest(folder.resolve("whole.pth")));
        Path file = folder.resolve("mutant.pth");
        Random random = new Random(17);
        int read = 0;
        List<String> odd = new java.util.ArrayList<>();
        for (int i = 0; i < 600; i++) {
            byte[] mutant = i % 10 == 0 ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0 && mutant.length > 0; changes--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, mutant);
            try {
                PublishedCheckpoint.read(file, TWO_HEADS);
                read++;
            } catch (IOException e) {
                String message = String.valueOf(e.getMessage());
                if (!message.startsWith("mutant.pth: ") || message.contains("\n")) {
                    odd.add(e.toString());
                }
            }
        }
        assertThat(odd).isEmpty();
        assertThat(read).isBetween(1, 599);
    }
}
