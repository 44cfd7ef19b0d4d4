package dev.gatehouse.server.rego.builtin;

import com.google.re2j.Matcher;

import java.util.Map;

/**
 * Go's {@code Regexp.Expand}: {@code $1}, {@code $name}, <code>${name}</code>, {@code $$}. Pure.
 */
final class GoTemplate {
    private GoTemplate() {}

    static void expand(
            String template, Matcher match, Map<String, Integer> names, StringBuilder out) {
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            if (dollar < 0) {
                break;
            }
            out.append(template, at, dollar);
            at = dollar + 1;
            if (at < template.length() && template.charAt(at) == '$') {
                out.append('$');
                at++;
                continue;
            }
            boolean braced = at < template.length() && template.charAt(at) == '{';
            int from = braced ? at + 1 : at;
            int to = from;
            while (to < template.length() && isOfName(template.charAt(to))) {
                to++;
            }
            boolean named = to > from && (!braced || isAt(template, to, '}'));
            if (named) {
                group(template.substring(from, to), match, names, out);
                at = braced ? to + 1 : to;
            } else {
                out.append('$');
            }
        }
        out.append(template, Math.min(at, template.length()), template.length());
    }

    private static boolean isAt(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static void group(
            String name, Matcher match, Map<String, Integer> names, StringBuilder out) {
        int index = names.getOrDefault(name, -1);
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            boolean plain = name.length() < 9 && (name.length() == 1 || name.charAt(0) != '0');
            index = plain ? Integer.parseInt(name) : -1;
        }
        if (index >= 0 && index <= match.groupCount() && match.group(index) != null) {
            out.append(match.group(index));
        }
    }
}
