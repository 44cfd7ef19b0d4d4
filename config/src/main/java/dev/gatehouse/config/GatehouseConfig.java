package dev.gatehouse.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration, immutable; a reload makes a new one.
 *
 * @param repositories empty when repositories are managed at run time instead of declared here
 * @param webhooks where events are told
 * @param policies the directory that declares policies; empty when they are managed at run time
 * @param opa the program that compiles policies in Rego; empty: it is looked for on the PATH
 */
public record GatehouseConfig(
        WorkspaceName workspace,
        ServerConfig server,
        StorageConfig storage,
        AccessConfig access,
        AuditConfig audit,
        List<WebhookConfig> webhooks,
        TelemetryConfig telemetry,
        PgpConfig pgp,
        SigningConfig signing,
        OsvConfig osv,
        Optional<Path> policies,
        Optional<Path> opa,
        Optional<RepositoriesConfig> repositories) {
    /** What is in force without file, environment and command line. */
    public static final GatehouseConfig DEFAULTS =
            new GatehouseConfig(
                    new WorkspaceName("main"),
                    ServerConfig.DEFAULTS,
                    StorageConfig.DEFAULTS,
                    AccessConfig.DEFAULTS,
                    AuditConfig.DEFAULTS,
                    List.of(),
                    TelemetryConfig.DEFAULTS,
                    PgpConfig.DEFAULTS,
                    SigningConfig.DEFAULTS,
                    OsvConfig.DEFAULTS,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public GatehouseConfig {
        webhooks = List.copyOf(webhooks);
    }

    /** The same with these repositories declared. */
    public GatehouseConfig with(RepositoriesConfig declared) {
        return new GatehouseConfig(
                workspace,
                server,
                storage,
                access,
                audit,
                webhooks,
                telemetry,
                pgp,
                signing,
                osv,
                policies,
                opa,
                Optional.of(declared));
    }
}
