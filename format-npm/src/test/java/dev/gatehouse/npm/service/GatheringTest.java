package dev.gatehouse.npm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.Gathering;
import dev.gatehouse.core.format.Gathering.Reply;
import dev.gatehouse.core.http.BadRequestException;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RegistryKey;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.upstream.UpstreamRequest;
import dev.gatehouse.npm.json.StrictJson;
import dev.gatehouse.npm.name.NpmName;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class GatheringTest {
    private static final PackageName EXPRESS = NpmName.of("express");
    private static final PackageName INTERNAL = NpmName.of("@acme/internal");
    private static final Source PUBLIC = source("public", Trust.UNTRUSTED);
    private static final Source PRIVATE = source("private", Trust.TRUSTED);
    private static final String QUESTION =
            "{\"express\":[\"4.0.0\"],\"@acme/internal\":[\"1.0.0\"]}";

    private final StrictJson json = new StrictJson();
    private final NpmRefusals refusals = new NpmRefusals(json);

    @Test
    void aSourceIsAskedAboutAllowedNamesOnly() throws Exception {
        Gathering.Question question = bulk(QUESTION);

        UpstreamRequest request = question.ask(PUBLIC, Set.of(EXPRESS)).orElseThrow();

        assertThat(question.names()).containsExactlyInAnyOrder(EXPRESS, INTERNAL);
        assertThat(request.payload().orElseThrow().text()).isEqualTo("{\"express\":[\"4.0.0\"]}");
        assertThat(question.ask(PUBLIC, Set.of())).isEmpty();
    }

    @Test
    void whatASourceSaysOfNamesThatItWasNotAskedAboutIsNotHeard() throws Exception {
        Gathering.Question question = bulk(QUESTION);
        question.ask(PUBLIC, Set.of(EXPRESS));
        question.ask(PRIVATE, Set.of(EXPRESS, INTERNAL));

        Response answer =
                question.answer(
                        List.of(
                                reply(PRIVATE, 200, "{\"@acme/internal\":[{\"id\":1}]}"),
                                reply(
                                        PUBLIC,
                                        200,
                                        "{\"express\":[{\"id\":2}],\"@acme/internal\":[{\"id\":3}]}")));

        assertThat(text(answer))
                .isEqualTo("{\"@acme/internal\":[{\"id\":1}],\"express\":[{\"id\":2}]}");
    }

    @Test
    void noAnswerAboutAdvisoriesIsNotTheAnswerThatThereAreNone() throws Exception {
        Gathering.Question question = bulk(QUESTION);
        question.ask(PUBLIC, Set.of(EXPRESS));

        assertThat(question.answer(List.of(reply(PUBLIC, 0, ""))).status()).isEqualTo(503);
        assertThat(question.answer(List.of(reply(PUBLIC, 200, "<html>"))).status()).isEqualTo(503);
        assertThat(question.answer(List.of(reply(PUBLIC, 404, ""))).status()).isEqualTo(404);
        assertThat(text(question.answer(List.of()))).isEqualTo("{}");
    }

    @Test
    void aQuestionThatIsNotOneIsABadRequest() {
        byte[] utf16 = QUESTION.getBytes(StandardCharsets.UTF_16);

        for (byte[] body : List.of(utf16, "[]".getBytes(StandardCharsets.UTF_8), new byte[] {1})) {
            assertThatThrownBy(() -> new Advisories(json, refusals).read(body(body)))
                    .isInstanceOf(BadRequestException.class);
        }
    }

    @Test
    void keysOfAllSourcesArePutTogether() {
        SigningKeys keys = new SigningKeys(json, refusals);

        Response answer =
                keys.answer(
                        List.of(
                                reply(PRIVATE, 200, "{\"keys\":[{\"keyid\":\"a\",\"key\":\"1\"}]}"),
                                reply(
                                        PUBLIC,
                                        200,
                                        "{\"keys\":[{\"keyid\":\"a\",\"key\":\"2\"},{\"keyid\":\"b\"}]}")));

        assertThat(text(answer))
                .isEqualTo("{\"keys\":[{\"keyid\":\"a\",\"key\":\"1\"},{\"keyid\":\"b\"}]}");
    }

    @Test
    void aSilentSourceIsNotARegistryWithoutKeys() {
        SigningKeys keys = new SigningKeys(json, refusals);

        assertThat(keys.answer(List.of(reply(PUBLIC, 0, ""))).status()).isEqualTo(503);
        assertThat(keys.answer(List.of(reply(PUBLIC, 404, ""))).status()).isEqualTo(404);
        assertThat(keys.answer(List.of(reply(PUBLIC, 200, "oops"))).status()).isEqualTo(503);
        assertThat(keys.answer(List.of()).status()).isEqualTo(404);
    }

    @Test
    void theRepositorysOwnKeysComeFirstAndDoNotHideASilentSource() {
        SigningKeys keys = new SigningKeys(json, refusals);
        Instant end = Instant.parse("2026-11-22T12:00:00Z");
        RegistryKeys two =
                new RegistryKeys(
                        List.of(
                                new RegistryKey("a", "MFk=", Optional.of(end)),
                                new RegistryKey("c", "MFk=", Optional.empty())));
        Gathering.Reply own = keys.keys(Source.LOCAL, two).orElseThrow();
        String scheme = "ecdsa-sha2-nistp256";
        Gathering.Reply others = reply(PUBLIC, 200, "{\"keys\":[{\"keyid\":\"a\",\"key\":\"2\"}]}");

        assertThat(text(keys.answer(List.of(own, others))))
                .contains("\"expires\":\"2026-11-22T12:00:00Z\",\"keyid\":\"a\"")
                .contains("\"expires\":null,\"keyid\":\"c\"")
                .contains("\"keytype\":\"" + scheme + "\",\"scheme\":\"" + scheme + "\"")
                .doesNotContain("\"2\"");
        assertThat(keys.answer(List.of(own)).status()).isEqualTo(200);
        assertThat(keys.answer(List.of(own, reply(PUBLIC, 404, ""))).status()).isEqualTo(200);
        assertThat(keys.answer(List.of(own, reply(PUBLIC, 0, ""))).status()).isEqualTo(503);
        assertThat(keys.keys(Source.LOCAL, new RegistryKeys(List.of()))).isEmpty();
    }

    @Test
    void attestationsAreAskedOfOneVersionAndPassedOn() {
        Attestations question = new Attestations(INTERNAL, new Version("1.0.0"), json, refusals);

        Response answer =
                question.answer(
                        List.of(
                                reply(PRIVATE, 404, ""),
                                reply(PUBLIC, 200, "{\"attestations\":[]}")));

        assertThat(question.version()).contains(new Version("1.0.0"));
        assertThat(text(answer)).isEqualTo("{\"attestations\":[]}");
        assertThat(question.ask(PUBLIC, Set.of())).isEmpty();
        assertThat(question.ask(PRIVATE, Set.of(INTERNAL)).orElseThrow().location().toString())
                .isEqualTo("-/npm/v1/attestations/@acme%2finternal@1.0.0");
        assertThat(question.answer(List.of(reply(PUBLIC, 0, ""))).status()).isEqualTo(503);
        assertThat(question.answer(List.of(reply(PUBLIC, 200, "[]"))).status()).isEqualTo(404);
    }

    private Gathering.Question bulk(String text) throws Exception {
        return new Advisories(json, refusals).read(body(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static RequestBody body(byte[] bytes) {
        return new RequestBody() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }
        };
    }

    private static Reply reply(Source source, int status, String text) {
        return new Reply(source, status, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Source source(String name, Trust trust) {
        return new Source(new SourceId(name), name, trust, true);
    }

    private static String text(Response answer) {
        Body.Memory body = (Body.Memory) answer.body();
        return StandardCharsets.UTF_8.decode(body.segments().getFirst().duplicate()).toString();
    }

    @Test
    void aQuestionAboutMorePackagesThanAnyProjectHasIsABadRequest() {
        String names =
                IntStream.rangeClosed(0, 20_000)
                        .mapToObj(i -> "\"p" + i + "\":[]")
                        .collect(Collectors.joining(",", "{", "}"));

        assertThatThrownBy(() -> bulk(names))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("20000");
    }
}
