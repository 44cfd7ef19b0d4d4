package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.tree.Node;
import dev.gatehouse.server.api.call.BodyFields;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Secrets of an upstream that a body need not repeat. They go to the server that they were given
 * for: whoever points the upstream elsewhere must know them, or could have them sent to himself.
 */
record Secrets(boolean elsewhere) {
    static Secrets between(Node.Block before, Node.Block after) {
        boolean first = before.find("url").isEmpty();
        return new Secrets(!first && !origin(before).equals(origin(after)));
    }

    private static Optional<String> origin(Node.Block block) {
        try {
            return text(block, "url")
                    .map(URI::create)
                    .filter(url -> url.getHost() != null)
                    .map(url -> url.getScheme() + "://" + url.getHost() + ":" + port(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return Objects.equals(url.getScheme(), "https") ? 443 : 80;
    }

    /** The text of a key. */
    static Optional<String> text(Node.Block block, String key) {
        return block.find(key)
                .filter(Node.Text.class::isInstance)
                .map(node -> ((Node.Text) node).value());
    }

    /** What was sent, else what is kept; empty after a problem. */
    Optional<String> secret(BodyFields body, String field, Optional<String> kept) {
        Optional<String> sent = body.optional(field).filter(text -> !text.isEmpty());
        if (sent.isPresent()) {
            return sent;
        }
        if (kept.isPresent() && elsewhere) {
            body.problem(field, "is needed again where upstream_url goes to another server");
            return Optional.empty();
        }
        if (kept.isEmpty()) {
            body.problem(field, "This field is required.");
        }
        return kept;
    }
}
