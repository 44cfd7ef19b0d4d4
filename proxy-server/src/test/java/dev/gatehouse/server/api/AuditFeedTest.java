package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.LiveContent;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who listens to the audit log, for how long, and how many. */
class AuditFeedTest {
    private static final String LIVE = "/api/trust/main/main/audit/live/";
    private static final int PLACES = 16;

    @TempDir private Path directory = Path.of("");
    private ApiWorld world = new ApiWorld(directory);
    private String token = "";

    AuditFeedTest() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        world = new ApiWorld(directory);
        token = world.token("of-main", Role.ADMIN, "main");
    }

    private Response ask(Method method) throws Exception {
        return world.send(method, LIVE, token, "");
    }

    private LiveContent listen() throws Exception {
        Response answer = ask(Method.GET);
        assertThat(answer.status()).isEqualTo(200);
        return ((Body.Live) answer.body()).content();
    }

    private static Optional<String> text(LiveContent feed) throws Exception {
        return feed.next()
                .map(ByteBuffer::duplicate)
                .map(StandardCharsets.UTF_8::decode)
                .map(Object::toString);
    }

    @Test
    void anAnswerThatIsNeverSentTakesNoPlace() throws Exception {
        for (int i = 0; i <= PLACES; i++) {
            assertThat(ask(Method.HEAD).status()).isEqualTo(200);
        }

        try (LiveContent feed = listen()) {
            assertThat(text(feed)).contains(": the audit log as it grows\n\n");
        }
    }

    @Test
    void whoComesWhenAllPlacesAreTakenIsToldAndWhoWasFasterIsNotHeldUp() throws Exception {
        List<LiveContent> feeds = new ArrayList<>();
        LiveContent late = listen();
        for (int i = 0; i < PLACES; i++) {
            feeds.add(listen());
            assertThat(text(feeds.getLast())).isPresent();
        }

        assertThat(text(late)).isEmpty();
        late.close();
        assertThat(ask(Method.GET).status()).isEqualTo(429);
        feeds.getFirst().close();
        feeds.getFirst().close();
        assertThat(text(listen())).isPresent();
        assertThat(ask(Method.GET).status()).isEqualTo(429);
    }

    @Test
    void aTokenThatIsRevokedHearsNothingMore() throws Exception {
        try (LiveContent feed = listen()) {
            assertThat(text(feed)).isPresent();
            world.token("secret-plan", Role.READ);

            world.book.revoke("of-main", "boss");

            assertThat(text(feed)).isEmpty();
        }
    }
}
