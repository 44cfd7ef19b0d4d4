package dev.gatehouse.maven.publish;

import dev.gatehouse.core.format.DraftedFile;
import dev.gatehouse.core.format.Intake;
import dev.gatehouse.core.format.Packaging.Sent;
import dev.gatehouse.core.format.Packaging.Wrong;
import dev.gatehouse.core.format.Publication;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.format.Shipment;
import dev.gatehouse.core.model.FileKind;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.BlobDraft;
import dev.gatehouse.maven.metadata.Pom;
import dev.gatehouse.maven.path.MavenCoordinates;
import dev.gatehouse.maven.path.MavenFiles;
import dev.gatehouse.maven.path.MavenName;
import dev.gatehouse.maven.path.MavenPath;
import dev.gatehouse.maven.xml.StrictXml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a version that is sent at once. Its coordinates are those that the sender tells, else those
 * of the POM that comes with it, else of the POM in its JAR. Thread-safe.
 */
final class PackageReader {
    static final String GROUP = "group_id";
    static final String ARTIFACT = "artifact_id";
    static final String VERSION = "version";
    static final String PACKAGING = "packaging";
    static final String EXTRA = "extra_files";
    private static final String MAIN = "package_file";
    private static final String POM = "pom_file";
    static final List<String> ROLES =
            List.of(MAIN, POM, "sources_file", "javadoc_file", "tests_file", EXTRA);
    private static final Map<String, String> CLASSIFIERS =
            Map.of("sources_file", "sources", "javadoc_file", "javadoc", "tests_file", "tests");

    private final DeployReader deploys;
    private final PackedPom packed;
    private final int retention;

    PackageReader(DeployReader deploys, StrictXml xml, int retention) {
        this.deploys = deploys;
        this.packed = new PackedPom(xml);
        this.retention = retention;
    }

    /** The coordinates of a package. */
    private record Named(PackageName name, Version version) {
        String start() {
            return MavenName.artifactId(name) + "-" + version;
        }
    }

    Optional<Wrong> wrong(Shipment shipment) {
        String group = shipment.word(GROUP).orElse("group");
        String artifact = shipment.word(ARTIFACT).orElse("artifact");
        try {
            MavenName.of(group, artifact);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Wrong(GROUP, Objects.toString(e.getMessage())));
        }
    }

    Sent read(Shipment shipment, Intake intake) throws IOException, RefusedException {
        try {
            Named named = named(shipment);
            List<DraftedFile> drafted = new ArrayList<>();
            List<AddFile> edits = new ArrayList<>();
            for (Shipment.Item item : withPom(shipment, named, intake)) {
                MavenCoordinates of = coordinates(named, target(named, item));
                FileName file = target(named, item);
                FileKind kind = MavenFiles.kind(named.name(), named.version(), file).orElseThrow();
                drafted.add(new DraftedFile(named.version(), file, item.draft(), kind));
                edits.add(edit(shipment.by(), of, file, item.draft()));
            }
            Publication publication =
                    new Publication(named.name(), "deploy", drafted, new AddFiles(edits));
            return new Sent(publication, named.version(), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(Objects.toString(e.getMessage()));
        }
    }

    private AddFile edit(String by, MavenCoordinates of, FileName file, BlobDraft draft)
            throws IOException, RefusedException {
        FileKind kind = MavenFiles.kind(of.name(), of.version(), file).orElseThrow();
        AddFile.Received received =
                new AddFile.Received(of.version(), file, kind, draft.size(), draft.digests());
        boolean isPom = of.isPom() && file.value().endsWith(".pom");
        Optional<String> packaging =
                isPom ? Optional.of(deploys.pom(of, draft).packaging()) : Optional.empty();
        return new AddFile(received, packaging, by, retention);
    }

    private Named named(Shipment shipment) throws IOException, RefusedException {
        Optional<Pom> pom = Optional.empty();
        Optional<Shipment.Item> main = shipment.item(MAIN);
        Optional<Shipment.Item> sent =
                shipment.item(POM).or(() -> main.filter(PackageReader::isPom));
        if (sent.isPresent()) {
            pom = Optional.of(packed.parse(sent.get().draft()));
        } else if (main.isPresent()) {
            Optional<byte[]> inside = packed.inside(main.get().draft());
            pom = inside.isEmpty() ? Optional.empty() : Optional.of(packed.parse(inside.get()));
        }
        String group = told(shipment, GROUP, pom.map(Pom::groupId));
        String artifact = told(shipment, ARTIFACT, pom.map(Pom::artifactId));
        String version = told(shipment, VERSION, pom.map(Pom::version));
        return new Named(MavenName.of(group, artifact), new Version(version));
    }

    private static String told(Shipment shipment, String word, Optional<String> inPom)
            throws RefusedException {
        return shipment.word(word)
                .or(() -> inPom.filter(text -> !text.isEmpty() && !text.contains("${")))
                .orElseThrow(
                        () ->
                                RefusedException.invalid(
                                        "no %s: expected the coordinates, a POM, or a JAR with one"
                                                .formatted(word)));
    }

    private static boolean isPom(Shipment.Item item) {
        return item.name().endsWith(".pom") || item.name().equals("pom.xml");
    }

    /**
     * Clients need a POM: that of the JAR if none was sent, else one with the coordinates alone.
     */
    private List<Shipment.Item> withPom(Shipment shipment, Named named, Intake intake)
            throws IOException, RefusedException {
        List<Shipment.Item> items = new ArrayList<>(shipment.items());
        Optional<Shipment.Item> main = shipment.item(MAIN);
        if (main.isEmpty() || isPom(main.get()) || shipment.item(POM).isPresent()) {
            return items;
        }
        byte[] pom =
                packed.inside(main.get().draft())
                        .orElseGet(
                                () ->
                                        plain(named, shipment.word(PACKAGING).orElse("jar"))
                                                .getBytes(StandardCharsets.UTF_8));
        BlobDraft draft = intake.draft();
        try (OutputStream out = draft.sink()) {
            out.write(pom);
        }
        items.add(new Shipment.Item(POM, "pom.xml", draft));
        return items;
    }

    private static String plain(Named named, String packaging) {
        if (!packaging.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException("packaging '" + packaging + "': expected e.g. jar");
        }
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <packaging>%s</packaging>
        </project>
        """
                .formatted(
                        MavenName.groupId(named.name()),
                        MavenName.artifactId(named.name()),
                        named.version(),
                        packaging);
    }

    /**
     * The name that the file gets: that of its role, or its own where it has one of the version.
     */
    private static FileName target(Named named, Shipment.Item item) {
        return switch (item.role()) {
            case MAIN -> new FileName(named.start() + (isPom(item) ? ".pom" : extension(item)));
            case POM -> new FileName(named.start() + ".pom");
            case EXTRA -> new FileName(item.name());
            default ->
                    new FileName(
                            named.start() + "-" + CLASSIFIERS.get(item.role()) + extension(item));
        };
    }

    private static String extension(Shipment.Item item) {
        String name = item.name();
        if (name.endsWith(".tar.gz")) {
            return ".tar.gz";
        }
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException(
                    "'" + name + "' has no extension: expected e.g. .jar");
        }
        return name.substring(dot);
    }

    private static MavenCoordinates coordinates(Named named, FileName file)
            throws RefusedException {
        String path = MavenName.directory(named.name()) + "/" + named.version() + "/" + file;
        if (MavenPath.parse(path) instanceof MavenPath.OfVersion of) {
            return of.coordinates();
        }
        throw RefusedException.invalid(
                "'%s' is no file of %s %s: expected %s[-CLASSIFIER].EXTENSION"
                        .formatted(file, named.name(), named.version(), named.start()));
    }
}
