package org.lmttm.dataset.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lmttm.dataset.DatasetName;
import org.lmttm.download.Checksum;
import org.lmttm.download.Download;
import org.lmttm.download.DownloadLimits;
import org.lmttm.download.NetworkAccess;

/**
 * The datasets that are published and can be fetched: MedMNIST3D, six of them in two sizes.
 *
 * @param entries in the order in which they are listed
 */
public record Catalogue(List<CatalogueEntry> entries) {
    /** Licence of the MedMNIST3D files. */
    public static final String LICENCE = "CC BY 4.0";

    /** How MedMNIST3D is cited. */
    public static final String CITATION = "Yang et al., MedMNIST v2 - A large-scale lightweight benchmark for 2D and 3D"
            + " biomedical image classification, Scientific Data 10 (2023) 41, doi:10.1038/s41597-022-01721-8";

    /** Where the files are published; {@code {file}} stands for a file's name. */
    public static final String PUBLISHED = "https://zenodo.org/records/10519652/files/{file}?download=1";

    /** The system property that names another place than {@link #PUBLISHED}, in the same form or as a folder. */
    public static final String MIRROR = "lmttm.mirror";

    /** Makes the list immutable. */
    public Catalogue {
        entries = List.copyOf(entries);
    }

    /** MedMNIST3D, as published at Zenodo, record 10519652. */
    public static Catalogue medMnist3d() {
        try {
            Properties sources = new Properties();
            try (InputStreamReader in = resource("sources.properties")) {
                sources.load(in);
            }
            List<CatalogueEntry> entries = new ArrayList<>();
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get();
            try (CSVParser rows = CSVParser.parse(resource("medmnist3d.csv"), format)) {
                for (CSVRecord row : rows) {
                    String flag = row.get("flag");
                    entries.add(new CatalogueEntry(
                            flag,
                            Integer.parseInt(row.get("size")),
                            row.get("file"),
                            row.get("md5"),
                            row.get("task"),
                            new DatasetName(flag, "").knownClasses(),
                            sources.getProperty(flag, "")));
                }
            }
            return new Catalogue(entries);
        } catch (IOException e) {
            throw new IllegalStateException("this build's catalogue of datasets cannot be read", e);
        }
    }

    private static InputStreamReader resource(String name) throws IOException {
        InputStream in = Catalogue.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("this build lacks " + name);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /** The entry of a flag and size. */
    public Optional<CatalogueEntry> entry(String flag, int size) {
        return entries.stream()
                .filter(e -> e.flag().equals(flag) && e.size() == size)
                .findFirst();
    }

    /** The entry whose file has this MD5. */
    public Optional<CatalogueEntry> withMd5(String md5) {
        return entries.stream().filter(e -> e.md5().equals(md5)).findFirst();
    }

    /** The place that files come from unless someone names another: what the property {@value #MIRROR} says. */
    public static String usualPlace() {
        return System.getProperty(MIRROR, PUBLISHED);
    }

    /**
     * What fetches a dataset, with the usual limits.
     *
     * @param place an address with {@code {file}} in it, or the address of a folder
     * @throws IllegalArgumentException when the place is no http or https address
     */
    public static Download download(CatalogueEntry entry, String place, Path target, NetworkAccess network) {
        return new Download(
                Download.address(entry.file(), place),
                target,
                Checksum.md5(entry.md5()),
                network,
                DownloadLimits.USUAL);
    }
}
