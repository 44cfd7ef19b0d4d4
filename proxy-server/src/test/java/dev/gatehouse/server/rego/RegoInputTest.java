package dev.gatehouse.server.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.gatehouse.core.advisory.Scan;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemTag;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Sample;
import dev.gatehouse.core.policy.Subject;
import dev.gatehouse.core.signature.Binding;
import dev.gatehouse.core.signature.Fingerprint;
import dev.gatehouse.core.signature.PinnedSigner;
import dev.gatehouse.core.signature.Pins;
import dev.gatehouse.core.signature.ReasonCode;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureStatus;
import dev.gatehouse.core.signature.SignatureTrust;
import dev.gatehouse.core.signature.SignatureType;
import dev.gatehouse.core.signature.Signer;
import dev.gatehouse.core.signature.SigningKey;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

class RegoInputTest {
    private static final Fingerprint KEY = new Fingerprint("AB".repeat(20));

    private final JsonMapper mapper = new JsonMapper();
    private final RegoInput input = new RegoInput();
    private final Schema schema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(mapper.readTree(InputSchema.read().text()));

    @Test
    void all_that_is_known_is_shown_by_its_name_and_keeps_to_the_schema() {
        JsonNode v0 = shown(everything());

        assertThat(v0.at("/package/format").asString()).isEqualTo("python");
        assertThat(v0.at("/package/name").asString()).isEqualTo("Left.Pad");
        assertThat(v0.at("/package/version").asString()).isEqualTo("1.0");
        assertThat(v0.at("/package/version_orig").asString()).isEqualTo("1.0.0");
        assertThat(v0.at("/package/filename").asString()).isEqualTo("left_pad-1.0.whl");
        assertThat(v0.at("/package/num_files").asInt()).isEqualTo(2);
        assertThat(v0.at("/package/size").asInt()).isEqualTo(15);
        assertThat(v0.at("/package/files/0/is_primary").asBoolean()).isTrue();
        assertThat(v0.at("/package/files/1/is_primary").asBoolean()).isFalse();
        assertThat(v0.at("/package/checksum_sha256").asString()).isEqualTo("0a".repeat(32));
        assertThat(v0.at("/package/license/oss_license/full_name").asString())
                .isEqualTo("Apache License 2.0");
        assertThat(v0.at("/package/tags/0/source").asString()).isEqualTo("MANUAL");
        assertThat(v0.at("/package/tags/1/source").asString()).isEqualTo("AUTOMATIC");
        assertThat(v0.at("/package/architectures/0/name").asString()).isEqualTo("amd64");
        assertThat(v0.at("/package/upstream_metadata/published_at").asString())
                .isEqualTo("2026-03-01T12:00:00Z");
        assertThat(v0.at("/identity/namespace").asString()).isEqualTo("com.acme");
        assertThat(v0.at("/repository/created_at").asString()).isNotEmpty();
        assertThat(v0.path("upstream").isMissingNode()).isTrue();
    }

    @Test
    void what_is_not_known_is_not_there() {
        JsonNode v0 = shown(Sample.subject());

        for (String field :
                List.of("summary", "description", "license", "architectures", "signature")) {
            assertThat(v0.path("package").has(field)).as(field).isFalse();
        }
        assertThat(v0.at("/package/upstream_metadata").isMissingNode()).isTrue();
        assertThat(v0.at("/upstream/host").asString()).isEqualTo("registry.example");
        assertThat(v0.at("/upstream/trust_level").asString()).isEqualTo("Untrusted");
        assertThat(v0.at("/package/signed").asBoolean()).isFalse();
    }

    @Test
    void a_licence_of_no_known_identifier_is_shown_as_it_is_written() {
        Subject.About about = Sample.about("Apache License, Version 2.0", Optional.empty());

        JsonNode v0 = shown(Sample.subject(List.of(Sample.file("x.tgz")), about));

        assertThat(v0.at("/package/license/raw_license").asString())
                .isEqualTo("Apache License, Version 2.0");
        assertThat(v0.at("/package/license/oss_license").isMissingNode()).isTrue();
    }

    @Test
    void the_best_signature_speaks_for_the_package_and_all_are_listed() {
        JsonNode v0 = shown(Sample.subject(Sample.absent(), full(), Sample.unknown()));

        assertThat(v0.at("/package/signed").asBoolean()).isTrue();
        assertThat(v0.at("/package/signature/status").asString()).isEqualTo("valid");
        assertThat(v0.at("/package/signature/signer/name").asString()).isEqualTo("Ann");
        assertThat(v0.at("/package/signature/key/bits").asInt()).isEqualTo(4096);
        assertThat(v0.at("/package/signature/key/binding").asString()).isEqualTo("subkey");
        assertThat(v0.at("/package/signatures").size()).isEqualTo(3);
        assertThat(v0.at("/package/signatures/2/status").asString()).isEqualTo("error");
    }

    @Test
    void who_signed_before_stands_in_the_signature_s_pin() {
        Fingerprint before = new Fingerprint("AB".repeat(20));
        Pins pins = new Pins(List.of(PinnedSigner.learned(before, Sample.NOON, "1.0/x.jar")));
        Subject lost = Sample.pinned(Sample.subject(Sample.absent()), Optional.of(pins));

        JsonNode pin = shown(lost).at("/package/signature/pin");

        assertThat(pin.path("state").asString()).isEqualTo("lost");
        assertThat(pin.path("first_seen").asString()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(pin.path("signers").path(0).asString()).isEqualTo(before.hex());
        assertThat(
                        shown(Sample.pinned(Sample.subject(Sample.absent()), Optional.empty()))
                                .at("/package/signature/pin")
                                .isMissingNode())
                .isTrue();
    }

    @Test
    void the_repository_s_own_signature_neither_signs_nor_speaks_for_the_package() {
        Signature own =
                new Signature(
                        SignatureStatus.VALID,
                        SignatureType.REPOSITORY,
                        SignatureTrust.REPOSITORY,
                        Optional.of(ReasonCode.OK),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Sample.NOON,
                        "");

        JsonNode v0 = shown(Sample.subject(own));

        assertThat(v0.at("/package/signed").asBoolean()).isFalse();
        assertThat(v0.at("/package/signature/status").asString()).isEqualTo("absent");
        assertThat(v0.at("/package/signatures/0/trust").asString()).isEqualTo("repository");
    }

    @Test
    void the_inputs_of_the_conformance_test_keep_to_the_schema() throws Exception {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("inputs.json"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (JsonNode one : mapper.readTree(text).values()) {
                assertThat(problems(one)).isEmpty();
            }
        }
    }

    @Test
    void the_schema_tells_of_what_it_does_not_have() {
        JsonNode wrong = mapper.readTree("{\"v0\": {\"package\": {\"sgned\": true}}}");

        assertThat(problems(wrong)).anyMatch(p -> p.contains("sgned"));
    }

    private JsonNode shown(Subject subject) {
        JsonNode document = mapper.readTree(input.json(subject));
        assertThat(problems(document)).isEmpty();
        assertThat(input.bytes(subject, InputPaths.ALL))
                .isEqualTo(input.json(subject).getBytes(StandardCharsets.UTF_8));
        return document.path("v0");
    }

    private List<String> problems(JsonNode document) {
        return schema.validate(document).stream().map(Error::toString).toList();
    }

    private static Signature full() {
        return new Signature(
                SignatureStatus.VALID,
                SignatureType.PGP,
                SignatureTrust.PINNED,
                Optional.of(ReasonCode.OK),
                Optional.of(Signer.pgp(KEY, Optional.of("Ann"))),
                Optional.of(
                        new SigningKey(
                                "ABABABABABABABAB",
                                Optional.of(KEY),
                                Optional.of(KEY),
                                Optional.of("rsa"),
                                OptionalInt.of(4096),
                                Optional.of(
                                        new SigningKey.Validity(
                                                Sample.NOON,
                                                Optional.of(Sample.NOON),
                                                true,
                                                true,
                                                false,
                                                Binding.SUBKEY)),
                                Optional.of("KEYS"))),
                Optional.of("SHA512"),
                false,
                Optional.of(Sample.NOON),
                Sample.NOON,
                "");
    }

    private static Subject everything() {
        var digests =
                Arrays.stream(DigestAlgorithm.values())
                        .map(a -> new Digest(a, "0a".repeat(a.bytes())))
                        .toList();
        var wheel =
                new Subject.File(
                        new FileName("left_pad-1.0.whl"),
                        12,
                        digests,
                        true,
                        List.of(Sample.valid()),
                        Sample.NOON);
        var key =
                new PackageKey(
                        new RepositoryId("r1"), new PackageName(new FormatId("pypi"), "left-pad"));
        return new Subject(
                new Subject.Scope("acme", "main", "perm", Optional.of(Sample.NOON)),
                new ItemKey(key, new Version("1.0.0"), Optional.empty()),
                "Left.Pad",
                Optional.of("com.acme"),
                "1.0",
                new Subject.Ids("left-pad-10", "abc"),
                List.of(wheel, Sample.file("left_pad-1.0.whl.metadata")),
                said(),
                List.of(new ItemTag("approved", true, Sample.NOON)),
                Optional.empty(),
                Optional.empty(),
                new Scan.Skipped());
    }

    private static Subject.About said() {
        return new Subject.About(
                "Pads",
                "Pads on the left",
                "apache-2.0",
                List.of("amd64"),
                List.of("latest"),
                Optional.of(Sample.NOON),
                Optional.of("ann"),
                Optional.of(Sample.NOON),
                "pkg:pypi/left-pad@1.0",
                Map.of());
    }
}
