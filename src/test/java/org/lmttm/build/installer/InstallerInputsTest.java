package org.lmttm.build.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the installers of all three platforms are made of, as far as one platform can tell. */
class InstallerInputsTest {
    private static final Path FOLDER = Path.of("installer");
    private static final Pattern LONG_OPTION = Pattern.compile("--[a-z][a-z-]*");

    @ParameterizedTest
    @EnumSource(Target.class)
    void everyFileThatTheOptionsNameIsThere(Target target) throws IOException {
        List<String> image = OptionFile.read(FOLDER.resolve(target.label() + ".options"), FOLDER);
        List<String> packaging = OptionFile.read(FOLDER.resolve(target.label() + ".package.options"), FOLDER);

        assertThat(image).contains("--name", "--icon", "--add-launcher");
        String icon = image.get(image.indexOf("--icon") + 1);
        assertThat(icon)
                .endsWith(
                        switch (target) {
                            case LINUX -> ".png";
                            case WINDOWS -> ".ico";
                            case MACOS -> ".icns";
                        });
        assertThat(packaging).isNotEmpty();
    }

    @Test
    void anOptionThatNamesAnAbsentFileIsRefusedByName(@TempDir Path folder) throws IOException {
        Path options = Files.writeString(folder.resolve("some.options"), "--icon icons/none.png\n");

        assertThatThrownBy(() -> OptionFile.read(options, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("some.options")
                .hasMessageContaining("none.png");
    }

    @Test
    void wordsInQuotesAreOneOption(@TempDir Path folder) throws IOException {
        Path options = Files.writeString(folder.resolve("some.options"), "--name \"Two words\"\n--win-menu\n");

        assertThat(OptionFile.read(options, folder)).containsExactly("--name", "Two words", "--win-menu");
    }

    /** Options of other platforms are unknown to jpackage here, so they are held against its manual's list. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void everyOptionIsOneThatJpackageHasOnThatPlatform(Target target) throws IOException {
        Set<String> known = new HashSet<>(Set.of(
                "--name",
                "--icon",
                "--add-launcher",
                "--vendor",
                "--description",
                "--copyright",
                "--main-jar",
                "--main-class",
                "--jlink-options",
                "--java-options",
                "--install-dir",
                "--resource-dir"));
        known.addAll(
                switch (target) {
                    case LINUX ->
                        Set.of(
                                "--linux-package-name",
                                "--linux-app-category",
                                "--linux-deb-maintainer",
                                "--linux-rpm-license-type");
                    case WINDOWS ->
                        Set.of(
                                "--win-menu",
                                "--win-menu-group",
                                "--win-shortcut-prompt",
                                "--win-dir-chooser",
                                "--win-per-user-install",
                                "--win-upgrade-uuid");
                    case MACOS -> Set.of("--mac-package-identifier", "--mac-package-name", "--mac-app-category");
                });
        List<String> used = new ArrayList<>();
        for (String file :
                List.of("common.options", target.label() + ".options", target.label() + ".package.options")) {
            for (String line : Files.readAllLines(FOLDER.resolve(file))) {
                used.add(line.split("\\s", 2)[0]);
            }
        }

        assertThat(used).allMatch(option -> LONG_OPTION.matcher(option).matches());
        assertThat(known).containsAll(used);
    }

    @Test
    void theUpgradeCodeOfWindowsIsAUuidThatMustNeverChange() throws IOException {
        List<String> options = OptionFile.read(FOLDER.resolve("windows.package.options"), FOLDER);

        String code = options.get(options.indexOf("--win-upgrade-uuid") + 1);

        assertThat(UUID.fromString(code)).hasToString("5a3f3d0e-6f0b-4a51-9a53-0d6f2c1b7e44");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 48, 64, 128, 256, 512})
    void aDesktopFindsTheIconInItsSize(int size) throws IOException {
        Path icon = FOLDER.resolve("icons/hicolor/" + size + "x" + size + "/lmttm-workbench.png");

        assertThat(ImageIO.read(icon.toFile()))
                .satisfies(picture -> assertThat(picture.getWidth()).isEqualTo(size))
                .satisfies(picture -> assertThat(picture.getHeight()).isEqualTo(size));
    }

    /** ICONDIR and its entries, as Windows defines them; a width of 0 stands for 256. */
    @Test
    void theIconOfWindowsHoldsEverySizeThatWindowsShows() throws IOException {
        ByteBuffer ico = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve("icons/lmttm.ico")))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(ico.getShort(0)).isZero();
        assertThat(ico.getShort(2)).isEqualTo((short) 1);
        Set<Integer> sizes = new TreeSet<>();
        for (int n = 0; n < ico.getShort(4); n++) {
            int entry = 6 + 16 * n;
            int width = ico.get(entry) & 0xff;
            sizes.add(width == 0 ? 256 : width);
            assertThat(ico.getInt(entry + 8) + ico.getInt(entry + 12)).isLessThanOrEqualTo(ico.capacity());
        }

        assertThat(sizes).contains(16, 24, 32, 48, 64, 256);
    }

    /** The types of Apple's icon format: it32 and ic07 are 128, ic08 256, ic09 512, ic10 1024 pixels. */
    @Test
    void theIconOfMacHoldsEverySizeThatTheDockShows() throws IOException {
        ByteBuffer icns = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve("icons/lmttm.icns")));
        assertThat(type(icns, 0)).isEqualTo("icns");
        assertThat(icns.getInt(4)).isEqualTo(icns.capacity());
        List<String> types = new ArrayList<>();
        for (int at = 8; at < icns.capacity(); at += icns.getInt(at + 4)) {
            types.add(type(icns, at));
        }

        assertThat(types).contains("ic08", "ic09", "ic10").containsAnyOf("ic07", "it32");
    }

    private static String type(ByteBuffer icns, int at) {
        byte[] name = new byte[4];
        icns.get(at, name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    /** One list of file types, in the three forms that the platforms read. */
    @Test
    void allPlatformsOpenTheSameFiles() throws Exception {
        Set<String> associated = new TreeSet<>();
        Set<String> associatedTypes = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("associations"))) {
            for (Path file : files.toList()) {
                Properties properties = new Properties();
                try (Reader in = Files.newBufferedReader(file)) {
                    properties.load(in);
                }
                assertThat(properties.stringPropertyNames()).contains("extension", "mime-type", "description");
                associated.add("*." + properties.getProperty("extension"));
                associatedTypes.add(properties.getProperty("mime-type"));
            }
        }
        Set<String> globs = new TreeSet<>();
        Set<String> types = new TreeSet<>();
        NodeList elements = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(FOLDER.resolve("linux/share/mime/packages/lmttm-workbench.xml")
                        .toFile())
                .getElementsByTagName("*");
        for (int n = 0; n < elements.getLength(); n++) {
            Element element = (Element) elements.item(n);
            if (element.getTagName().equals("glob")) {
                globs.add(element.getAttribute("pattern"));
            }
            if (element.getTagName().equals("mime-type")) {
                types.add(element.getAttribute("type"));
            }
        }
        String desktop = Files.readString(FOLDER.resolve("linux/share/applications/lmttm-workbench.desktop"));
        Matcher line = Pattern.compile("(?m)^MimeType=(.*)$").matcher(desktop);

        assertThat(globs).isEqualTo(associated);
        assertThat(types).isEqualTo(associatedTypes);
        assertThat(line.find()).isTrue();
        assertThat(line.group(1).split(";")).containsExactlyInAnyOrderElementsOf(types);
        assertThat(associated)
                .contains("*.nii", "*.nii.gz", "*.nrrd", "*.nhdr", "*.mha", "*.mhd", "*.mgz", "*.dcm", "*.safetensors");
    }

    @Test
    void everyLicenceThatIsNamedHasItsText() throws IOException {
        Path texts = FOLDER.resolve("licences");
        Properties index = Licences.index(texts);

        assertThat(index.stringPropertyNames()).contains("Apache-2.0", "MIT", "LGPL-2.1-only");
        for (String licence : index.stringPropertyNames()) {
            String file = index.getProperty(licence);
            if (!file.isBlank()) {
                assertThat(texts.resolve(file)).isNotEmptyFile();
            }
        }
    }

    @Test
    void aPartWithoutAKnownLicenceStopsThePackaging(@TempDir Path folder) throws IOException {
        Path bill = Files.writeString(folder.resolve("sbom.json"), """
                {"components": [{"group": "org.example", "name": "part", "version": "1",
                  "licenses": [{"license": {"id": "SSPL-1.0"}}]}]}
                """);

        assertThatThrownBy(() -> Licences.write(bill, FOLDER.resolve("licences"), folder, folder.resolve("licences")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("org.example:part 1")
                .hasMessageContaining("SSPL-1.0");
    }

    /** The workflow's action versions and commands are not run here; that it is YAML with these jobs is all we know. */
    @Test
    void theReleaseWorkflowBuildsAllThree() throws IOException {
        String workflow = Files.readString(Path.of(".github/workflows/release.yml"));

        assertThat(workflow)
                .contains("windows-", "macos-", "ubuntu-", "mvn -B -Pinstaller -DskipTests package", "SHA256SUMS")
                .doesNotContain("\t");
    }
}
