package dev.gatehouse.maven.publish;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.metadata.Plugin;
import dev.gatehouse.maven.path.MavenName;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is kept of a name besides its versions: checksums that came before their file, and the
 * plugin prefixes of the group at the same path. As text, a line each: a word and form-encoded
 * fields with spaces between. Immutable.
 */
record LocalNotes(List<Awaited> awaited, List<Plugin> plugins) {
    /** Clients send a checksum next to its file: what is older is of a deploy that broke off. */
    private static final int MOST_AWAITED = 200;

    LocalNotes {
        awaited = List.copyOf(awaited);
        plugins = List.copyOf(plugins);
    }

    /** A checksum whose file has not come. */
    record Awaited(Version version, FileName file, Digest digest) {
        private boolean isOf(Version otherVersion, FileName otherFile) {
            return version.equals(otherVersion) && file.equals(otherFile);
        }

        private boolean isReplacedBy(Awaited other) {
            return isOf(other.version, other.file)
                    && digest.algorithm() == other.digest.algorithm();
        }
    }

    /** Reads what {@link #text} wrote under that name. */
    static LocalNotes of(PackageName name, String text) {
        List<Awaited> awaited = new ArrayList<>();
        List<Plugin> plugins = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> fields =
                    Stream.of(line.split(" ", -1))
                            .map(f -> URLDecoder.decode(f, StandardCharsets.UTF_8))
                            .toList();
            switch (fields.getFirst()) {
                case "awaited" ->
                        awaited.add(
                                new Awaited(
                                        new Version(fields.get(1)),
                                        new FileName(fields.get(2)),
                                        new Digest(
                                                DigestAlgorithm.valueOf(fields.get(3)),
                                                fields.get(4))));
                case "plugin" ->
                        plugins.add(
                                new Plugin(
                                        MavenName.of(MavenName.asGroup(name), fields.get(1)),
                                        fields.get(2),
                                        fields.get(3)));
                default ->
                        throw new IllegalStateException(
                                "what is stored of %s is unreadable: %s".formatted(name, line));
            }
        }
        return new LocalNotes(awaited, plugins);
    }

    String text() {
        Stream<String> checksums =
                awaited.stream()
                        .map(
                                a ->
                                        line(
                                                "awaited",
                                                a.version().value(),
                                                a.file().value(),
                                                a.digest().algorithm().name(),
                                                a.digest().hex()));
        Stream<String> prefixes =
                plugins.stream()
                        .map(
                                p ->
                                        line(
                                                "plugin",
                                                MavenName.artifactId(p.name()),
                                                p.prefix(),
                                                p.title()));
        return Stream.concat(checksums, prefixes).collect(Collectors.joining("\n"));
    }

    private static String line(String... fields) {
        return Stream.of(fields)
                .map(f -> URLEncoder.encode(f, StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    /** With one more checksum, in place of one of its kind. */
    LocalNotes awaiting(Awaited one) {
        List<Awaited> more = new ArrayList<>(awaited);
        more.removeIf(a -> a.isReplacedBy(one));
        more.add(one);
        int surplus = Math.max(0, more.size() - MOST_AWAITED);
        return new LocalNotes(more.subList(surplus, more.size()), plugins);
    }

    /** The checksum that a file's digests contradict. */
    Optional<Awaited> contradicted(Version version, FileName file, Iterable<Digest> digests) {
        for (Awaited one : awaited) {
            for (Digest digest : digests) {
                if (one.isOf(version, file)
                        && digest.algorithm() == one.digest().algorithm()
                        && !digest.equals(one.digest())) {
                    return Optional.of(one);
                }
            }
        }
        return Optional.empty();
    }

    /** Without the checksums of that file, which has come. */
    LocalNotes without(Version version, FileName file) {
        return new LocalNotes(
                awaited.stream().filter(a -> !a.isOf(version, file)).toList(), plugins);
    }

    /** With these prefixes, each in place of one of the same word. */
    LocalNotes with(List<Plugin> more) {
        List<Plugin> all = new ArrayList<>(plugins);
        for (Plugin plugin : more) {
            all.removeIf(p -> p.prefix().equals(plugin.prefix()));
            all.add(plugin);
        }
        return new LocalNotes(awaited, all);
    }
}
