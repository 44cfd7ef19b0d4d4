package dev.gatehouse.config.load;

import dev.gatehouse.config.Checksums;
import dev.gatehouse.config.Credentials;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.UpstreamMode;
import dev.gatehouse.config.UpstreamName;
import dev.gatehouse.config.UpstreamTrust;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The keys of one upstream. */
final class UpstreamKeys {
    private static final UpstreamConfig DEFAULTS =
            UpstreamConfig.of(new UpstreamName("default"), URI.create("http://localhost/"));

    static final Key.One<UpstreamName> NAME =
            Key.required("name", Forms.UPSTREAM, "Its name, unique in this format.");
    static final Key.One<URI> URL =
            Key.required(
                    "url",
                    Forms.URL,
                    "What the format's own client would use: the registry root for npm, the simple"
                            + " index for PyPI, the repository root for Maven.");
    static final Key.One<UpstreamTrust> TRUST =
            Key.withDefault(
                    "trust",
                    Form.oneOf(UpstreamTrust.class),
                    DEFAULTS.trust(),
                    "untrusted: it may supply only names that no trusted source has.");
    static final Key.One<Integer> PRIORITY =
            Key.withDefault(
                    "priority",
                    Form.number(1, UpstreamConfig.LAST_PRIORITY),
                    DEFAULTS.priority(),
                    "1 comes first; equal ones in the order of the file.");
    static final Key.One<UpstreamMode> MODE =
            Key.withDefault(
                    "mode",
                    Form.oneOf(UpstreamMode.class),
                    DEFAULTS.mode(),
                    "cache stores files; proxy-only passes them through; cache-only never asks.");
    static final Key.One<Boolean> ACTIVE =
            Key.withDefault(
                    "active",
                    Forms.BOOLEAN,
                    DEFAULTS.active(),
                    "Whether it takes part. An inactive one is not asked.");
    static final Key.One<Boolean> VERIFY_TLS =
            Key.withDefault(
                    "verify-tls",
                    Forms.BOOLEAN,
                    DEFAULTS.verifyTls(),
                    "Whether its certificate is checked.");
    static final Key.One<Path> CA =
            Key.optional("ca", Forms.PATH, "PEM file of further certificate authorities for it.");
    static final Key.Several<URI> FILE_HOSTS =
            new Key.Several<>(
                    "file-hosts", Forms.ORIGIN, "Further origins that its documents may link to.");
    static final Key.One<Checksums> CHECKSUMS =
            Key.withDefault(
                    "checksums",
                    Form.oneOf(Checksums.class),
                    DEFAULTS.checksums(),
                    "warn: a file is served although a checksum beside it there is not its own,"
                            + " and an alarm is raised.");

    private final Key.One<String> canary;
    private final Key.Keys all;

    UpstreamKeys(FormatName format) {
        canary =
                Key.optional(
                        "canary",
                        Form.of("a full package name", format::requireName),
                        "A package known to exist there: while it is missing, its 404s prove"
                                + " nothing.");
        all =
                Key.Keys.of(
                        NAME,
                        URL,
                        TRUST,
                        PRIORITY,
                        MODE,
                        ACTIVE,
                        VERIFY_TLS,
                        CA,
                        CredentialKeys.USERNAME,
                        CredentialKeys.PASSWORD,
                        CredentialKeys.TOKEN,
                        CredentialKeys.HEADERS,
                        canary,
                        TimeKeys.INDEX_TTL,
                        TimeKeys.ABSENT_TTL,
                        TimeKeys.PRESENCE_TIMEOUT,
                        TimeKeys.TIMEOUT,
                        TimeKeys.IDLE_TIMEOUT,
                        FILE_HOSTS,
                        CHECKSUMS);
    }

    Key.Keys all() {
        return all;
    }

    /** The upstream; empty if what it cannot be without is missing or wrong. */
    Optional<UpstreamConfig> read(Section section) {
        Optional<UpstreamName> name = section.find(NAME);
        Optional<URI> url = section.find(URL);
        Credentials credentials = CredentialKeys.read(section);
        Map<String, Secret> headers = CredentialKeys.headers(section);
        url.ifPresent(at -> check(section, at, headers));
        UpstreamConfig rest = rest(section, credentials, headers);
        return name.flatMap(named -> url.map(at -> at(rest, named, at)));
    }

    private UpstreamConfig rest(
            Section section, Credentials credentials, Map<String, Secret> headers) {
        return new UpstreamConfig(
                DEFAULTS.name(),
                DEFAULTS.url(),
                section.get(TRUST),
                section.get(PRIORITY),
                section.get(MODE),
                section.get(ACTIVE),
                section.get(VERIFY_TLS),
                section.file(CA),
                credentials,
                headers,
                section.find(canary),
                TimeKeys.read(section),
                section.list(FILE_HOSTS),
                section.get(CHECKSUMS));
    }

    private static UpstreamConfig at(UpstreamConfig rest, UpstreamName name, URI url) {
        return new UpstreamConfig(
                name,
                url,
                rest.trust(),
                rest.priority(),
                rest.mode(),
                rest.active(),
                rest.verifyTls(),
                rest.ca(),
                rest.credentials(),
                rest.headers(),
                rest.canary(),
                rest.times(),
                rest.fileHosts(),
                rest.checksums());
    }

    private static void check(Section section, URI url, Map<String, Secret> headers) {
        CredentialKeys.checkTransport(section, url, headers);
        if (section.get(CHECKSUMS) == Checksums.WARN) {
            section.warning(CHECKSUMS, "files are served although their checksums are wrong");
        }
        if (section.has(VERIFY_TLS) && !section.get(VERIFY_TLS)) {
            section.warning(VERIFY_TLS, "whoever is on the way can pose as this upstream");
        }
    }
}
