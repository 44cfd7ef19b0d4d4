package dev.gatehouse.server.api.tokens;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.server.api.call.BodyFields;

/** The field {@code role} of a body. */
final class RoleField {
    private RoleField() {}

    /**
     * The role; READ after a problem.
     *
     * @param otherwise what holds without the field; empty where it must be there
     */
    static Role of(BodyFields fields, String otherwise) {
        String word =
                otherwise.isEmpty()
                        ? fields.required("role")
                        : fields.optional("role").orElse(otherwise);
        return switch (word) {
            case "read" -> Role.READ;
            case "publish" -> Role.PUBLISH;
            case "admin" -> Role.ADMIN;
            case "" -> Role.READ;
            default -> {
                fields.problem("role", "expected read, publish or admin");
                yield Role.READ;
            }
        };
    }
}
