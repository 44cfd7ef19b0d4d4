package dev.gatehouse.npm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RegistryKey;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.packument.NpmRelease;
import dev.gatehouse.npm.packument.PackumentReader;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a packument says that the registry has signed, and the registry's keys. */
class NpmSigningTest {
    private static final String INTEGRITY =
            "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";

    private final NpmSigning signing = new NpmSigning(new StrictJson());

    private Optional<RegistryStatement> statement(String signatures) throws Exception {
        String text =
                """
                {"name":"@acme/ui","time":{"1.0.0":"2026-01-01T00:00:00.000Z"},
                 "versions":{"1.0.0":{"name":"@acme/ui","version":"1.0.0","dist":{
                   "tarball":"https://registry.example/@acme/ui/-/ui-1.0.0.tgz",
                   "integrity":"%s"%s}}}}
                """
                        .formatted(INTEGRITY, signatures);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        NpmRelease release =
                new PackumentReader()
                        .read(IndexKey.of(NpmName.of("@acme/ui")), bytes)
                        .releases()
                        .get(new Version("1.0.0"));
        assertThat(release).isNotNull();
        return signing.statement(release, new FileName("ui-1.0.0.tgz"));
    }

    @Test
    void whatIsSignedIsNameVersionAndIntegrityAsTheyStandThere() throws Exception {
        RegistryStatement said =
                statement(",\"signatures\":[{\"keyid\":\"SHA256:k\",\"sig\":\"MEU=\"}]")
                        .orElseThrow();

        assertThat(said.text()).isEqualTo("@acme/ui@1.0.0:" + INTEGRITY);
        assertThat(said.publishedAt()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(said.digests())
                .singleElement()
                .matches(d -> d.algorithm() == DigestAlgorithm.SHA512);
        assertThat(said.claims()).containsExactly(new RegistryStatement.Claim("SHA256:k", "MEU="));
    }

    private static StoredFile stored(String file) {
        return new StoredFile(
                new PackageKey(new RepositoryId("main-id"), NpmName.of("@acme/ui")),
                new Version("1.0.0"),
                new FileName(file),
                SourceId.LOCAL,
                3,
                Set.of(
                        Digest.compute(DigestAlgorithm.SHA256, new byte[0]),
                        Digest.compute(DigestAlgorithm.SHA512, new byte[0])),
                Instant.EPOCH);
    }

    @Test
    void anOwnTarballIsSignedByTheSameTextAndNothingElseIs() {
        assertThat(signing.text(stored("ui-1.0.0.tgz"))).contains("@acme/ui@1.0.0:" + INTEGRITY);
        assertThat(signing.text(stored("ui-1.0.0.sigstore"))).isEmpty();
    }

    @Test
    void noSignaturesAreNone() throws Exception {
        assertThat(statement("")).isEmpty();
        assertThat(statement(",\"signatures\":[]")).isEmpty();
        assertThat(statement(",\"signatures\":null")).isEmpty();
    }

    @Test
    void whatIsNoListOfSignaturesIsABadOneAndNotNone() throws Exception {
        for (String bad : new String[] {"{}", "\"x\"", "7", "[7]", "[{}]", "[{\"keyid\":7}]"}) {
            assertThat(statement(",\"signatures\":" + bad).orElseThrow().claims())
                    .as(bad)
                    .containsExactly(new RegistryStatement.Claim("", ""));
        }
    }

    @Test
    void whatIsSaidTwiceIsABadOne() throws Exception {
        RegistryStatement said =
                statement(",\"signatures\":[],\"signatures\":[{\"keyid\":\"k\",\"sig\":\"s\"}]")
                        .orElseThrow();

        assertThat(said.claims()).containsExactly(new RegistryStatement.Claim("", ""));
    }

    private RegistryKeys keys(String text) throws BadUpstreamException {
        return signing.readKeys(
                new IndexDocument(
                        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                        "application/json",
                        URI.create("https://registry.example/-/npm/v1/keys")));
    }

    @Test
    void keysAreReadWithTheirEnd() throws Exception {
        RegistryKeys read =
                keys(
                        """
                        {"keys":[
                          {"expires":null,"keyid":"SHA256:a","keytype":"ecdsa-sha2-nistp256",
                           "scheme":"ecdsa-sha2-nistp256","key":"MFk="},
                          {"expires":"2025-01-29T00:00:00.000Z","keyid":"SHA256:b",
                           "keytype":"ecdsa-sha2-nistp256","scheme":"ecdsa-sha2-nistp256","key":"MFk="}]}
                        """);

        assertThat(read.keys())
                .containsExactly(
                        new RegistryKey("SHA256:a", "MFk=", Optional.empty()),
                        new RegistryKey(
                                "SHA256:b",
                                "MFk=",
                                Optional.of(Instant.parse("2025-01-29T00:00:00Z"))));
    }

    @Test
    void keysThatCannotBeUsedAreLeftOutAndTheGoodOnesKept() throws Exception {
        RegistryKeys read =
                keys(
                        """
                        {"keys":[7,{},{"keyid":"r","keytype":"rsa","scheme":"rsa","key":"MFk="},
                          {"keyid":"e","keytype":"ecdsa-sha2-nistp256","scheme":"ecdsa-sha2-nistp256",
                           "key":"MFk=","expires":"soon"},
                          {"keyid":"n","keytype":"ecdsa-sha2-nistp256","scheme":"ecdsa-sha2-nistp256",
                           "key":"MFk=","expires":7},
                          {"keyid":"g","keytype":"ecdsa-sha2-nistp256","scheme":"ecdsa-sha2-nistp256",
                           "key":"MFk="}]}
                        """);

        assertThat(read.keys()).extracting(RegistryKey::id).containsExactly("g");
    }

    @Test
    void aPageOrAnotherDocumentIsNoAnswer() {
        for (String bad :
                new String[] {"<html>", "", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]} x"}) {
            assertThatThrownBy(() -> keys(bad)).as(bad).isInstanceOf(BadUpstreamException.class);
        }
    }
}
