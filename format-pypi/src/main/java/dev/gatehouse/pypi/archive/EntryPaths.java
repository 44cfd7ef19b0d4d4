package dev.gatehouse.pypi.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The paths of one archive's entries: each leads into the archive's own directory, on any system,
 * and there are no two of one name. Not thread-safe.
 */
final class EntryPaths {
    private static final int MOST_CHARACTERS = 4096;

    private final Set<String> seen = new HashSet<>();

    /** The path of an entry, without a last slash. */
    String add(String name) throws BadArchiveException {
        String path = normal(name);
        if (!seen.add(path)) {
            throw new BadArchiveException("it has two entries of the name '" + path + "'");
        }
        return path;
    }

    /** Checks that a link of the entry with that path leads to something in the same directory. */
    static void requireInside(String path, String target, boolean symbolic)
            throws BadArchiveException {
        int firstEnd = path.indexOf('/');
        String top = firstEnd < 0 ? path : path.substring(0, firstEnd);
        Deque<String> at = new ArrayDeque<>();
        if (symbolic) {
            at.addAll(List.of(path.split("/", -1)));
            at.removeLast();
        }
        boolean out = isAbsolute(target) || isOdd(target);
        for (String segment : target.split("/", -1)) {
            if (segment.equals("..")) {
                out |= at.pollLast() == null;
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                at.addLast(segment);
            }
            out |= at.isEmpty() || !at.getFirst().equals(top);
        }
        if (out) {
            throw new BadArchiveException(
                    "its link '%s' leads out of it, to '%s'".formatted(path, target));
        }
    }

    private static String normal(String name) throws BadArchiveException {
        if (name.isEmpty() || name.length() > MOST_CHARACTERS || isAbsolute(name) || isOdd(name)) {
            throw bad(name);
        }
        String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        StringBuilder path = new StringBuilder();
        for (String segment : bare.split("/", -1)) {
            if (segment.isEmpty() || segment.equals("..")) {
                throw bad(name);
            }
            if (!segment.equals(".")) {
                path.append(path.isEmpty() ? "" : "/").append(segment);
            }
        }
        if (path.isEmpty()) {
            throw bad(name);
        }
        return path.toString();
    }

    private static boolean isAbsolute(String name) {
        return name.startsWith("/") || name.toLowerCase(Locale.ROOT).matches("(?s)[a-z]:.*");
    }

    private static boolean isOdd(String name) {
        return name.indexOf('\\') >= 0
                || name.chars().anyMatch(c -> Character.isISOControl(c) || c == '\uFFFD');
    }

    private static BadArchiveException bad(String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
        return new BadArchiveException(
                "it has an entry '%s': expected a relative path with slashes, inside the archive"
                        .formatted(shown.replaceAll("\\p{Cntrl}", "?")));
    }
}
