package dev.gatehouse.server.testing;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Looks for secrets in what was written. */
public record SecretSearch(List<String> secrets) {
    /**
     * The secrets that stand in a text, plainly or as base64 or percent-coding would write them.
     */
    public List<String> in(String text) {
        return secrets.stream()
                .filter(
                        secret ->
                                text.contains(secret)
                                        || text.contains(
                                                URLEncoder.encode(secret, StandardCharsets.UTF_8))
                                        || coded(secret).anyMatch(text::contains))
                .toList();
    }

    /** Of base64 the middle, at each of the three places where a secret may begin. */
    private static Stream<String> coded(String secret) {
        return Stream.of("", "x", "xx")
                .map(before -> before + secret)
                .map(
                        text ->
                                Base64.getEncoder()
                                        .encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .map(text -> text.substring(4, text.length() - 4));
    }

    /** All files of the store; only the token of this start is meant to be in one. */
    public List<String> inFiles(Path directory) throws IOException {
        List<String> places = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                if (!name.contains("native")) {
                    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                    in(bytes).forEach(secret -> places.add(name + ": " + secret));
                }
            }
        }
        return places;
    }
}
