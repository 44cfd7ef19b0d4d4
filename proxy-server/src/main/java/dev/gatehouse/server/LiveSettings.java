package dev.gatehouse.server;

import dev.gatehouse.config.Anonymous;
import dev.gatehouse.config.GatehouseConfig;
import dev.gatehouse.config.HostName;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.ServerConfig;
import dev.gatehouse.config.TrustedPublisher;
import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.server.audit.AuditRetention;
import dev.gatehouse.server.http.AddressRange;
import dev.gatehouse.server.http.PublicNames;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * What of the configuration, besides repositories, may change while the server runs, as it is now.
 * Thread-safe, never blocks.
 */
final class LiveSettings implements MountFinder.Roots {
    private final AtomicReference<State> state;

    LiveSettings(GatehouseConfig first) {
        this.state = new AtomicReference<>(State.of(first));
    }

    private record State(
            PublicNames names,
            Role anonymous,
            RootPaths roots,
            List<TrustedPublisher> publishers,
            AuditRetention.Limits audit,
            List<WebhookConfig> webhooks,
            Optional<Secret> signing) {
        static State of(GatehouseConfig config) {
            boolean read = config.access().anonymous() == Anonymous.READ;
            RootPaths roots = RootPaths.of(config);
            return new State(
                    publicNames(config.server(), roots),
                    read ? Role.READ : Role.NONE,
                    roots,
                    config.access().oidc(),
                    new AuditRetention.Limits(
                            config.audit().maxAge(), config.audit().maxSize().bytes()),
                    config.webhooks(),
                    config.signing().key());
        }

        private static PublicNames publicNames(ServerConfig server, RootPaths roots) {
            return new PublicNames(
                    server.publicUrl(),
                    server.allowedHosts().stream()
                            .map(HostName::value)
                            .collect(Collectors.toUnmodifiableSet()),
                    roots.hosts().keySet(),
                    server.trustedProxies().stream()
                            .map(range -> AddressRange.parse(range.toString()))
                            .toList());
        }
    }

    /** In force for the next request. */
    void take(GatehouseConfig config) {
        state.set(State.of(config));
    }

    /** Under which names clients reach the server. */
    PublicNames names() {
        return state.get().names();
    }

    /** What senders without a token may do: READ or NONE. */
    Role anonymous() {
        return state.get().anonymous();
    }

    /** How much of the audit log is kept. */
    AuditRetention.Limits audit() {
        return state.get().audit();
    }

    /** Where events are told. */
    List<WebhookConfig> webhooks() {
        return state.get().webhooks();
    }

    /** The jobs that may exchange their identity for a token. */
    List<TrustedPublisher> publishers() {
        return state.get().publishers();
    }

    /** With what the private keys of repositories are encrypted. */
    Optional<byte[]> signingKey() {
        return state.get().signing().map(key -> Base64.getDecoder().decode(key.value()));
    }

    @Override
    public MountFinder.Way of(RequestHead head) {
        return state.get().roots().of(head);
    }

    /** Whether a request came to a repository's own host, where there is no management API. */
    boolean isOwnHost(RequestHead head) {
        return state.get().roots().host(head).isPresent();
    }
}
