package dev.gatehouse.server.cli;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An explanation in sentences. Pure. */
final class ExplanationText {
    private static final int MOST_VERSIONS = 50;

    private final JsonNode answer;
    private final String name;
    private final Optional<String> asked;

    /**
     * The text of an answer.
     *
     * @param asked the version that was asked for, if only one
     */
    ExplanationText(JsonNode answer, Optional<String> asked) {
        this.answer = answer;
        this.asked = asked;
        this.name = answer.path("package").asString("");
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s (%s) in repository %s: %s"
                        .formatted(
                                name,
                                text(answer, "format"),
                                text(answer, "repository"),
                                decision()));
        if (text(answer, "enforcement").equals("monitor")) {
            lines.add("Nothing is enforced here (monitor): this is what would be blocked.");
        }
        lines.add("");
        lines.add("Sources, in order:");
        answer.path("sources").forEach(source -> lines.addAll(source(source)));
        lines.add("");
        versions(lines);
        lines.add("");
        lines.addAll(change());
        return lines;
    }

    private String decision() {
        if (text(answer, "decision").equals("undecided")) {
            return "undecided (rule 4): "
                    + names(silent())
                    + " did not answer, so sources that are not trusted have to wait";
        }
        List<String> owners = owners();
        return owners.isEmpty()
                ? "free (rule 3): no trusted source has it, so every source may supply it"
                : "owned by " + names(owners.stream()) + " (rule 2)";
    }

    private List<String> owners() {
        return sources()
                .filter(s -> text(s, "trust").equals("trusted"))
                .filter(s -> text(s, "presence").equals("PRESENT"))
                .map(s -> text(s, "name"))
                .toList();
    }

    private Stream<String> silent() {
        return sources()
                .filter(s -> text(s, "trust").equals("trusted"))
                .filter(s -> text(s, "presence").equals("UNKNOWN"))
                .map(s -> text(s, "name"));
    }

    private Stream<JsonNode> sources() {
        return answer.path("sources").valueStream();
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }

    private List<String> source(JsonNode source) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "  %s (%s): %s by rule %s"
                        .formatted(
                                text(source, "name"),
                                text(source, "trust"),
                                word(text(source, "ruling")),
                                source.path("rule").asString("")));
        lines.add("    " + presence(source));
        JsonNode provenance = source.path("provenance");
        if (provenance.isObject()) {
            lines.add(
                    "    has supplied it here since %s (first %s, for %s)"
                            .formatted(
                                    Console.time(text(provenance, "first_at")),
                                    text(provenance, "first_file"),
                                    text(provenance, "by")));
        } else if (text(source, "trust").equals("untrusted")) {
            lines.add("    has never supplied it here");
        }
        return lines;
    }

    private static String presence(JsonNode source) {
        if (text(source, "trust").equals("untrusted")) {
            return "is not asked whether it has it: only trusted sources decide";
        }
        String known =
                switch (text(source, "presence")) {
                    case "PRESENT" -> "has it";
                    case "ABSENT" -> "does not have it";
                    default -> "may or may not have it";
                };
        String at = Console.time(text(source, "observed_at"));
        return known
                + " ("
                + text(source, "presence_reason")
                + (at.isEmpty() ? "" : ", observed " + at)
                + ")";
    }

    private static String word(String ruling) {
        return switch (ruling) {
            case "BLOCKED" -> "blocked";
            case "WITHHELD" -> "withheld until the silent source answers";
            default -> "may supply it,";
        };
    }

    private void versions(List<String> lines) {
        JsonNode versions = answer.path("versions");
        lines.add(versions.isEmpty() ? nothing() : "Versions:");
        versions.valueStream()
                .limit(MOST_VERSIONS)
                .forEach(
                        v ->
                                lines.add(
                                        "  %s %s: %s"
                                                .formatted(
                                                        text(v, "version"),
                                                        state(v),
                                                        text(v, "reason"))));
        if (versions.size() > MOST_VERSIONS) {
            lines.add("  and %d more (--json)".formatted(versions.size() - MOST_VERSIONS));
        }
    }

    private String nothing() {
        String what = asked.map(v -> "Version " + v).orElse("No version");
        if (mayComeFromOutside()) {
            return asked.map(v -> what + " is not known").orElse(what + " is known")
                    + " here yet; explain does not ask sources that are not trusted.";
        }
        return asked.map(v -> what + " is not served.").orElse(what + " is served.");
    }

    /** Whether a source that is never asked by an explanation might still supply something. */
    boolean mayComeFromOutside() {
        return sources()
                .anyMatch(
                        s ->
                                text(s, "trust").equals("untrusted")
                                        && text(s, "ruling").equals("PERMITTED"));
    }

    private static String state(JsonNode version) {
        String owner = text(version, "owner");
        return switch (text(version, "state")) {
            case "VISIBLE" -> "from " + owner;
            case "QUARANTINED" -> "quarantined";
            default -> "hidden";
        };
    }

    /** What an operator could do about it. */
    private List<String> change() {
        List<String> blocked =
                sources()
                        .filter(s -> text(s, "ruling").equals("BLOCKED"))
                        .map(s -> text(s, "name"))
                        .toList();
        if (!blocked.isEmpty()) {
            return List.of(
                    "What would change it: %s may supply it when %s no longer %s it, or when"
                                    .formatted(
                                            String.join(", ", blocked),
                                            names(owners().stream()),
                                            owners().size() == 1 ? "has" : "have")
                            + " an operator sets that upstream to trusted.");
        }
        if (text(answer, "decision").equals("undecided")) {
            return List.of("What would change it: an answer of " + names(silent()) + ".");
        }
        return List.of(
                "What would change it: publishing %s here, or `gatehouse trust claim %s %s`, makes"
                                .formatted(name, text(answer, "format"), name)
                        + " it yours.");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
