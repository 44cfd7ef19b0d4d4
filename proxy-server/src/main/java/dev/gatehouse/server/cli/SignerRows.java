package dev.gatehouse.server.cli;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** The signers of a package, for people: a line each, whose fingerprint can be copied. */
final class SignerRows {
    private SignerRows() {}

    static List<String> of(JsonNode known) {
        JsonNode signers = known.path("signers");
        return signers.isEmpty()
                ? List.of("No signer of " + known.path("package").asString("") + " is known.")
                : signers.valueStream().map(SignerRows::line).toList();
    }

    private static String line(JsonNode signer) {
        String line =
                "%s since %s"
                        .formatted(
                                signer.path("fingerprint").asString(""),
                                Console.time(signer.path("first_seen").asString("")));
        JsonNode accepted = signer.path("accepted");
        return line
                + signer.path("learned_from")
                        .asStringOpt()
                        .map(file -> ", learned from " + file)
                        .orElse("")
                + accepted.path("by")
                        .asStringOpt()
                        .map(by -> ", accepted by " + by + ": " + text(accepted, "reason"))
                        .orElse("");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
