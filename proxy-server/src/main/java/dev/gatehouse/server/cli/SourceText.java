package dev.gatehouse.server.cli;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** What an explanation says of one source, in sentences. Pure. */
final class SourceText {
    private final JsonNode answer;
    private final JsonNode source;

    SourceText(JsonNode answer, JsonNode source) {
        this.answer = answer;
        this.source = source;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "  %s (%s): %s by rule %s"
                        .formatted(
                                text("name"),
                                text("trust"),
                                ruling(),
                                source.path("rule").asString("")));
        lines.add("    " + presence());
        provenance(lines);
        canary(lines);
        if (text("presence").equals("UNKNOWN") && isTrusted()) {
            lines.add(
                    answer.path("when_trusted_unreachable").asString("").equals("last-known")
                            ? "    while it is silent its last known answer may decide (last-known)"
                            : "    while it is silent nothing is assumed of it (fail-closed)");
        }
        return lines;
    }

    private boolean isTrusted() {
        return text("trust").equals("trusted");
    }

    private String ruling() {
        return switch (text("ruling")) {
            case "BLOCKED" -> "blocked";
            case "WITHHELD" -> "withheld until the silent source answers";
            default -> "may supply it,";
        };
    }

    private String presence() {
        if (!isTrusted()) {
            return "is not asked whether it has it: only trusted sources decide";
        }
        String known =
                switch (text("presence")) {
                    case "PRESENT" -> "has it";
                    case "ABSENT" -> "does not have it";
                    default -> "may or may not have it";
                };
        String at = Console.time(text("observed_at"));
        String word = text("kind").equals("local") ? "since " : "observed ";
        return known
                + " ("
                + text("presence_reason")
                + (at.isEmpty() ? "" : ", " + word + at)
                + ")";
    }

    private void provenance(List<String> lines) {
        JsonNode provenance = source.path("provenance");
        if (provenance.isObject()) {
            lines.add(
                    "    has supplied it here since %s (first %s, for %s)"
                            .formatted(
                                    Console.time(provenance.path("first_at").asString("")),
                                    provenance.path("first_file").asString(""),
                                    provenance.path("by").asString("")));
        } else if (!isTrusted()) {
            lines.add("    has never supplied it here");
        }
    }

    private void canary(List<String> lines) {
        JsonNode canary = source.path("canary");
        if (!canary.isObject()) {
            return;
        }
        String name = canary.path("canary").asString("");
        lines.add(
                switch (canary.path("state").asString("")) {
                    case "missing" ->
                            "    its 404s say nothing now: " + canary.path("reason").asString("");
                    case "there" ->
                            "    its canary %s was there at %s"
                                    .formatted(
                                            name,
                                            Console.time(canary.path("asked_at").asString("")));
                    default -> "    its canary %s was not asked yet".formatted(name);
                });
    }

    private String text(String field) {
        return source.path(field).asString("");
    }
}
