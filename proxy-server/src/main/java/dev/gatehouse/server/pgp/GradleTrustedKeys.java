package dev.gatehouse.server.pgp;

import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.KnownKeys.KeyProblem;
import dev.gatehouse.server.pgp.KeysMap.Entry;
import dev.gatehouse.server.pgp.KeysMap.Pattern;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads whom a Gradle build trusts: the {@code trusted-key} elements of {@code
 * verification-metadata.xml}, with {@code trusting} inside, and the {@code pgp} elements of its
 * components. An id that is no full fingerprint is told and allows nobody, but restricts still.
 */
final class GradleTrustedKeys {
    private final String name;
    private final List<Entry> entries = new ArrayList<>();
    private final List<KeyProblem> problems = new ArrayList<>();

    private @Nullable String trustedId;
    private boolean nested;
    private Scope component = Scope.ALL;
    private String artifact = "";

    private GradleTrustedKeys(String name) {
        this.name = name;
    }

    /** Whether that text is meant to be read by this. */
    static boolean isMeant(byte[] content) {
        int at = 0;
        while (at < content.length && (content[at] <= ' ' || content[at] == (byte) 0xEF)) {
            at += content[at] == (byte) 0xEF ? 3 : 1;
        }
        return at < content.length && content[at] == '<';
    }

    /**
     * Reads it.
     *
     * @throws MalformedPgpException it is not XML, so nobody knows whom it restricts
     */
    static KeysMapFile.Result read(String name, byte[] content) throws MalformedPgpException {
        var keys = new GradleTrustedKeys(name);
        try {
            var reader = factory().createXMLStreamReader(new ByteArrayInputStream(content));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> keys.begin(reader);
                    case XMLStreamConstants.END_ELEMENT -> keys.end(reader);
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new MalformedPgpException(
                    "line %d: no well-formed XML".formatted(e.getLocation().getLineNumber()));
        }
        return new KeysMapFile.Result(keys.entries, keys.problems);
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private void begin(XMLStreamReader reader) {
        switch (reader.getLocalName()) {
            case "trusted-key" -> {
                trustedId = attribute(reader, "id").orElse("");
                nested = false;
                if (!Scope.of(reader).equals(Scope.ALL)) {
                    add(trustedId, reader, Scope.of(reader));
                    nested = true;
                }
            }
            case "trusting" -> {
                nested = true;
                add(trustedId == null ? "" : trustedId, reader, Scope.of(reader));
            }
            case "component" -> component = Scope.of(reader);
            case "artifact" -> artifact = attribute(reader, "name").orElse("");
            case "pgp" ->
                    add(attribute(reader, "value").orElse(""), reader, component.file(artifact));
            default -> {}
        }
    }

    private void end(XMLStreamReader reader) {
        if (!reader.getLocalName().equals("trusted-key")) {
            return;
        }
        if (!nested && trustedId != null) {
            add(trustedId, reader, Scope.ALL);
        }
        trustedId = null;
    }

    private void add(String id, XMLStreamReader reader, Scope scope) {
        var place = "line " + reader.getLocation().getLineNumber();
        Set<Fingerprint> keys = Set.of();
        try {
            keys = Set.of(Fingerprint.parse(id));
        } catch (IllegalArgumentException e) {
            problems.add(new KeyProblem(name, place, String.valueOf(e.getMessage())));
        }
        try {
            entries.add(new Entry(scope.pattern(), keys, false));
        } catch (PatternSyntaxException e) {
            problems.add(
                    new KeyProblem(name, place, "'%s' is no pattern".formatted(e.getPattern())));
        }
    }

    private static Optional<String> attribute(XMLStreamReader reader, String attribute) {
        return Optional.ofNullable(reader.getAttributeValue(null, attribute));
    }

    /** The attributes that say which files are meant; an absent one means all. */
    private record Scope(
            Optional<String> group,
            Optional<String> artifact,
            Optional<String> version,
            Optional<String> fileName,
            boolean regex) {
        private static final Scope ALL =
                new Scope(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);

        static Scope of(XMLStreamReader reader) {
            return new Scope(
                    attribute(reader, "group"),
                    attribute(reader, "name"),
                    attribute(reader, "version"),
                    attribute(reader, "file"),
                    attribute(reader, "regex").filter("true"::equals).isPresent());
        }

        Scope file(String name) {
            return new Scope(group, artifact, version, Optional.of(name), false);
        }

        Pattern pattern() {
            var groups = test(group);
            var artifacts = test(artifact);
            var versions = test(version);
            var files = test(fileName);
            return file ->
                    groups.test(file.group())
                            && artifacts.test(file.artifact())
                            && versions.test(file.version())
                            && files.test(file.file());
        }

        private Predicate<String> test(Optional<String> wanted) {
            if (wanted.isEmpty()) {
                return value -> true;
            }
            return regex
                    ? java.util.regex.Pattern.compile(wanted.get()).asMatchPredicate()
                    : wanted.get()::equals;
        }
    }
}
