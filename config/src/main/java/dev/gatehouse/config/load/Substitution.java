package dev.gatehouse.config.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts variables and files into texts: <code>${env:NAME}</code>, <code>${file:PATH}</code>. A
 * doubled dollar sign before the brace makes it literal.
 *
 * @param base what relative paths start from
 * @param literal whether every text stands for itself
 */
record Substitution(Map<String, String> environment, Path base, boolean literal) {
    private static final int LARGEST_FILE = 64 << 10;
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?:(env|file):([^}]*)\\})?");

    static Substitution from(Map<String, String> environment, Path base) {
        return new Substitution(environment, base, false);
    }

    /** Takes nothing from anywhere. */
    static Substitution none(Path base) {
        return new Substitution(Map.of(), base, true);
    }

    /** Whether the text takes anything from elsewhere. */
    static boolean isUsedBy(String text) {
        return text.replace("$${", "").contains("${");
    }

    /**
     * The text with everything put in.
     *
     * @throws IllegalArgumentException saying what is missing; it never contains a value
     */
    String expand(String text) {
        if (literal) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value(matcher)));
        }
        return matcher.appendTail(expanded).toString();
    }

    private String value(Matcher matcher) {
        if (matcher.group().equals("$${")) {
            return "${";
        }
        String kind = matcher.group(1);
        String name = matcher.group(2);
        if (kind == null || name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "expected ${env:NAME} or ${file:PATH} ($${ is a literal ${)");
        }
        return kind.equals("env") ? variable(name) : file(name);
    }

    private String variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the environment has no variable " + name));
    }

    private String file(String name) {
        try {
            Path path = base.resolve(name);
            if (Files.isRegularFile(path) && Files.size(path) > LARGEST_FILE) {
                throw new IllegalArgumentException("the file " + name + " is larger than 64 KiB");
            }
            byte[] bytes = Files.readAllBytes(path);
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.replaceFirst("\\r?\\n$", "");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("the file " + name + " cannot be read", e);
        }
    }
}
