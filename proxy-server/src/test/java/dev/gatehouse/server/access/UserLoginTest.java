package dev.gatehouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.MetadataStore.Durability;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Users, their passwords, and what is made of failed logins. */
class UserLoginTest {
    private static final String FAR = "192.0.2.9";
    private static final String ELSEWHERE = "198.51.100.3";
    private static final String PASSWORD = "correct horse";
    private static final Principal ALICE = new Principal("alice", Role.PUBLISH, Set.of("main"));

    private final Tokens tokens = new Tokens();
    private UserBook users;
    private TokenBook book;
    private Accounts accounts;
    private Authentication authentication;

    UserLoginTest() throws IOException {
        users = tokens.users();
        book = tokens.book(users);
        accounts = tokens.accounts(users, book);
        authentication = tokens.authentication(users, book, () -> Role.READ);
    }

    @BeforeEach
    void addAlice() throws Exception {
        add("alice");
    }

    private void add(String name) throws Exception {
        accounts.add(
                new NewUser(name, Role.PUBLISH, Set.of("main"), new Secret(PASSWORD)), "admin");
    }

    private static Headers basic(String user, String password) {
        String pair = user + ":" + password;
        return Headers.of(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private Verdict ask(String address, String user, String password) throws Exception {
        return authentication.judgeSlowly(Tokens.head(address, basic(user, password)));
    }

    private int status(String address, String user, String password) throws Exception {
        return switch (ask(address, user, password)) {
            case Verdict.Known _ -> 200;
            case Verdict.Refused refused -> refused.response().status();
            case Verdict.Unsure _ -> throw new AssertionError("a slow judgement is never unsure");
        };
    }

    @Test
    void aUserLogsInWithTheRightPasswordOnly() throws Exception {
        assertThat(ask(FAR, "alice", PASSWORD)).isEqualTo(new Verdict.Known(ALICE));
        assertThat(status(FAR, "alice", "correct hors")).isEqualTo(401);
        assertThat(status(FAR, "bob", PASSWORD)).isEqualTo(401);
    }

    @Test
    void whatIsToldOfAWrongPasswordDoesNotTellWhetherThereIsTheUser() throws Exception {
        Verdict known = ask(FAR, "alice", "wrong password");
        Verdict unknown = ask(FAR, "bob", "wrong password");

        assertThat(((Verdict.Refused) known).response().body())
                .usingRecursiveComparison()
                .isEqualTo(((Verdict.Refused) unknown).response().body());
        assertThat(((Verdict.Refused) known).user()).isEqualTo("alice");
        assertThat(((Verdict.Refused) unknown).user()).isEqualTo("anonymous");
    }

    @Test
    void onAnEventLoopAPasswordIsOnlyRemembered() throws Exception {
        Headers headers = basic("alice", PASSWORD);

        Verdict before = authentication.judge(Tokens.head(FAR, headers));
        ask(FAR, "alice", PASSWORD);
        Verdict after = authentication.judge(Tokens.head(FAR, headers));
        tokens.pass(Duration.ofMinutes(Logins.MINUTES));
        Verdict late = authentication.judge(Tokens.head(FAR, headers));

        assertThat(before).isEqualTo(new Verdict.Unsure());
        assertThat(after).isEqualTo(new Verdict.Known(ALICE));
        assertThat(late).isEqualTo(new Verdict.Unsure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob", "__token__", "no such/name"})
    void aWrongTokenWithAnyUserIsRefusedWithoutASlowComparison(String user) {
        Verdict verdict = authentication.judge(Tokens.head(FAR, basic(user, "gh_mistyped")));

        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aTokenStandsInForThePasswordOfAnyUser() throws Exception {
        String text = book.create(NewToken.admin("ci"), "x").text().value();

        Verdict verdict = authentication.judge(Tokens.head(FAR, basic("alice", text)));

        assertThat(verdict).isEqualTo(new Verdict.Known(new Principal("ci", Role.ADMIN, Set.of())));
    }

    @Test
    void aUserIsKnownAfterARestart() throws Exception {
        UserBook again = tokens.users();

        Verdict verdict =
                tokens.authentication(again, tokens.book(again), () -> Role.READ)
                        .judgeSlowly(Tokens.head(FAR, basic("alice", PASSWORD)));

        assertThat(verdict).isEqualTo(new Verdict.Known(ALICE));
    }

    @Test
    void onlyAnArgon2idHashIsStored() {
        assertThat(users.find("alice").orElseThrow().password())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain(PASSWORD);
        assertThat(tokens.store.commits().toString()).doesNotContain(PASSWORD, "$argon2id");
    }

    @Test
    void removingAUserEndsItsPasswordAndItsTokensAtOnce() throws Exception {
        String token = accounts.login(users.find("alice").orElseThrow(), FAR).text().value();
        ask(FAR, "alice", PASSWORD);
        TokenCheck before = book.check(token, false);

        accounts.remove("alice", "boss");

        assertThat(before).isEqualTo(new TokenCheck.Good(ALICE));
        assertThat(book.check(token, false)).isEqualTo(new TokenCheck.Bad("the token was revoked"));
        assertThat(tokens.book().check(token, false)).isInstanceOf(TokenCheck.Bad.class);
        assertThat(status(FAR, "alice", PASSWORD)).isEqualTo(401);
        assertThat(tokens.store.commits().getLast().durability()).isEqualTo(Durability.SYNCED);
    }

    @Test
    void aTokenOfAnEarlierUserOfThatNameIsNotGoodForTheNext() throws Exception {
        var earlier = users.find("alice").orElseThrow();
        accounts.remove("alice", "boss");
        String late = accounts.login(earlier, FAR).text().value();
        tokens.pass(Duration.ofSeconds(1));
        add("alice");

        assertThat(book.check(late, false)).isInstanceOf(TokenCheck.Bad.class);
    }

    @Test
    void aLoginEndsAfterNinetyDays() throws Exception {
        String token = accounts.login(users.find("alice").orElseThrow(), FAR).text().value();

        tokens.pass(Accounts.LOGIN);

        assertThat(book.check(token, false)).isEqualTo(new TokenCheck.Bad("the token has expired"));
        book.purge();
        assertThat(book.list()).isEmpty();
        assertThat(tokens.store.identities().tokens()).isEmpty();
    }

    @Test
    void ofTooManyLoginsTheOldestEnds() throws Exception {
        var alice = users.find("alice").orElseThrow();
        String first = accounts.login(alice, FAR).text().value();
        for (int i = 0; i < 100; i++) {
            accounts.login(alice, FAR);
        }

        assertThat(book.check(first, false)).isInstanceOf(TokenCheck.Bad.class);
        assertThat(accounts.logins("alice")).hasSize(100);
    }

    @Test
    void usersAndTokensDoNotShareANameAndChangesAreAudited() throws Exception {
        book.create(NewToken.admin("ci"), "x");

        assertThatThrownBy(() -> add("ci")).hasMessageContaining("a token named ci");
        assertThatThrownBy(() -> add("alice")).hasMessageContaining("named alice already");
        assertThatThrownBy(() -> book.create(NewToken.admin("alice"), "x"))
                .hasMessageContaining("a user named alice");
        accounts.remove("alice", "boss");

        List<AuditEvent> audit = tokens.store.audit().list(Optional.empty(), 9);
        assertThat(audit)
                .filteredOn(e -> e.kind() == AuditEvent.Kind.USER)
                .extracting(e -> e.subject() + " " + e.details().get("change") + " " + e.actor())
                .containsExactly("user:alice removed boss", "user:alice added admin");
    }

    @Test
    void anAddressThatGuessesIsHeldUpAndOthersAreNot() throws Exception {
        String good = book.create(NewToken.admin("ci"), "x").text().value();
        for (int i = 0; i < FailedLogins.OF_ADDRESS.burst(); i++) {
            assertThat(status(FAR, "nobody", "gh_" + i)).isEqualTo(401);
        }

        Verdict.Refused held = (Verdict.Refused) ask(FAR, "nobody", "gh_more");

        assertThat(held.response().status()).isEqualTo(429);
        assertThat(held.response().headers().first("retry-after")).contains("1");
        assertThat(status(FAR, "alice", PASSWORD)).isEqualTo(429);
        assertThat(status(FAR, "x", good)).isEqualTo(200);
        assertThat(status(ELSEWHERE, "alice", PASSWORD)).isEqualTo(200);
        tokens.pass(FailedLogins.OF_ADDRESS.each());
        assertThat(status(FAR, "alice", PASSWORD)).isEqualTo(200);
    }

    @Test
    void aUserThatIsGuessedAtEverywhereLogsInFromWhereItDidBefore() throws Exception {
        ask(FAR, "alice", PASSWORD);
        tokens.pass(Duration.ofMinutes(Logins.MINUTES));
        for (int i = 0; i <= FailedLogins.OF_USER.burst(); i++) {
            ask("203.0.113." + i, "alice", "guess number " + i);
        }

        assertThat(status(ELSEWHERE, "alice", PASSWORD)).isEqualTo(429);
        assertThat(status(FAR, "alice", PASSWORD)).isEqualTo(200);
    }

    @Test
    void addressesOfOneIpv6NetworkCountTogether() throws Exception {
        for (int i = 0; i < FailedLogins.OF_ADDRESS.burst(); i++) {
            status("2001:db8::" + i, "x", "gh_wrong");
        }

        assertThat(status("2001:db8::ffff", "x", "gh_wrong")).isEqualTo(429);
        assertThat(status("2001:db8:0:1::1", "x", "gh_wrong")).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "gh_looks-like-a-token"})
    void whatIsTooShortOrLooksLikeATokenIsNoPassword(String text) {
        assertThat(NewUser.isPassword(text)).isFalse();
        assertThat(NewUser.isPassword(PASSWORD)).isTrue();
    }
}
