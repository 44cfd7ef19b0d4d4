package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.pypi.simple.JsonLimits;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Attestations as they are uploaded, and the provenance object in which they are served (PEP 740).
 * Whether they are true is not judged here; that they are about this file is. Thread-safe.
 */
final class Provenances {
    private static final int MOST_ATTESTATIONS = 10;
    private static final long MOST_BYTES = 4L << 20;

    private final JsonMapper json = new JsonMapper(JsonLimits.factory(MOST_BYTES));

    /**
     * The provenance object of a file.
     *
     * @param sent a JSON array of attestations
     * @param by who uploads: the publisher that is named in it
     */
    String of(String sent, FileName file, Digest sha256, String by) throws RefusedException {
        if (!(read(sent, "attestations") instanceof ArrayNode attestations)
                || attestations.isEmpty()
                || attestations.size() > MOST_ATTESTATIONS) {
            throw RefusedException.invalid(
                    "attestations: expected an array of 1 to 10 attestations");
        }
        for (JsonNode attestation : attestations) {
            requireAbout(attestation, file, sha256);
        }
        ObjectNode provenance = json.createObjectNode().put("version", 1);
        ObjectNode bundle = provenance.putArray("attestation_bundles").addObject();
        bundle.putObject("publisher").put("kind", "Gatehouse").put("uploader", by);
        bundle.set("attestations", attestations);
        return provenance.toString();
    }

    private void requireAbout(JsonNode attestation, FileName file, Digest sha256)
            throws RefusedException {
        JsonNode envelope = attestation.path("envelope");
        boolean whole =
                attestation.path("version").asInt(0) == 1
                        && attestation.path("verification_material").isObject()
                        && envelope.path("signature").isString()
                        && envelope.path("statement").isString();
        if (!whole) {
            throw RefusedException.invalid(
                    "attestations: expected objects of version 1 with verification_material and"
                            + " envelope");
        }
        JsonNode subject = statement(envelope.path("statement").stringValue()).path("subject");
        String name = subject.path(0).path("name").asString("");
        String hex = subject.path(0).path("digest").path("sha256").asString("");
        if (subject.size() != 1
                || !name.equals(file.value())
                || !hex.equalsIgnoreCase(sha256.hex())) {
            throw RefusedException.invalid(
                    "attestations: one is about '%s' with the digest '%s', the file is '%s' with '%s'"
                            .formatted(shown(name), shown(hex), file, sha256.hex()));
        }
    }

    private JsonNode statement(String base64) throws RefusedException {
        try {
            byte[] statement = Base64.getDecoder().decode(base64);
            return read(new String(statement, StandardCharsets.UTF_8), "a statement");
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("attestations: a statement is not in base64");
        }
    }

    private JsonNode read(String text, String what) throws RefusedException {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw RefusedException.invalid(what + ": not readable as JSON");
        }
    }

    private static String shown(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }
}
