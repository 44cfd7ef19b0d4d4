package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.format.LocalCommand;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.upstream.UpstreamReply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Companions, checksums and files that may change; lists of names; commands. */
class FileKindsTest {
    private static final byte[] BYTES = "of P".getBytes(StandardCharsets.UTF_8);
    private Gate gate;
    private ScriptedUpstream untrusted;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new OpenLineFormat());
        untrusted = gate.untrusted("P").versions("x", "1").text("open/1/f", "of P");
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private String file(String file) throws Exception {
        var answer = gate.file("x", "1", file);
        return answer.status() == 200 ? Gate.text(answer) : Integer.toString(answer.status());
    }

    @Test
    void aCompanionIsStoredButGivesNeitherProvenanceNorOwner() throws Exception {
        untrusted.text("open/1/f.sig", "signed");

        assertThat(file("f.sig")).isEqualTo("signed");
        untrusted.down();
        assertThat(file("f.sig")).isEqualTo("signed");

        assertThat(gate.provenance("x")).isEmpty();
        assertThat(gate.metadata.pins(gate.key("x"))).isEmpty();
    }

    @Test
    void aCompanionOfAnotherOwnerTakesThePlaceOfTheOneBefore() throws Exception {
        untrusted.text("open/1/f.sig", "signed by P");
        file("f.sig");
        gate.trusted("V").versions("x", "1").text("open/1/f.sig", "signed by V");
        gate.clock.advance(java.time.Duration.ofHours(1));

        assertThat(file("f.sig")).isEqualTo("signed by V");
        assertThat(file("f.sig")).isEqualTo("signed by V");
    }

    @Test
    void aFileThatMayChangeIsFetchedEachTime() throws Exception {
        untrusted.text("open/1/f.chg", "first");
        assertThat(file("f.chg")).isEqualTo("first");
        untrusted.text("open/1/f.chg", "second");

        assertThat(file("f.chg")).isEqualTo("second");

        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        assertThat(gate.provenance("x")).containsExactly("P");
    }

    @Test
    void aChecksumIsThatOfTheStoredBytesAndElseWhatTheSourceSays() throws Exception {
        untrusted.text("open/1/f.sum", Gate.sha256(BYTES) + "  f");
        assertThat(file("f.sum")).isEqualTo(Gate.sha256(BYTES) + "  f");
        assertThat(gate.provenance("x")).isEmpty();

        file("f");
        untrusted.down();
        assertThat(file("f.sum")).isEqualTo(Gate.sha256(BYTES));
        gate.local("x", "2");
        assertThat(file("f.sum")).isEqualTo(Gate.sha256(BYTES));
    }

    @Test
    void aChecksumIsDecidedLikeItsFile() throws Exception {
        gate.local("x", "2");
        untrusted.forgetAsked();

        assertThat(file("f.sum")).isEqualTo("403");
        assertThat(file("f.sig")).isEqualTo("403");
        assertThat(gate.file("x", "2", "x-2.sum").status()).isEqualTo(200);
        assertThat(gate.file("x", "2", "nothing.sum").status()).isEqualTo(404);
        assertThat(untrusted.asked()).isEmpty();
    }

    @Test
    void bytesThatAreNotThoseOfTheirChecksumAreNotServed() throws Exception {
        untrusted.text("open/1/f.sum", Gate.sha256("others".getBytes(StandardCharsets.UTF_8)));

        assertThat(file("f")).isEqualTo("502");

        assertThat(gate.metadata.files(gate.key("x"))).isEmpty();
        assertThat(gate.audit()).contains("INTEGRITY lines:x P");
        gate.change("P", Knobs::lenient);
        assertThat(file("f")).isEqualTo("of P");
    }

    @Test
    void aChecksumInTheHeadersSparesTheQuestion() throws Exception {
        untrusted.next(
                "open/1/f",
                r ->
                        ScriptedUpstream.found(
                                Headers.of("x-sum", Gate.sha256(BYTES)),
                                new ByteArrayInputStream(BYTES),
                                OptionalLong.empty()));

        assertThat(file("f")).isEqualTo("of P");
        assertThat(untrusted.asked("open/1/f.sum")).isZero();
        assertThat(gate.file("x", "1", "f").headers().first("x-digests")).isPresent();
    }

    @Test
    void aChecksumThatDoesNotComeOrCannotBeReadIsNotOneThatIsNotThere() throws Exception {
        untrusted.next("open/1/f.sum", r -> new UpstreamReply.Broken("reset"));
        assertThat(file("f")).isEqualTo("503");
        untrusted.next("open/1/f.sum", r -> new UpstreamReply.Refused(403, "403"));
        assertThat(file("f")).isEqualTo("503");
        untrusted.next("open/1/f.sum", r -> new UpstreamReply.NotModified(Headers.none()));
        assertThat(file("f")).isEqualTo("503");
        untrusted.next(
                "open/1/f.sum", ScriptedUpstream.bytes("<html>".getBytes(StandardCharsets.UTF_8)));
        assertThat(file("f")).isEqualTo("503");

        assertThat(file("f")).isEqualTo("of P");
    }

    @Test
    void namesThatAreHereAreListedAndUpstreamsNamesOnRequest() throws Exception {
        gate.local("mine", "1");
        gate.local("gone", "1");
        gate.publish("gone", "delete 1");
        file("f");
        untrusted.text("names", "public\nowned-one\nmine");
        gate.configure(s -> Knobs.owning(s, "owned-*"));

        assertThat(Gate.text(gate.get("names"))).isEqualTo("mine\nx\n");
        assertThat(Gate.text(gate.get("names/all"))).isEqualTo("mine\npublic\nx\n");
        assertThat(Gate.text(gate.get("names/all"))).isEqualTo("mine\npublic\nx\n");
        assertThat(untrusted.asked("names")).isOne();
    }

    @Test
    void aListThatLacksASourceSaysSo() throws Exception {
        for (var reply :
                java.util.List.of(
                        new UpstreamReply.Broken("reset"),
                        new UpstreamReply.Refused(401, "401"),
                        new UpstreamReply.NotModified(Headers.none()))) {
            untrusted.next("names", r -> reply);
            assertThat(gate.get("names/all").headers().first("x-gatehouse-notice"))
                    .hasValueSatisfying(t -> assertThat(t).contains("P did not answer"));
        }
        untrusted.text("names", "<html>");
        assertThat(gate.get("names/all").headers().first("x-gatehouse-notice")).isPresent();
        untrusted.without("names");
        assertThat(gate.get("names/all").headers().first("x-gatehouse-notice")).isEmpty();
    }

    @Test
    void aCommandChangesOneVersionOrSaysWhyNot() throws Exception {
        gate.local("mine", "1", "2");

        assertThat(command(new LocalCommand.Delete(new Version("1")))).isEmpty();

        assertThat(gate.versions("mine")).containsExactly("2 local");
        assertThat(command(new LocalCommand.Delete(new Version("7")))).isPresent();
        assertThat(command(new LocalCommand.Unyank(new Version("2")))).isPresent();
    }

    private Optional<Refusal> command(LocalCommand command) throws Exception {
        Principal by = Gate.ALICE;
        return gate.services
                .publications()
                .command(gate.mount(), LineFormat.named("mine"), command, by);
    }
}
