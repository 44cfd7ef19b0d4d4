package dev.gatehouse.config.discovery;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code .npmrc}: lines of {@code key = value}; {@code ;} and {@code #} begin comments, and
 * <code>${NAME}</code> is a variable.
 *
 * @param values in the order of the file
 */
record NpmrcFile(Path path, Map<String, String> values) {
    private static final Pattern LINE = Pattern.compile("\\s*([^;#=\\s][^=]*?)\\s*=\\s*(.*?)\\s*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)\\}");

    /** The file; without values if it is not there or cannot be read. */
    static NpmrcFile read(Path path, Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : TextFile.read(path).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String value = unquoted(matcher.group(2));
                values.put(matcher.group(1), expanded(value, environment));
            }
        }
        return new NpmrcFile(path, values);
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String expanded(String value, Map<String, String> environment) {
        return VARIABLE.matcher(value)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        environment.getOrDefault(found.group(1), found.group())));
    }
}
