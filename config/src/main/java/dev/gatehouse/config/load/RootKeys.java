package dev.gatehouse.config.load;

import dev.gatehouse.config.AccessConfig;
import dev.gatehouse.config.Anonymous;
import dev.gatehouse.config.AuditConfig;
import dev.gatehouse.config.ByteSize;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.ServerConfig;
import dev.gatehouse.config.SigningConfig;
import dev.gatehouse.config.StorageConfig;
import dev.gatehouse.config.WorkspaceName;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** All keys, and the rules between them. */
final class RootKeys {
    static final Key.One<WorkspaceName> WORKSPACE =
            Key.withDefault(
                    "workspace",
                    Forms.WORKSPACE,
                    GatehouseConfig.DEFAULTS.workspace(),
                    "The slug in the paths of the management API.");
    static final Key.Part SERVER = new Key.Part("server", ServerKeys.ALL, true, "The front.");
    static final Key.One<Path> DIRECTORY =
            Key.withDefault(
                    "directory",
                    Forms.PATH,
                    StorageConfig.DEFAULTS.directory(),
                    "Where everything is kept; relative to the configuration file.");
    static final Key.Part STORAGE =
            new Key.Part("storage", Key.Keys.of(DIRECTORY), true, "The disk.");
    static final Key.One<Anonymous> ANONYMOUS =
            Key.withDefault(
                    "anonymous",
                    Form.oneOf(Anonymous.class),
                    AccessConfig.DEFAULTS.anonymous(),
                    "What callers without a token may do; must be written out when the server"
                            + " listens beyond loopback.");
    static final Key.Parts OIDC =
            new Key.Parts(
                    "oidc",
                    OidcKeys.ALL,
                    "Jobs of a CI that may exchange their identity for a token of 15 minutes.");
    static final Key.Part ACCESS =
            new Key.Part(
                    "access",
                    Key.Keys.of(ANONYMOUS, OIDC),
                    true,
                    "Who may do what, besides what tokens and users say.");
    static final Key.One<Duration> MAX_AGE =
            Key.withDefault(
                    "max-age",
                    Forms.DEADLINE,
                    AuditConfig.DEFAULTS.maxAge(),
                    "Older entries are dropped, and an entry says so.");
    static final Key.One<ByteSize> MAX_SIZE =
            Key.withDefault(
                    "max-size",
                    Forms.BYTE_SIZE,
                    AuditConfig.DEFAULTS.maxSize(),
                    "Of more, the oldest entries are dropped, and an entry says so.");
    static final Key.Part AUDIT =
            new Key.Part(
                    "audit",
                    Key.Keys.of(MAX_AGE, MAX_SIZE),
                    true,
                    "How much of the audit log is kept.");
    static final Key.Parts WEBHOOKS =
            new Key.Parts(
                    "webhooks", WebhookKeys.ALL, "Where events are told as they happen, signed.");
    static final Key.Part TELEMETRY =
            new Key.Part(
                    "telemetry",
                    TelemetryKeys.ALL,
                    false,
                    "What is told about the server's own work, besides logs and metrics.");
    static final Key.One<Path> POLICIES =
            Key.optional(
                    "policies",
                    Forms.PATH,
                    "A directory whose *.rego and *.yaml files are the policies, read-only in API"
                            + " and console. Absent: managed at run time.");
    static final Key.One<Path> OPA =
            Key.optional(
                    "opa",
                    Forms.PATH,
                    "The program that compiles policies in Rego, 1.7.1 or newer. Absent: opa on the"
                            + " PATH.");
    static final Key.NamedParts REPOSITORIES =
            new Key.NamedParts(
                    "repositories",
                    RepositoryKeys.ALL,
                    "Present: declared here, read-only in API and console. Absent: managed at run"
                            + " time.");
    static final Key.Keys ALL =
            Key.Keys.of(
                    WORKSPACE,
                    SERVER,
                    STORAGE,
                    ACCESS,
                    AUDIT,
                    WEBHOOKS,
                    TELEMETRY,
                    PgpKeys.ALL,
                    SigningKeys.ALL,
                    OsvKeys.ALL,
                    REPOSITORIES,
                    POLICIES,
                    OPA);

    private RootKeys() {}

    static GatehouseConfig read(Section section) {
        Section front = section.part(SERVER);
        ServerConfig server = ServerKeys.read(front);
        Section access = section.part(ACCESS);
        SigningConfig signing = SigningKeys.read(section.part(SigningKeys.ALL));
        Optional<RepositoriesConfig> repositories =
                section.has(REPOSITORIES)
                        ? Optional.of(
                                RepositoryKeys.read(
                                        section.namedParts(REPOSITORIES), server, signing))
                        : Optional.empty();
        checkAnonymous(server, front, access);
        server.defaultNpmRepository().ifPresent(name -> checkDefault(name, repositories, front));
        return new GatehouseConfig(
                section.get(WORKSPACE),
                server,
                storage(section.part(STORAGE)),
                new AccessConfig(access.get(ANONYMOUS), OidcKeys.read(access.parts(OIDC))),
                audit(section.part(AUDIT)),
                WebhookKeys.read(section.parts(WEBHOOKS), repositories),
                TelemetryKeys.read(section.part(TELEMETRY)),
                PgpKeys.read(section.part(PgpKeys.ALL)),
                signing,
                OsvKeys.read(section.part(OsvKeys.ALL)),
                section.find(POLICIES).map(section::absolute),
                section.find(OPA).map(section::absolute),
                repositories);
    }

    private static StorageConfig storage(Section section) {
        return new StorageConfig(section.absolute(section.get(DIRECTORY)));
    }

    private static AuditConfig audit(Section section) {
        return new AuditConfig(section.get(MAX_AGE), section.get(MAX_SIZE));
    }

    private static void checkAnonymous(ServerConfig server, Section front, Section access) {
        if (!server.listen().isLoopback() && !access.has(ANONYMOUS)) {
            front.error(
                    ServerKeys.LISTEN,
                    "'"
                            + server.listen()
                            + "' can be reached from other machines: write access.anonymous, read"
                            + " or none");
        }
    }

    private static void checkDefault(
            RepositoryName name, Optional<RepositoriesConfig> repositories, Section front) {
        boolean wrong =
                repositories.isPresent()
                        && repositories
                                .get()
                                .find(name)
                                .flatMap(found -> found.format(FormatName.NPM))
                                .isEmpty();
        if (wrong) {
            front.error(
                    ServerKeys.DEFAULT_NPM_REPOSITORY,
                    "'" + name + "': expected a declared repository with an npm block");
        }
    }
}
