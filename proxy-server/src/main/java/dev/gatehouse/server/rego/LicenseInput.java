package dev.gatehouse.server.rego;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * {@code license} of {@code input.v0.package}. {@code oss_license} is there only where the text is
 * the identifier of a licence that the table has: names are not guessed at. Thread-safe.
 */
final class LicenseInput {
    private static final String TABLE = "spdx-licenses.properties";
    private static final String APPROVED = "osi ";

    /** By the identifier in lower case: SPDX compares so. */
    private final Map<String, Known> known;

    private record Known(String identifier, String name, boolean approved) {}

    private LicenseInput(Map<String, Known> known) {
        this.known = known;
    }

    static LicenseInput read() {
        var table = new Properties();
        try (var in = Objects.requireNonNull(LicenseInput.class.getResourceAsStream(TABLE));
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            table.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Known> known = new TreeMap<>();
        for (String identifier : table.stringPropertyNames()) {
            String name = table.getProperty(identifier);
            boolean approved = name.startsWith(APPROVED);
            known.put(
                    identifier.toLowerCase(Locale.ROOT),
                    new Known(
                            identifier,
                            approved ? name.substring(APPROVED.length()) : name,
                            approved));
        }
        return new LicenseInput(Map.copyOf(known));
    }

    void put(ObjectNode node, String license) {
        if (license.isBlank()) {
            return;
        }
        ObjectNode one = node.putObject("license").put("raw_license", license);
        if (license.startsWith("http://") || license.startsWith("https://")) {
            one.put("license_url", license);
        }
        Known entry = known.get(license.strip().toLowerCase(Locale.ROOT));
        if (entry != null) {
            one.putObject("oss_license")
                    .put("spdx_identifier", entry.identifier())
                    .put("full_name", entry.name())
                    .put("osi_approved", entry.approved());
        }
    }
}
