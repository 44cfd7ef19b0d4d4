package dev.gatehouse.pypi.name;

import dev.gatehouse.core.model.Version;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Versions by PEP 440. All spellings of one version have one key, as {@code canonicalize_version}
 * of the packaging library writes it: {@code v1.0-Alpha.1}, {@code 1a1} and {@code 1.0.0a1} are
 * {@code 1a1}.
 */
public final class PypiVersion {
    /** The regular expression of PEP 440, appendix B, without its optional white space. */
    private static final Pattern SHAPE =
            Pattern.compile(
                    "v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*+)"
                            + "(?:[-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)"
                            + "(?:[-_.]?(?<preN>[0-9]+))?)?"
                            + "(?:-(?<postN1>[0-9]+)"
                            + "|(?<post>[-_.]?(?:post|rev|r)(?:[-_.]?(?<postN2>[0-9]+))?))?"
                            + "(?<dev>[-_.]?dev(?:[-_.]?(?<devN>[0-9]+))?)?"
                            + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*+))?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern LOCAL_SEPARATOR = Pattern.compile("[-_.]");
    private static final Pattern UNSTABLE = Pattern.compile("(?:a|b|rc|\\.dev)[0-9]");
    private static final int MOST_CHARACTERS = 200;

    private PypiVersion() {}

    /** The key that all spellings of a version share; empty when the text is no version. */
    public static Optional<Version> key(String text) {
        return match(text).map(m -> write(m, withoutLastZeros(release(m)))).map(Version::new);
    }

    /**
     * The version in normal form, as {@code str(Version(text))} of the packaging library writes it:
     * zeros at the end of the release stay. Empty when the text is no version.
     */
    public static Optional<String> normal(String text) {
        return match(text).map(m -> write(m, release(m)));
    }

    /**
     * The highest stable version; when none is stable, the highest. What is no version is passed
     * over.
     */
    public static Optional<Version> highest(Collection<Version> versions) {
        return versions.stream()
                .filter(v -> match(v.value()).isPresent())
                .max(
                        Comparator.comparing(PypiVersion::isStable)
                                .thenComparing(new PypiVersionOrder()));
    }

    private static boolean isStable(Version version) {
        String text = version.value();
        int plus = text.indexOf('+');
        return !UNSTABLE.matcher(plus < 0 ? text : text.substring(0, plus)).find();
    }

    private static Optional<Matcher> match(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    private static String release(Matcher m) {
        return Arrays.stream(m.group("release").split("\\.", -1))
                .map(PypiVersion::number)
                .collect(Collectors.joining("."));
    }

    private static String write(Matcher m, String release) {
        StringBuilder out = new StringBuilder();
        optional(m, "epoch")
                .map(PypiVersion::number)
                .filter(n -> !n.equals("0"))
                .ifPresent(n -> out.append(n).append('!'));
        out.append(release);
        optional(m, "pre").ifPresent(pre -> out.append(phase(pre)).append(numberOrZero(m, "preN")));
        optional(m, "postN1").ifPresent(n -> out.append(".post").append(number(n)));
        optional(m, "post").ifPresent(p -> out.append(".post").append(numberOrZero(m, "postN2")));
        optional(m, "dev").ifPresent(d -> out.append(".dev").append(numberOrZero(m, "devN")));
        optional(m, "local").ifPresent(local -> out.append('+').append(local(local)));
        return out.toString();
    }

    private static Optional<String> optional(Matcher m, String group) {
        return Optional.ofNullable(m.group(group));
    }

    private static String numberOrZero(Matcher m, String group) {
        return optional(m, group).map(PypiVersion::number).orElse("0");
    }

    private static String number(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    private static String withoutLastZeros(String release) {
        int end = release.length();
        while (release.startsWith(".0", end - 2)) {
            end -= 2;
        }
        return release.substring(0, end);
    }

    private static String phase(String spelled) {
        return switch (spelled.toLowerCase(Locale.ROOT)) {
            case "a", "alpha" -> "a";
            case "b", "beta" -> "b";
            default -> "rc";
        };
    }

    private static String local(String spelled) {
        return LOCAL_SEPARATOR
                .splitAsStream(spelled.toLowerCase(Locale.ROOT))
                .map(part -> part.chars().allMatch(c -> c >= '0' && c <= '9') ? number(part) : part)
                .collect(Collectors.joining("."));
    }
}
