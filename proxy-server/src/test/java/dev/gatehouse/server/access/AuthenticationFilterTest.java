package dev.gatehouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.Response;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class AuthenticationFilterTest {
    private static final String FAR = "192.0.2.7";

    private final Tokens tokens = new Tokens();
    private final AtomicReference<Role> anonymous = new AtomicReference<>(Role.READ);
    private final List<Response> refused = new ArrayList<>();
    private final List<Principal> seen = new ArrayList<>();
    private UserBook users;
    private TokenBook book;
    private AuthenticationFilter filter;

    AuthenticationFilterTest() throws IOException {
        users = tokens.users();
        book = tokens.book(users);
        filter = filter();
    }

    @BeforeEach
    void load() throws IOException {
        users = tokens.users();
        book = tokens.book(users);
        filter = filter();
    }

    private AuthenticationFilter filter() {
        return new AuthenticationFilter(
                tokens.authentication(users, book, anonymous::get),
                head -> false,
                (head, answer) -> refused.add(answer.response()));
    }

    private Response send(String remote, Headers headers) throws Exception {
        return filter.apply(
                new Request(Tokens.head(remote, headers), RequestBody.EMPTY, Principal.ANONYMOUS),
                request -> {
                    seen.add(request.principal());
                    return Response.text(200, "ok");
                });
    }

    @Test
    void withoutATokenTheConfigurationSaysWhatMayBeDone() throws Exception {
        send(FAR, Headers.none());
        anonymous.set(Role.NONE);
        send(FAR, Headers.none());

        assertThat(seen).extracting(Principal::role).containsExactly(Role.READ, Role.NONE);
        assertThat(seen).allMatch(Principal::isAnonymous);
    }

    @Test
    void aGoodTokenNamesTheSender() throws Exception {
        String text = book.create(NewToken.admin("boss"), "x").text().value();

        send(FAR, Headers.of("X-Api-Key", text));

        assertThat(seen).extracting(Principal::name).containsExactly("boss");
        assertThat(seen.getFirst().isAnonymous()).isFalse();
    }

    @Test
    void aWrongTokenIs401WhereAnybodyMayRead() throws Exception {
        Response response = send(FAR, Headers.of("Authorization", "Bearer wrong"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().first("www-authenticate"))
                .contains("Basic realm=\"gatehouse\"");
        assertThat(response.reason()).contains("Unauthorized: the token is wrong");
        assertThat(seen).isEmpty();
        assertThat(refused).containsExactly(response);
    }

    @Test
    void unclearCredentialsAre401() throws Exception {
        Response response =
                send(FAR, Headers.of("X-Api-Key", "a").plus("Authorization", "Bearer b"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(seen).isEmpty();
    }

    @Test
    void theLocalTokenIs401FromAfar() throws Exception {
        Headers headers = Headers.of("X-Api-Key", book.giveLocal().value());

        Response afar = send(FAR, headers);
        Response near = send("127.0.0.1", headers);
        Response nearer = send("0:0:0:0:0:0:0:1", headers);

        assertThat(afar.status()).isEqualTo(401);
        assertThat(near.status()).isEqualTo(200);
        assertThat(nearer.status()).isEqualTo(200);
    }

    @Test
    void readyAnswersAreBehindTheSameJudgement() {
        var ready =
                filter.before(
                        (head, sender) -> {
                            seen.add(sender);
                            return Optional.of(Response.text(200, "ready"));
                        });

        Optional<Response> wrong = ready.find(Tokens.head(FAR, Headers.of("X-Api-Key", "wrong")));
        Optional<Response> none = ready.find(Tokens.head(FAR, Headers.none()));

        assertThat(wrong.map(Response::status)).contains(401);
        assertThat(none.map(Response::status)).contains(200);
        assertThat(seen).hasSize(1).allMatch(Principal::isAnonymous);
    }
}
