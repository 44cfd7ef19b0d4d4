package dev.gatehouse.server.policy;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicySet;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names that are made of contents. */
final class Generation {
    private static final JsonMapper JSON = new JsonMapper();

    /** Of ULIDs (github.com/ulid/spec): Crockford's. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int ID_LENGTH = 26;
    private static final int HEX_DIGITS = 32;

    private Generation() {}

    /** All that is in force, in the same order and under the same name after a restart. */
    static PolicySet of(List<Policy> policies, List<Exemption> exemptions) {
        List<Object> contents = new ArrayList<>();
        policies.stream().sorted(Policy.ORDER).map(Generation::shape).forEach(contents::add);
        exemptions.stream()
                .sorted(Comparator.comparing(Exemption::id))
                .map(e -> List.of(e.id(), e.key(), e.expiresAt().toString()))
                .forEach(contents::add);
        return new PolicySet(policies, exemptions, digest(JSON.writeValueAsString(contents)));
    }

    private static Map<String, @Nullable Object> shape(Policy policy) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("id", policy.id());
        shape.put("version", policy.version());
        shape.putAll(PolicyShape.of(PolicyDraft.of(policy)));
        return shape;
    }

    /** An id in the form of a ULID, always the same for the same text. */
    static String id(String text) {
        BigInteger number = new BigInteger(digest(text).substring(0, HEX_DIGITS), 16);
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(number.intValue() & 31));
            number = number.shiftRight(5);
        }
        return id.reverse().toString();
    }

    private static String digest(String text) {
        return Digest.compute(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
