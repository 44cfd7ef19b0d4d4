package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.tree.Node;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.managed.Definitions;

import java.util.List;
import java.util.Optional;

/**
 * {@code auth_mode}, {@code auth_username} and the write-only {@code auth_secret}.
 *
 * @param before the upstream as it was
 * @param after the same with all other fields of the body
 */
record CredentialFields(Node.Block before, Node.Block after, BodyFields body, boolean whole) {
    static final String NONE = "None";
    static final String LOGIN = "Username and Password";
    static final String TOKEN = "Token";

    private static final String MODE_FIELD = "auth_mode";
    private static final String NAME_FIELD = "auth_username";
    private static final String SECRET_FIELD = "auth_secret";

    Node.Block set() {
        Node.Block bare = after.without("username").without("password").without("token");
        Optional<String> name = sent(NAME_FIELD);
        Optional<String> secret = sent(SECRET_FIELD);
        return switch (mode()) {
            case NONE -> {
                if (body.optional(MODE_FIELD).isEmpty()
                        && (name.isPresent() || secret.isPresent())) {
                    body.problem(MODE_FIELD, "This field is required with credentials.");
                } else {
                    refuse(name, NAME_FIELD, NONE);
                    refuse(secret, SECRET_FIELD, NONE);
                }
                yield bare;
            }
            case TOKEN -> {
                refuse(name, NAME_FIELD, TOKEN);
                yield secret(Secrets.text(before, "token"))
                        .map(text -> bare.with("token", Definitions.value(text)))
                        .orElse(bare);
            }
            case LOGIN -> login(bare, name);
            default -> {
                body.problem(
                        MODE_FIELD,
                        "is not a valid choice; expected one of " + List.of(NONE, LOGIN, TOKEN));
                yield bare;
            }
        };
    }

    private Node.Block login(Node.Block bare, Optional<String> sent) {
        Optional<String> name =
                sent.or(() -> whole ? Optional.empty() : Secrets.text(before, "username"));
        if (name.isEmpty()) {
            body.problem(NAME_FIELD, "This field is required.");
        }
        Optional<String> password = secret(Secrets.text(before, "password"));
        return name.isEmpty() || password.isEmpty()
                ? bare
                : bare.with("username", Definitions.value(name.get()))
                        .with("password", Definitions.value(password.get()));
    }

    private Optional<String> secret(Optional<String> kept) {
        return Secrets.between(before, after).secret(body, SECRET_FIELD, kept);
    }

    private String mode() {
        return body.optional(MODE_FIELD).orElseGet(() -> whole ? NONE : mode(before));
    }

    /** How an upstream is told who asks. */
    static String mode(Node.Block block) {
        if (block.find("token").isPresent()) {
            return TOKEN;
        }
        return block.find("password").isPresent() ? LOGIN : NONE;
    }

    private Optional<String> sent(String field) {
        return body.optional(field).filter(text -> !text.isEmpty());
    }

    private void refuse(Optional<String> sent, String field, String mode) {
        if (sent.isPresent()) {
            body.problem(field, "expected nothing with auth_mode " + mode);
        }
    }
}
