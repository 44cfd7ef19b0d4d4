package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.server.api.call.BodyFields;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a body says of an upstream, as Cloudsmith names it, and where the file says it. */
final class UpstreamFields {
    private static final Map<String, String> TRUST =
            Map.of("Trusted", "trusted", "Untrusted", "untrusted");
    private static final Map<String, String> MODE =
            Map.of(
                    "Cache and Proxy",
                    "cache",
                    "Proxy Only",
                    "proxy-only",
                    "Cache Only",
                    "cache-only");
    private static final List<Field> FIELDS =
            List.of(
                    new Field.Text("name", "name"),
                    new Field.Text("upstream_url", "url"),
                    new Field.Choice("trust_level", "trust", TRUST),
                    new Field.Whole("priority", "priority"),
                    new Field.Choice("mode", "mode", MODE),
                    new Field.Truth("is_active", "active"),
                    new Field.Truth("verify_ssl", "verify-tls"),
                    new Field.Text("ca", "ca"),
                    new Field.Text("canary", "canary"),
                    new Field.Text("index_ttl", "index-ttl"),
                    new Field.Text("absent_ttl", "absent-ttl"),
                    new Field.Text("presence_timeout", "presence-timeout"),
                    new Field.Text("timeout", "timeout"),
                    new Field.Text("idle_timeout", "idle-timeout"),
                    new Field.Texts("file_hosts", "file-hosts"),
                    new Field.Text("checksums", "checksums"));
    private static final Set<String> READ_ONLY =
            Set.of(
                    "available",
                    "can_reindex",
                    "created_at",
                    "declared_at",
                    "disable_reason",
                    "disable_reason_text",
                    "has_failed_signature_verification",
                    "index_package_count",
                    "index_status",
                    "last_indexed",
                    "pending_validation",
                    "self_url",
                    "slug_perm",
                    "updated_at");

    private UpstreamFields() {}

    /** The word of the API for a value of the file. */
    static String word(Map<String, String> words, String value) {
        return words.entrySet().stream()
                .filter(e -> e.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(value);
    }

    static String mode(String value) {
        return word(MODE, value);
    }

    static String trust(String value) {
        return word(TRUST, value);
    }

    /** The field that sets a key of the file. */
    static String fieldOf(String key) {
        return switch (key) {
            case "username" -> "auth_username";
            case "password", "token" -> "auth_secret";
            case "headers" -> "extra_header_1";
            default ->
                    FIELDS.stream()
                            .filter(f -> f.key().equals(key))
                            .map(Field::name)
                            .findFirst()
                            .orElse("non_field_errors");
        };
    }

    /**
     * The upstream as the body wants it.
     *
     * @param before what it was, or a block without keys
     * @param whole whether the body says everything, so that what it does not say is as if never
     *     set; secrets stay, as nobody can read them back to send them
     * @throws dev.gatehouse.server.api.call.ApiException 422 when a field cannot be taken
     */
    static Node.Block apply(Node.Block before, BodyFields body, FormatName format, boolean whole) {
        Node.Block block = before;
        for (Field field : FIELDS) {
            block = field.set(block, body, whole);
        }
        block = new CredentialFields(before, block, body, whole).set();
        block = new HeaderFields(before, block, body, whole).set();
        checkCa(body);
        if (format == FormatName.MAVEN) {
            checkSignatures(body);
        }
        body.ignore(READ_ONLY);
        body.endObject();
        return block;
    }

    /** What the file calls relative to itself would be relative to nothing here. */
    private static void checkCa(BodyFields body) {
        Optional<String> ca = body.optional("ca");
        try {
            if (ca.filter(text -> !Path.of(text).isAbsolute()).isPresent()) {
                body.problem("ca", "expected the absolute path of a PEM file on the server");
            }
        } catch (InvalidPathException e) {
            body.problem("ca", "expected a path: " + e.getReason());
        }
    }

    /** A check of signatures that is asked for and not made would be worse than none. */
    private static void checkSignatures(BodyFields body) {
        body.ignore(Set.of("gpg_key_fingerprint_short", "verification_status"));
        Optional<String> verification = body.optional("gpg_verification");
        if (verification.filter(word -> !word.equals("Allow All")).isPresent()) {
            body.problem(
                    "gpg_verification",
                    "signatures are not checked by this version; expected Allow All");
        }
        for (String field : List.of("gpg_key_inline", "gpg_key_url")) {
            if (body.optional(field).filter(text -> !text.isEmpty()).isPresent()) {
                body.problem(field, "signatures are not checked by this version; expected nothing");
            }
        }
    }
}
