package dev.gatehouse.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where events are told as they happen, signed.
 *
 * @param name unique; its queue goes by it
 * @param url exactly as written; may hold a secret, as the URLs of chat services do
 * @param secret what deliveries are signed with: {@code whsec_} and base64, or a plain text
 * @param previous the one before it: while it is set, deliveries are signed with both
 * @param repositories only there; empty: everywhere
 * @param ca a PEM file of further certificate authorities for it
 */
public record WebhookConfig(
        String name,
        URI url,
        Secret secret,
        Optional<Secret> previous,
        Set<WebhookEvent> events,
        List<RepositoryName> repositories,
        Optional<Path> ca) {
    public WebhookConfig {
        events = Set.copyOf(events);
        repositories = List.copyOf(repositories);
    }

    /** Scheme, host and port: as much of the URL as may be shown. */
    public String origin() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Without the URL's path and query, and without the secret. */
    @Override
    public String toString() {
        return "WebhookConfig["
                + name
                + ", "
                + origin()
                + ", "
                + events
                + ", "
                + repositories
                + "]";
    }
}
