package dev.gatehouse.server.rego.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code regex.find_n}, {@code regex.replace}, {@code regex.split}, {@code regex.template_match};
 * the others are part of OPA's WebAssembly. By RE2, as in Go: no pattern takes more than linear
 * time.
 */
final class RegexFunctions {
    private RegexFunctions() {}

    static Map<String, Builtin> all() {
        return Map.of(
                "regex.find_n",
                RegexFunctions::find,
                "regex.replace",
                RegexFunctions::replace,
                "regex.split",
                RegexFunctions::split,
                "regex.template_match",
                RegexFunctions::matchTemplate);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException invalid) {
            throw new UndefinedException("no regular expression");
        }
    }

    private static RegoValue find(Arguments a) {
        String text = a.text(1);
        long most = a.whole(2);
        List<String> found = new ArrayList<>();
        for (int[] match : matches(pattern(a.text(0)), text)) {
            if (most >= 0 && found.size() >= most) {
                break;
            }
            found.add(text.substring(match[0], match[1]));
        }
        return Arguments.of(found);
    }

    private static RegoValue split(Arguments a) {
        String text = a.text(1);
        List<String> parts = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (int[] match : matches(pattern(a.text(0)), text)) {
            end = match[0];
            if (match[1] != 0) {
                parts.add(text.substring(start, end));
            }
            start = match[1];
        }
        if (end != text.length() || text.isEmpty() || parts.isEmpty()) {
            parts.add(text.substring(start));
        }
        return Arguments.of(parts);
    }

    private static RegoValue replace(Arguments a) {
        String text = a.text(0);
        Pattern pattern = pattern(a.text(1));
        String template = a.text(2);
        var bound = new BoundedText();
        StringBuilder replaced = new StringBuilder();
        int last = 0;
        Matcher matcher = pattern.matcher(text);
        for (int end = -1; matcher.find(); end = matcher.end()) {
            if (matcher.start() != matcher.end() || matcher.start() != end) {
                replaced.append(text, last, matcher.start());
                GoTemplate.expand(template, matcher, pattern.namedGroups(), replaced);
                last = matcher.end();
                bound.check(replaced.length());
            }
        }
        return new Text(replaced.append(text, last, text.length()).toString());
    }

    /** As Go finds them all: an empty match right after another match is none. */
    private static List<int[]> matches(Pattern pattern, String text) {
        List<int[]> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int last = -1;
        while (matcher.find()) {
            boolean again = matcher.start() == matcher.end() && matcher.start() == last;
            if (!again) {
                found.add(new int[] {matcher.start(), matcher.end()});
                last = matcher.end();
            }
        }
        return found;
    }

    /** A text with patterns between delimiters. */
    private static RegoValue matchTemplate(Arguments a) {
        String template = a.text(0);
        String start = a.text(2);
        String end = a.text(3);
        if (start.length() != 1 || end.length() != 1) {
            throw new UndefinedException("a delimiter is one character");
        }
        StringBuilder pattern = new StringBuilder("^");
        int level = 0;
        int from = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == start.charAt(0) && level++ == 0) {
                pattern.append(Pattern.quote(template.substring(from, i)));
                from = i + 1;
            } else if (c == end.charAt(0) && --level == 0) {
                String part = template.substring(from, i);
                var ignored = pattern("^" + part + "$");
                pattern.append('(').append(part).append(')');
                from = i + 1;
            }
            if (level < 0) {
                break;
            }
        }
        if (level != 0) {
            throw new UndefinedException("unbalanced delimiters");
        }
        pattern.append(Pattern.quote(template.substring(from))).append('$');
        return new Bool(pattern(pattern.toString()).matcher(a.text(1)).find());
    }
}
