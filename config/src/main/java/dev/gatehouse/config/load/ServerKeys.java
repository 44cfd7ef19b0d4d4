package dev.gatehouse.config.load;

import dev.gatehouse.config.AddressRange;
import dev.gatehouse.config.ByteSize;
import dev.gatehouse.config.HostName;
import dev.gatehouse.config.ListenAddress;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.ServerConfig;
import dev.gatehouse.config.ServerLimits;
import dev.gatehouse.config.TlsConfig;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of {@code server}. */
final class ServerKeys {
    static final Key.One<ListenAddress> LISTEN =
            Key.withDefault(
                    "listen",
                    Forms.LISTEN,
                    ServerConfig.DEFAULTS.listen(),
                    "Where the server listens; port 0 lets the system choose.");
    static final Key.One<URI> PUBLIC_URL =
            Key.optional(
                    "public-url",
                    Forms.URL,
                    "What documents link to. Without it, the request's own Host if it is loopback"
                            + " or in allowed-hosts.");
    static final Key.Several<HostName> ALLOWED_HOSTS =
            new Key.Several<>(
                    "allowed-hosts",
                    Forms.HOST,
                    "Hosts that documents may link to when there is no public-url.");
    static final Key.Several<AddressRange> TRUSTED_PROXIES =
            new Key.Several<>(
                    "trusted-proxies",
                    Forms.ADDRESS_RANGE,
                    "Addresses of reverse proxies whose forwarding headers are believed.");
    static final Key.One<Path> CERTIFICATE =
            Key.required("certificate", Forms.PATH, "PEM file with the certificate chain.");
    static final Key.One<Path> PRIVATE_KEY =
            Key.required("key", Forms.PATH, "PEM file with the private key.");
    static final Key.Part TLS =
            new Key.Part(
                    "tls",
                    Key.Keys.of(CERTIFICATE, PRIVATE_KEY),
                    false,
                    "Makes the server speak TLS; both files are needed.");
    static final Key.One<Integer> MAX_CONNECTIONS =
            Key.withDefault(
                    "max-connections",
                    Form.number(1, 1_000_000),
                    ServerLimits.DEFAULTS.connections(),
                    "Open connections.");
    static final Key.One<Integer> MAX_IN_FLIGHT =
            Key.withDefault(
                    "max-in-flight",
                    Form.number(1, 1_000_000),
                    ServerLimits.DEFAULTS.inFlight(),
                    "Requests being worked on; more are answered 503.");
    static final Key.One<ByteSize> MAX_UPLOAD =
            Key.withDefault(
                    "max-upload",
                    Forms.BYTE_SIZE,
                    ServerLimits.DEFAULTS.upload(),
                    "The largest uploaded file.");
    static final Key.One<RepositoryName> DEFAULT_NPM_REPOSITORY =
            Key.optional(
                    "default-npm-repository",
                    Forms.REPOSITORY,
                    "Answers root-relative npm calls; the only repository when there is one.");
    static final Key.Keys ALL =
            Key.Keys.of(
                    LISTEN,
                    PUBLIC_URL,
                    ALLOWED_HOSTS,
                    TRUSTED_PROXIES,
                    TLS,
                    MAX_CONNECTIONS,
                    MAX_IN_FLIGHT,
                    MAX_UPLOAD,
                    DEFAULT_NPM_REPOSITORY);

    private ServerKeys() {}

    static ServerConfig read(Section section) {
        return new ServerConfig(
                section.get(LISTEN),
                section.find(PUBLIC_URL),
                section.list(ALLOWED_HOSTS),
                section.list(TRUSTED_PROXIES),
                section.has(TLS) ? tls(section.part(TLS)) : Optional.empty(),
                new ServerLimits(
                        section.get(MAX_CONNECTIONS),
                        section.get(MAX_IN_FLIGHT),
                        section.get(MAX_UPLOAD)),
                section.find(DEFAULT_NPM_REPOSITORY));
    }

    private static Optional<TlsConfig> tls(Section section) {
        Optional<Path> certificate = section.file(CERTIFICATE);
        Optional<Path> key = section.file(PRIVATE_KEY);
        return certificate.flatMap(chain -> key.map(file -> new TlsConfig(chain, file)));
    }
}
