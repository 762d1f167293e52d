package org.lmttm.build.installer;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The licences of all parts: a list of the parts, the texts, and what the parts' own jars say. */
final class Licences {
    private static final String INDEX = "index.properties";

    private Licences() {}

    /**
     * Writes {@code THIRD-PARTY.txt}, the licences' texts and the notices of the jars.
     *
     * @param bill the CycloneDX bill of materials
     * @param texts the folder {@code installer/licences}
     * @param libraries folder of the class path's jars
     * @param target folder to write; made
     * @throws IOException also when a part names a licence whose text is not there
     */
    static void write(Path bill, Path texts, Path libraries, Path target) throws IOException {
        Files.createDirectories(target);
        Properties index = index(texts);
        List<String> lines = new ArrayList<>();
        lines.add("Parts that come with LMTTM Workbench, and their licences.");
        lines.add("Java itself and JavaFX: see lib/runtime/legal. PyTorch's libraries: see PyTorch.txt.");
        lines.add("");
        SortedSet<String> parts = new TreeSet<>();
        for (JsonNode part : JsonMapper.shared().readTree(bill.toFile()).path("components")) {
            parts.add(line(part, index));
        }
        lines.addAll(parts);
        Files.write(target.resolve("THIRD-PARTY.txt"), lines);
        try (var files = Files.list(texts)) {
            for (Path text : files.filter(p -> p.toString().endsWith(".txt")).toList()) {
                Files.copy(text, target.resolve(text.getFileName()));
            }
        }
        for (Path jar : Tools.jars(libraries)) {
            Path folder = target.resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
            Jars.unpack(
                    jar,
                    name -> name.matches("(?i)(META-INF/)?[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*")
                            ? folder.resolve(name.substring(name.lastIndexOf('/') + 1))
                            : null);
        }
    }

    static Properties index(Path texts) throws IOException {
        Properties index = new Properties();
        try (Reader in = Files.newBufferedReader(texts.resolve(INDEX))) {
            index.load(in);
        }
        return index;
    }

    private static String line(JsonNode part, Properties index) throws IOException {
        String name = part.path("group").asString("") + ":"
                + part.path("name").asString("") + " "
                + part.path("version").asString("");
        List<String> licences = new ArrayList<>();
        for (JsonNode entry : part.path("licenses")) {
            JsonNode licence = entry.path("license");
            String id = licence.path("id").asString(licence.path("name").asString(""));
            if (!index.containsKey(id)) {
                throw new IOException(name + " has the licence \"" + id + "\", of which installer/licences has no text:"
                        + " add it and name it in " + INDEX);
            }
            licences.add(id);
        }
        if (licences.isEmpty()) {
            throw new IOException(name + ": the bill of materials names no licence for it");
        }
        return name + ": " + String.join(" or ", licences);
    }
}
