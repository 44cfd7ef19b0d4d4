package dev.gatehouse.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.npm.name.NpmName;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The right document counts only under a type that says JSON. */
class ContentTypeTest {
    private static final IndexKey LIB = IndexKey.of(NpmName.of("lib"));
    private final NpmFormat format = new NpmFormat();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/vnd.npm.install-v1+json",
                "text/json"
            })
    void jsonIsRead(String type) throws Exception {
        assertThat(format.readIndex(LIB, document(type)).releases()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "text/html",
                "text/html; charset=utf-8; was=json",
                "application/jsonp",
                "application/x-ndjson",
                "application/json-seq"
            })
    void anythingElseIsNoAnswer(String type) {
        assertThatThrownBy(() -> format.readIndex(LIB, document(type)))
                .isInstanceOf(BadUpstreamException.class)
                .hasMessageContaining("expected JSON");
    }

    private static IndexDocument document(String type) {
        byte[] bytes = "{\"name\":\"lib\"}".getBytes(StandardCharsets.UTF_8);
        return new IndexDocument(
                ByteBuffer.wrap(bytes), type, URI.create("https://registry.example/lib"));
    }
}
