package org.lmttm.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lmttm.volume.Volume;
import org.lmttm.volume.VolumeFormatException;
import org.lmttm.volume.VoxelType;

class VolumeFolderTest {
    private static final int FILES = 60;

    @TempDir
    private static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeFiles() throws IOException {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(shared.resolve("v" + i), "");
        }
    }

    private LabelledDataset open() throws IOException {
        return LabelledDataset.open(folder, LabelledDataset.USUAL_SPLIT_SEED);
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    @Test
    void columnsComeInAnyOrderAndCellsMayBeQuoted() throws IOException {
        VolumeFolders.volume(folder.resolve("one, two.nii.gz"), 3, 4, 5, 7, VoxelType.UINT8);
        VolumeFolders.volume(folder.resolve("deep/b.nii"), 2, 2, 2, 9, VoxelType.FLOAT32);
        VolumeFolders.volume(folder.resolve("c.nii"), 2, 2, 2, 9, VoxelType.FLOAT32);
        Path csv = folder.resolve("labels.csv");
        Files.writeString(
                csv,
                String.join(
                        "\r\n",
                        "\uFEFFSplit,LABEL, Patient ,File,age",
                        "test,\"a \"\"large\"\" one\",P2,\"one, two.nii.gz\",60",
                        "",
                        "train,small,P1,deep/b.nii,61",
                        "test,small,P2,c.nii,"));
        for (Path path : new Path[] {folder, csv}) {
            VolumeFolder data = (VolumeFolder) LabelledDataset.open(path, 1);
            assertThat(data.splits()).containsExactly(Split.TRAIN, Split.TEST);
            assertThat(data.classNames()).containsExactly("a \"large\" one", "small");
            assertThat(data.labels(Split.TEST)).containsExactly(0, 1);
            assertThat(data.patients(Split.TEST).orElseThrow()).containsExactly(1, 1);
            assertThat(data.patients(Split.TRAIN).orElseThrow()).containsExactly(0);
            assertThat(data.notes()).containsExactly("labels.csv: columns that are not used: age");
            assertThat(data.name())
                    .isEqualTo(new DatasetName(folder.getFileName().toString(), ""));
            try (Volume volume = data.volume(Split.TEST, 0)) {
                assertThat(volume.nk()).isEqualTo(5);
                assertThat(volume.value(2, 3, 4)).isEqualTo(7);
            }
            assertThatThrownBy(() -> data.labels(Split.VAL))
                    .isInstanceOf(VolumeFormatException.class)
                    .hasMessage("labels.csv: has no val split, only [train, test]");
        }
    }

    @Test
    void withoutASplitPatientsAreDividedAndThatIsSaid() throws IOException {
        Path data = VolumeFolders.noisy(folder, 20, null);
        LabelledDataset made = LabelledDataset.open(data, 11);
        assertThat(made.splits()).containsExactly(Split.values());
        Set<Integer> seen = new HashSet<>();
        int cases = 0;
        for (Split split : Split.values()) {
            Set<Integer> here = new HashSet<>();
            for (int patient : made.patients(split).orElseThrow()) {
                here.add(patient);
            }
            assertThat(here).noneMatch(seen::contains);
            seen.addAll(here);
            cases += made.labels(split).length;
            assertThat(IntStream.of(made.labels(split)).distinct().count()).isEqualTo(2);
        }
        assertThat(seen).hasSize(20);
        assertThat(cases).isEqualTo(40);
        assertThat(made.notes()).singleElement().asString().contains("gives no split: split_seed 11 divides its 40");
        assertThat(LabelledDataset.open(data, 11).labels(Split.VAL)).isEqualTo(made.labels(Split.VAL));
        assertThat(IntStream.range(0, 20).anyMatch(seed -> differs(data, made, seed)))
                .isTrue();
    }

    private static boolean differs(Path data, LabelledDataset made, long seed) {
        try {
            return !java.util.Arrays.equals(
                    LabelledDataset.open(data, seed).patients(Split.VAL).orElseThrow(),
                    made.patients(Split.VAL).orElseThrow());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void classesAreNumbersOrNamesOrStandInTheJsonBeside() throws IOException {
        files("a", "b", "c");
        VolumeFolders.table(folder, "file,label,split", "a,2,train", "b,0,val", "c,0,val");
        VolumeFolder numbers = VolumeFolder.open(folder, 1);
        assertThat(numbers.classNames()).containsExactly("class 0", "class 1", "class 2");
        assertThat(numbers.namesClasses()).isFalse();
        assertThat(numbers.patients(Split.TRAIN)).isEmpty();
        assertThat(numbers.notes())
                .containsExactly("labels.csv has no column patient: every volume counts as a patient of its own");
        Files.writeString(folder.resolve("labels.json"), "{\"labels\": [\"well\", \"ill\", \"odd\"]}");
        assertThat(VolumeFolder.open(folder, 1).classNames()).containsExactly("well", "ill", "odd");
        VolumeFolders.table(folder, "file,label,split", "a,ill,train", "b,0,val", "c,odd,val");
        assertThat(VolumeFolder.open(folder, 1).labels(Split.VAL)).containsExactly(0, 2);
        VolumeFolders.table(folder, "file,label,split", "a,Ill,train", "b,0,val");
        assertThatThrownBy(this::open)
                .hasMessage("labels.csv: row 2 has the label 'Ill', which is none of the classes [well, ill, odd]");
        VolumeFolders.table(folder, "file,label,split", "a,ill,train", "b,3,val");
        assertThatThrownBy(this::open).hasMessage("labels.csv: row 3 has the label 3; classes count from 0 to 2");
    }

    @Test
    void aPatientInTwoSplitsIsRefusedByName() throws IOException {
        files("a", "b", "c");
        VolumeFolders.table(folder, "file,label,patient,split", "a,0,P1,train", "b,1,P2,val", "c,1,P1,test");
        assertThatThrownBy(this::open)
                .isInstanceOf(VolumeFormatException.class)
                .hasMessage("labels.csv: row 4 puts its patient into test, but row 2 puts the same patient into train;"
                        + " a patient belongs to one split");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            file,label;a,0;a,1                          | row 3 names 'a', which row 2 names already
            file,label;a,0;b/../a,1                     | row 3 names 'b/../a', which row 2 names already
            file,label;a,0;gone.nii,1                   | row 3 names 'gone.nii', but there is no
            file,label,split;a,0,train;b,1,holdout      | row 3 has the split 'holdout', which is none of train, val, test
            file,label,split;a,0,train;b,1,             | row 3 has no split, but other rows have one
            file,label;a,0;b,                           | row 3 has no label
            file,label,patient;a,0,P;b,1,               | row 3 has no patient
            file,label;a,0;b                            | row 3 has 1 cells where the header has 2
            file,label;a,-1;b,0                         | row 2 has the label -1; classes count from 0 to 999
            file,label;a,99999999999;b,0                | row 2 has the label 99999999999
            file,label;a,0;b,tumour                     | row 3 has the label 'tumour', but other labels are numbers
            file,label;a,x;b,x                          | has the one class 'x'; two are needed
            file,labels;a,0                             | row 1 names a column 'labels'; if it is the column label
            file,label,patient_id;a,0,P                 | row 1 names a column 'patient_id'; if it is the column patient
            file,label,label;a,0,0                      | row 1 names the column label twice
            file,age;a,0                                | row 1 must be the header file,label
            file,label                                  | names no volume below its header
            file,label;a,0;b,1                          | has too few patients (2)
            file,label;"a,0                             | is not CSV
            file,label;"a"x,0                           | is not CSV
            """)
    void mistakesAreRefusedByRowAndReason(String lines, String reason) throws IOException {
        files("a", "b");
        VolumeFolders.table(folder, lines.split(";", -1));
        assertThatThrownBy(this::open)
                .isInstanceOf(VolumeFormatException.class)
                .hasMessageStartingWith("labels.csv: ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aTableThatIsNotThereOrNotOneIsRefused() throws IOException {
        assertThatThrownBy(() -> LabelledDataset.open(folder.resolve("none"), 1))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(this::open).hasMessageContaining("is a folder without a table of labels: labels.csv");
        Files.writeString(folder.resolve("x.csv"), "");
        assertThatThrownBy(this::open).hasMessageContaining("x.csv: is empty");
        Files.writeString(folder.resolve("x.csv"), "file;label\na;0\n");
        assertThatThrownBy(this::open).hasMessageContaining("columns are not separated by commas");
        Files.writeString(folder.resolve("y.csv"), "");
        assertThatThrownBy(this::open).hasMessageContaining("holds several tables, [x.csv, y.csv]");
        Files.write(folder.resolve("labels.csv"), new byte[] {'f', (byte) 0xFF, '\n'});
        assertThatThrownBy(this::open).hasMessage("labels.csv: is not UTF-8 text; save it as CSV UTF-8");
    }

    @Test
    void aVolumeThatCannotBeReadNamesRowAndFile() throws IOException {
        files("a.nii", "b.nii");
        VolumeFolders.table(folder, "file,label,split", "a.nii,0,train", "b.nii,1,train");
        VolumeFolder data = VolumeFolder.open(folder, 1);
        assertThatThrownBy(() -> data.volume(Split.TRAIN, 1))
                .isInstanceOf(VolumeFormatException.class)
                .hasMessage("labels.csv: row 3: b.nii: the file is empty");
    }

    /** Tables of random patients and labels over the same files; the files are looked for, not read. */
    @RepeatedTest(100)
    void noPatientIsInTwoSplitsWhateverTheTable(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        int cases = 25 + random.nextInt(FILES - 25);
        int patients = 3 + random.nextInt(20);
        int classes = 2 + random.nextInt(3);
        List<String> rows = new ArrayList<>();
        List<String> whose = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            int patient = i < patients ? i : random.nextInt(patients);
            int label = i < classes ? i : random.nextInt(classes);
            whose.add("P" + patient);
            rows.add(shared.resolve("v" + i) + ",c" + label + ",P" + patient);
        }
        List<String> table = new ArrayList<>(rows);
        table.add(0, "file,label,patient");
        VolumeFolders.table(folder, table.toArray(String[]::new));
        VolumeFolder data = VolumeFolder.open(folder, random.nextLong());
        Map<String, Split> splitOf = new HashMap<>();
        int seen = 0;
        for (Split split : data.splits()) {
            for (int i = 0; i < data.labels(split).length; i++) {
                String name = data.file(split, i).getFileName().toString();
                Split before = splitOf.put(whose.get(Integer.parseInt(name.substring(1))), split);
                assertThat(before).isIn(null, split);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(cases);
        assertThat(data.splits()).containsExactly(Split.values());
    }
}
