package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ReleaseIndex;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The same bytes mean something else under another type. */
class TypedDocumentsTest {
    private static final byte[] BYTES = "name x\nversion 1".getBytes(StandardCharsets.UTF_8);

    /** Under another type than plain text each version has a nine before it. */
    private static final class TypedFormat extends LineFormat {
        @Override
        public ReleaseIndex<Line, String> readIndex(IndexKey key, IndexDocument document)
                throws BadUpstreamException {
            if (document.contentType().equals("text/plain")) {
                return super.readIndex(key, document);
            }
            String text = StandardCharsets.UTF_8.decode(document.content().duplicate()).toString();
            ByteBuffer other =
                    ByteBuffer.wrap(
                            text.replace("version ", "version 9").getBytes(StandardCharsets.UTF_8));
            return super.readIndex(key, new IndexDocument(other, "text/plain", document.url()));
        }
    }

    @Test
    void aDocumentIsReadByItsOwnTypeWhoeverGaveTheSameBytes() throws Exception {
        try (Gate gate = new Gate(new TypedFormat())) {
            gate.untrusted("P").next("index/x", typed("text/plain"));
            gate.untrusted("Q").next("index/x", typed("text/odd"));

            assertThat(gate.versions("x")).containsExactly("1 P", "91 Q");
        }
    }

    private static ScriptedUpstream.Answer typed(String type) {
        return r ->
                ScriptedUpstream.found(
                        Headers.of("content-type", type),
                        new ByteArrayInputStream(BYTES),
                        OptionalLong.empty());
    }
}
