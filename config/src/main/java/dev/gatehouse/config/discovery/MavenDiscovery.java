package dev.gatehouse.config.discovery;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.UpstreamName;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds the repository that Maven takes everything from: the mirror of its settings, else the
 * default in the installed Maven's super POM, which is also what stands behind a mirror that is
 * Gatehouse itself.
 */
public final class MavenDiscovery implements RegistryDiscovery {
    private static final UpstreamName NAME = new UpstreamName("maven-public");
    private static final String SUPER_POM = "org/apache/maven/model/pom-4.0.0.xml";
    private static final int MOST_BYTES = 1 << 20;

    private final Machine machine;
    private final Predicate<URI> isGatehouse;

    /**
     * A discovery on that machine.
     *
     * @param isGatehouse whether a mirror is one of ours, which must not become its own upstream
     */
    public MavenDiscovery(Machine machine, Predicate<URI> isGatehouse) {
        this.machine = machine;
        this.isGatehouse = isGatehouse;
    }

    private record Found(String text, String where) {}

    @Override
    public Discovery discover() throws InterruptedException {
        Optional<Path> maven = installed();
        Optional<Found> mirror = settings(maven).flatMap(file -> mirror(file).stream()).findFirst();
        Optional<URI> url = mirror.flatMap(found -> url(found.text()));
        if (mirror.isPresent() && url.isEmpty()) {
            return nothing(
                    "the mirror in " + mirror.get().where() + " is not a URL that can be used");
        }
        Optional<Found> chosen =
                url.filter(isGatehouse.negate()).isPresent()
                        ? mirror
                        : maven.flatMap(MavenDiscovery::builtIn);
        return chosen.flatMap(MavenDiscovery::upstream)
                .map(upstream -> new Discovery(Optional.of(upstream), List.of()))
                .orElseGet(() -> nothing("no Maven was found, and no settings.xml has a mirror"));
    }

    private static Optional<DiscoveredUpstream> upstream(Found found) {
        return url(found.text())
                .map(url -> new DiscoveredUpstream(FormatName.MAVEN, NAME, url, found.where()));
    }

    private static Discovery nothing(String why) {
        return new Discovery(
                Optional.empty(), List.of(why + "; add an upstream to the maven block by hand"));
    }

    /** Where Maven is: it says so itself. */
    private Optional<Path> installed() throws InterruptedException {
        Optional<Path> told =
                machine.processes()
                        .run(
                                List.of("mvn", "--version"),
                                machine.workingDirectory(),
                                machine.environment())
                        .flatMap(
                                text ->
                                        text.lines()
                                                .filter(line -> line.startsWith("Maven home: "))
                                                .map(line -> line.substring(12).strip())
                                                .map(Path::of)
                                                .findFirst());
        return told.or(
                () ->
                        Stream.of("MAVEN_HOME", "M2_HOME")
                                .map(machine.environment()::get)
                                .filter(Objects::nonNull)
                                .map(Path::of)
                                .findFirst());
    }

    private Stream<Path> settings(Optional<Path> maven) {
        return Stream.concat(
                Stream.of(machine.javaHome().resolve(".m2/settings.xml")),
                maven.stream().map(home -> home.resolve("conf/settings.xml")));
    }

    /** The mirror that stands for the default repository; one for it alone outweighs a pattern. */
    private static Optional<Found> mirror(Path settings) {
        List<Map<String, String>> mirrors =
                XmlBlocks.at("settings/mirrors/mirror", TextFile.read(settings)).stream()
                        .filter(mirror -> !"true".equals(mirror.get("blocked")))
                        .toList();
        return Stream.<Predicate<List<String>>>of(
                        of -> of.equals(List.of("central")),
                        of ->
                                !of.contains("!central")
                                        && (of.contains("*")
                                                || of.contains("external:*")
                                                || of.contains("central")))
                .flatMap(wanted -> mirrors.stream().filter(m -> wanted.test(mirrorOf(m))))
                .map(mirror -> new Found(mirror.getOrDefault("url", ""), settings.toString()))
                .findFirst();
    }

    private static List<String> mirrorOf(Map<String, String> mirror) {
        return Stream.of(mirror.getOrDefault("mirrorOf", "").split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static Optional<Found> builtIn(Path maven) {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(maven.resolve("lib"), "maven-model-builder-*.jar")) {
            for (Path jar : jars) {
                Optional<Found> found = inSuperPom(jar);
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (IOException e) {
            // Not an installation after all: told as nothing found.
        }
        return Optional.empty();
    }

    private static Optional<Found> inSuperPom(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(SUPER_POM);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                String pom = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                return XmlBlocks.at("project/repositories/repository", pom).stream()
                        .filter(repository -> "central".equals(repository.get("id")))
                        .map(repository -> repository.getOrDefault("url", ""))
                        .map(url -> new Found(url, "Maven's built-in default"))
                        .findFirst();
            }
        }
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(HttpUrl.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
