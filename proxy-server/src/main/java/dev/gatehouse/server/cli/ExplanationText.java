package dev.gatehouse.server.cli;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An explanation in sentences: the walk that the decision took. Pure. */
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
                "%s (%s) in repository %s: %s."
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
        sources().forEach(s -> lines.addAll(new SourceText(answer, s).lines()));
        lines.add("");
        versions(lines);
        lines.add("");
        lines.add("What would change it:");
        changes().forEach(c -> lines.add("  " + c));
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
                : "owned by " + names(owners.stream()) + " (rule 2)" + since();
    }

    private String since() {
        return sources()
                .filter(s -> text(s, "kind").equals("local"))
                .filter(s -> text(s, "presence").equals("PRESENT"))
                .map(s -> Console.time(text(s, "observed_at")))
                .filter(at -> !at.isEmpty())
                .map(at -> ", local since " + at)
                .findFirst()
                .orElse("");
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
            case "QUARANTINED" -> "held back";
            default -> "hidden";
        };
    }

    /** What an operator could do about it. */
    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        List<String> blocked = ruled("BLOCKED");
        if (!blocked.isEmpty()) {
            changes.add(
                    "%s may supply it when %s no longer %s it, or when an operator trusts that upstream (see first: %s)."
                            .formatted(
                                    String.join(", ", blocked),
                                    names(owners().stream()),
                                    owners().size() == 1 ? "has" : "have",
                                    "gatehouse simulate %s %s --trust trusted"
                                            .formatted(
                                                    text(answer, "format"), blocked.getFirst())));
        }
        if (text(answer, "decision").equals("undecided")) {
            changes.add("an answer of " + names(silent()) + ".");
        }
        if (!shared().isEmpty()) {
            changes.add(
                    "%s has supplied it here before, so it may go on: gatehouse trust claim %s %s --reason \"it is ours\" ends that."
                            .formatted(String.join(", ", shared()), text(answer, "format"), name));
        }
        if (changes.isEmpty()) {
            changes.add(
                    "publishing %s here, or gatehouse trust claim %s %s, makes it yours."
                            .formatted(name, text(answer, "format"), name));
        }
        return changes;
    }

    private List<String> ruled(String ruling) {
        return sources()
                .filter(s -> text(s, "ruling").equals(ruling))
                .map(s -> text(s, "name"))
                .toList();
    }

    /** Untrusted sources that may go on with a name that somebody trusted has. */
    private List<String> shared() {
        return owners().isEmpty()
                ? List.of()
                : sources()
                        .filter(s -> text(s, "trust").equals("untrusted"))
                        .filter(s -> s.path("provenance").isObject())
                        .map(s -> text(s, "name"))
                        .toList();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
