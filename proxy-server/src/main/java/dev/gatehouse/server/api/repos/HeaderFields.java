package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.tree.Node;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.managed.Definitions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code extra_header_1} and {@code extra_value_1}, and the same with 2. Values are write-only, as
 * any may be a secret.
 *
 * @param before the upstream as it was
 * @param after the same with all other fields of the body
 */
record HeaderFields(Node.Block before, Node.Block after, BodyFields body, boolean whole) {
    private static final String KEY = "headers";
    private static final int MOST = 2;

    Node.Block set() {
        Secrets secrets = Secrets.between(before, after);
        Map<String, String> old = values(before);
        List<String> names = List.copyOf(old.keySet());
        Map<String, String> headers = new LinkedHashMap<>();
        for (int slot = 1; slot <= MOST; slot++) {
            Optional<String> former =
                    slot <= names.size() ? Optional.of(names.get(slot - 1)) : Optional.empty();
            Optional<String> name = name("extra_header_" + slot, former);
            String field = "extra_value_" + slot;
            if (name.isEmpty()) {
                refuse(field, "extra_header_" + slot);
                continue;
            }
            if (headers.keySet().stream().anyMatch(name.get()::equalsIgnoreCase)) {
                body.problem("extra_header_" + slot, "expected another header than the first");
            }
            secrets.secret(body, field, Optional.ofNullable(old.get(name.get())))
                    .ifPresent(value -> headers.put(name.get(), value));
        }
        return headers.isEmpty() ? after.without(KEY) : after.with(KEY, block(headers));
    }

    private Optional<String> name(String field, Optional<String> former) {
        if (body.has(field)) {
            return body.optional(field).filter(text -> !text.isEmpty());
        }
        return whole ? Optional.empty() : former;
    }

    private void refuse(String field, String needed) {
        if (body.optional(field).filter(text -> !text.isEmpty()).isPresent()) {
            body.problem(needed, "This field is required with " + field + ".");
        }
    }

    private static Map<String, String> values(Node.Block block) {
        Map<String, String> values = new LinkedHashMap<>();
        if (block.find(KEY).orElseGet(Definitions::empty) instanceof Node.Block headers) {
            headers.entries()
                    .keySet()
                    .forEach(
                            name ->
                                    Secrets.text(headers, name)
                                            .ifPresent(value -> values.put(name, value)));
        }
        return values;
    }

    private static Node.Block block(Map<String, String> headers) {
        Node.Block block = Definitions.empty();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            block = block.with(header.getKey(), Definitions.value(header.getValue()));
        }
        return block;
    }
}
