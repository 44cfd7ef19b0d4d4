package dev.gatehouse.core.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The published rule once more, by brute force: letters and milliseconds instead of types, whole
 * histories instead of records, one question at a time instead of one pass. It shares no code with
 * what it checks.
 */
final class ReferenceModel {
    private ReferenceModel() {}

    /**
     * A source: presence is P, A or U.
     *
     * @param counts whether it can be asked, or is the local store
     */
    record Src(String id, boolean trusted, boolean counts, char presence, boolean supplied) {}

    /** What a source has: C a current document, S a stale one, W withdrawn, A absent, N silent. */
    record Doc(String src, char state, List<String> lists, Set<String> stored) {}

    /** One entry of a source's history of a name: P, A, U, or R for a restart of the gate. */
    record Seen(char kind, long at) {}

    /** Times in milliseconds. */
    record Times(long ttl, long confirmation, boolean lastKnown, long limit) {}

    static int rule(List<Src> sources) {
        var present = sources.stream().anyMatch(s -> s.trusted && s.presence == 'P');
        var allAbsent =
                sources.stream()
                        .filter(s -> s.trusted && (s.counts || s.presence == 'P'))
                        .allMatch(s -> s.presence == 'A');
        return present ? 2 : allAbsent ? 3 : 4;
    }

    static String ruling(Src source, List<Src> sources) {
        return switch (rule(sources) + (source.trusted || source.supplied ? "+" : "-")) {
            case "2-" -> "BLOCKED";
            case "4-" -> "WITHHELD";
            default -> "PERMITTED";
        };
    }

    private static boolean has(Doc doc, String version) {
        return doc.lists.contains(version)
                && ("CS".indexOf(doc.state) >= 0
                        || (doc.state == 'W' && doc.stored.contains(version)));
    }

    /** Who serves a version: its owner, {@code "hidden OWNER"}, or nobody: {@code "-"}. */
    static String fate(
            String version, List<Doc> docs, Map<String, String> pins, Set<String> sources) {
        var owner = pins.getOrDefault(version, "");
        if (sources.contains(owner)) {
            var shows = docs.stream().anyMatch(d -> d.src.equals(owner) && has(d, version));
            return shows ? owner : "hidden " + owner;
        }
        return docs.stream().filter(d -> has(d, version)).map(Doc::src).findFirst().orElse("-");
    }

    /** The whole merge as one line. */
    static String merged(List<Doc> docs, Map<String, String> pins, Set<String> sources) {
        var shown = new ArrayList<String>();
        var parts = new ArrayList<String>();
        for (var doc : docs) {
            var before = shown.size();
            for (var version : doc.lists) {
                if (has(doc, version) && fate(version, docs, pins, sources).equals(doc.src)) {
                    shown.add(version + " " + doc.src);
                }
            }
            if ("CS".indexOf(doc.state) >= 0 || shown.size() > before) {
                parts.add(doc.src);
            }
        }
        var hidden =
                pins.keySet().stream()
                        .sorted()
                        .map(v -> v + " " + fate(v, docs, pins, sources))
                        .filter(line -> line.contains("hidden"))
                        .toList();
        var silent = docs.stream().filter(d -> "SN".indexOf(d.state) >= 0).map(Doc::src).toList();
        return shown + " " + hidden + " " + parts + " " + silent;
    }

    private static int last(List<Seen> history, String kinds) {
        var i = history.size() - 1;
        while (i >= 0 && kinds.indexOf(history.get(i).kind) < 0) {
            i--;
        }
        return i;
    }

    /** Whether a PRESENT stands: no unbroken run of absences since then is long enough. */
    static boolean holds(List<Seen> history, Times times) {
        var present = last(history, "P");
        if (present < 0) {
            return false;
        }
        for (var from = present + 1; from < history.size(); from++) {
            var to = from;
            while (to < history.size() && continues(history, from, to, present, times)) {
                if (history.get(to).at - history.get(from).at >= times.confirmation) {
                    return false;
                }
                to++;
            }
        }
        return true;
    }

    private static boolean continues(
            List<Seen> history, int from, int to, int present, Times times) {
        if (history.get(to).kind != 'A' || to == from) {
            return history.get(to).kind == 'A';
        }
        var before = history.get(to - 1).at;
        var after = history.get(to).at;
        var seen = history.get(present).at;
        return before <= after
                && after - before <= times.confirmation / 3
                && !(before < seen && seen <= after);
    }

    /** P, A, a (a stored absence of a silent source) or U. */
    static char presence(List<Seen> history, Times times, long now) {
        if (holds(history, times)) {
            return 'P';
        }
        var end = history.isEmpty() ? new Seen('R', 0) : history.getLast();
        if (end.kind == 'A' && end.at <= now && now - end.at <= times.ttl) {
            return 'A';
        }
        var absent = last(history, "AP");
        if (times.lastKnown && absent >= 0 && history.get(absent).kind == 'A') {
            var at = history.get(absent).at;
            return at <= now && now - at <= times.limit ? 'a' : 'U';
        }
        return 'U';
    }

    static String ask(List<Seen> history, Times times, long now) {
        if (holds(history, times)) {
            return isQuestionDue(history, times, now) ? "SOON" : "NO";
        }
        var end = history.isEmpty() ? new Seen('R', 0) : history.getLast();
        var age = now - end.at;
        if (end.kind == 'R' || age < 0) {
            return "NOW";
        }
        if (end.kind == 'U') {
            return age < 5000 && age < times.ttl ? "NO" : "NOW";
        }
        return age >= times.ttl ? "NOW" : age * 5 >= times.ttl * 4 ? "SOON" : "NO";
    }

    /** Whether the gate has to ask by itself now, to confirm that a name has gone. */
    static boolean isQuestionDue(List<Seen> history, Times times, long now) {
        var absent = last(history, times.lastKnown ? "AP" : "APR");
        if (!holds(history, times) || absent < 0 || history.get(absent).kind != 'A') {
            return false;
        }
        var end = history.getLast();
        return end.kind != 'R' && (now < end.at || now - end.at >= times.confirmation / 6);
    }
}
