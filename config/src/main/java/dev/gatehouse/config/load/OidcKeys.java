package dev.gatehouse.config.load;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.PublisherRole;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.TrustedPublisher;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code access.oidc}. */
final class OidcKeys {
    private static final String NAME_EXPECTED = "1 to 64 letters, digits and . _ @ -";
    private static final String URL_EXPECTED = "an https URL without a last slash";
    static final Key.One<String> NAME =
            Key.required(
                    "name", Form.of(NAME_EXPECTED, OidcKeys::name), "For logs and the audit log.");
    static final Key.One<URI> ISSUER =
            Key.required(
                    "issuer",
                    Form.of(URL_EXPECTED, OidcKeys::url),
                    "Who makes the identities out, exactly as their iss says.");
    static final Key.One<URI> KEYS =
            Key.optional(
                    "keys",
                    Form.of(URL_EXPECTED, OidcKeys::url),
                    "Where its key set is; without it, where its openid-configuration says, at its"
                            + " own host.");
    static final Key.One<String> AUDIENCE =
            Key.required(
                    "audience",
                    Forms.TEXT,
                    "For whom identities must be made out; npm wants npm: and the server's host"
                            + " name.");
    static final Key.Words<String> CLAIMS =
            new Key.Words<>(
                    "claims",
                    Forms.TEXT,
                    "What an identity must say, by the names of its claims; at least one.");
    static final Key.One<PublisherRole> ROLE =
            Key.withDefault(
                    "role",
                    Form.oneOf(PublisherRole.class),
                    PublisherRole.PUBLISH,
                    "What the token may do.");
    static final Key.Several<RepositoryName> REPOSITORIES =
            new Key.Several<>(
                    "repositories", Forms.REPOSITORY, "Where the token is good; at least one.");
    static final Key.Part PACKAGES =
            new Key.Part(
                    "packages",
                    new Key.Keys(packages()),
                    false,
                    "The only packages that the token may change; left out: all.");
    static final Key.Keys ALL =
            Key.Keys.of(NAME, ISSUER, KEYS, AUDIENCE, CLAIMS, ROLE, REPOSITORIES, PACKAGES);

    private OidcKeys() {}

    private static List<Key> packages() {
        List<Key> keys = new ArrayList<>();
        for (FormatName format : FormatName.values()) {
            keys.add(packages(format));
        }
        return List.copyOf(keys);
    }

    private static Key.Several<String> packages(FormatName format) {
        return new Key.Several<>(
                format.key(),
                Form.of("a full package name", format::requireName),
                "Its " + format.key() + " packages.");
    }

    static List<TrustedPublisher> read(List<Section> sections) {
        List<TrustedPublisher> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            Optional<TrustedPublisher> publisher = read(section);
            publisher
                    .filter(p -> !names.add(p.name()))
                    .ifPresent(p -> section.error(NAME, "'" + p.name() + "' stands here twice"));
            publisher.ifPresent(read::add);
        }
        return read;
    }

    private static Optional<TrustedPublisher> read(Section section) {
        Optional<String> name = section.find(NAME);
        Optional<URI> issuer = section.find(ISSUER);
        Optional<String> audience = section.find(AUDIENCE);
        Map<String, String> claims = section.words(CLAIMS);
        List<RepositoryName> repositories = section.list(REPOSITORIES);
        if (claims.isEmpty()) {
            section.error(
                    CLAIMS,
                    "missing; expected at least one: whoever the issuer knows could publish");
        }
        if (repositories.isEmpty()) {
            section.error(REPOSITORIES, "missing; expected the name of at least one repository");
        }
        if (name.isEmpty() || issuer.isEmpty() || audience.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TrustedPublisher(
                        name.get(),
                        issuer.get(),
                        section.find(KEYS),
                        audience.get(),
                        claims,
                        section.get(ROLE),
                        repositories,
                        packages(section)));
    }

    private static Map<FormatName, List<String>> packages(Section section) {
        Map<FormatName, List<String>> packages = new EnumMap<>(FormatName.class);
        if (section.has(PACKAGES)) {
            Section block = section.part(PACKAGES);
            for (FormatName format : FormatName.values()) {
                packages.put(format, block.list(packages(format)));
            }
            if (packages.values().stream().allMatch(List::isEmpty)) {
                section.error(PACKAGES, "expected at least one package; leave it out for all");
            }
        }
        return packages;
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
            throw new IllegalArgumentException("expected " + NAME_EXPECTED);
        }
        return text;
    }

    /** Kept as it is written, because {@code iss} is compared exactly; http for loopback only. */
    private static URI url(String text) {
        URI base = HttpUrl.parse(text);
        boolean near = HttpUrl.host(base).address().filter(a -> a.isLoopbackAddress()).isPresent();
        if (text.endsWith("/") || !("https".equals(base.getScheme()) || near)) {
            throw new IllegalArgumentException("expected " + URL_EXPECTED);
        }
        return URI.create(text);
    }
}
