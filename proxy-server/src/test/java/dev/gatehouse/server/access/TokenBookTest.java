package dev.gatehouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore.Durability;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class TokenBookTest {
    private static final NewToken CI =
            new NewToken("ci", Role.PUBLISH, Set.of("main"), Optional.of(Duration.ofDays(90)));

    private final Tokens tokens = new Tokens();

    @Test
    void aCreatedTokenIsGoodAtOnceWithItsRoleAndRepositories() throws IOException {
        TokenBook book = tokens.book();

        CreatedToken created = book.create(CI, "admin");

        assertThat(book.check(created.text().value(), false))
                .isEqualTo(new TokenCheck.Good(new Principal("ci", Role.PUBLISH, Set.of("main"))));
    }

    @Test
    void aTokenIsGoodAfterARestart() throws IOException {
        Secret text = tokens.book().create(CI, "admin").text();

        TokenCheck check = tokens.book().check(text.value(), false);

        assertThat(check).isInstanceOf(TokenCheck.Good.class);
    }

    @Test
    void onlyTheHashIsStored() throws IOException {
        CreatedToken created = tokens.book().create(CI, "admin");

        assertThat(tokens.store.commits()).isNotEmpty();
        assertThat(tokens.store.commits().toString())
                .contains(created.stored().hash().hex())
                .doesNotContain(created.text().value())
                .doesNotContain(created.text().value().substring(3, 35));
    }

    @Test
    void makingAndRevokingAreSyncedAndAudited() throws IOException {
        TokenBook book = tokens.book();

        book.create(CI, "root");
        book.revoke("ci", "boss");

        List<AuditEvent> audit = tokens.store.audit().list(Optional.empty(), 10);
        assertThat(audit).extracting(AuditEvent::actor).containsExactly("boss", "root");
        assertThat(audit).extracting(AuditEvent::kind).containsOnly(AuditEvent.Kind.TOKEN);
        assertThat(audit).extracting(AuditEvent::subject).containsOnly("token:ci");
        assertThat(tokens.store.commits())
                .hasSize(2)
                .allMatch(c -> c.durability() == Durability.SYNCED)
                .allMatch(c -> c.changes().getFirst() instanceof Change.PutToken);
    }

    @Test
    void aTokenEndsAtItsExpiryToTheSecond() throws IOException {
        TokenBook book = tokens.book();
        String text = book.create(CI, "admin").text().value();

        tokens.pass(Duration.ofDays(90).minusSeconds(1));
        TokenCheck before = book.check(text, false);
        tokens.pass(Duration.ofSeconds(1));
        TokenCheck after = book.check(text, false);

        assertThat(before).isInstanceOf(TokenCheck.Good.class);
        assertThat(after).isEqualTo(new TokenCheck.Bad("the token has expired"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRevokedTokenIsRefusedAtOnceAndAfterARestart(boolean byName) throws IOException {
        TokenBook book = tokens.book();
        CreatedToken created = book.create(CI, "admin");

        book.revoke(byName ? "ci" : created.stored().id(), "admin");

        TokenCheck.Bad revoked = new TokenCheck.Bad("the token was revoked");
        assertThat(book.check(created.text().value(), true)).isEqualTo(revoked);
        assertThat(tokens.book().check(created.text().value(), true)).isEqualTo(revoked);
        assertThat(book.revoke("ci", "admin")).isEmpty();
    }

    @Test
    void aTokenThatCouldNotBeStoredIsNotGood() throws IOException {
        TokenBook book = tokens.book();
        tokens.store.breakWith("the disk is full");

        assertThatThrownBy(() -> book.create(CI, "admin")).hasMessageContaining("full");

        assertThat(book.list()).isEmpty();
    }

    @Test
    void aNameIsFreeAgainOnceItsTokenIsRevokedOrExpired() throws IOException {
        TokenBook book = tokens.book();
        book.create(CI, "admin");

        assertThatThrownBy(() -> book.create(CI, "admin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ci already");
        book.revoke("ci", "admin");
        book.create(CI, "admin");
        tokens.pass(Duration.ofDays(91));
        book.create(CI, "admin");

        assertThat(book.list()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anonymous", "local", "gatehouse", "a b", "-x", "x\n", "é"})
    void aTokenCannotHaveAMisleadingName(String name) {
        assertThatThrownBy(() -> NewToken.admin(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a name");
    }

    @Test
    void theGivenTokenOfAnAdministratorIsGoodAndStoredNowhere() throws IOException {
        TokenBook book = tokens.book();

        book.giveAdmin(new Secret("from-the-environment"));

        assertThat(book.check("from-the-environment", false))
                .isEqualTo(new TokenCheck.Good(new Principal("admin", Role.ADMIN, Set.of())));
        assertThat(tokens.store.commits()).isEmpty();
        assertThat(tokens.book().check("from-the-environment", false))
                .isInstanceOf(TokenCheck.Bad.class);
    }

    @Test
    void theLocalTokenIsGoodFromThisMachineOnly() throws IOException {
        TokenBook book = tokens.book();

        String local = book.giveLocal().value();

        assertThat(book.check(local, true)).isInstanceOf(TokenCheck.Good.class);
        assertThat(book.check(local, false)).isInstanceOf(TokenCheck.Bad.class);
    }

    @Test
    void aDamagedTokenIsToldFromAWrongOne() throws IOException {
        TokenBook book = tokens.book();
        String text = book.create(CI, "admin").text().value();
        String changed = text.substring(0, 5) + (text.charAt(5) == 'x' ? 'y' : 'x');

        assertThat(book.check(text.substring(0, 40), false).toString()).contains("lost or changed");
        assertThat(book.check(changed + text.substring(6), false).toString())
                .contains("lost or changed");
        assertThat(book.check(TokenText.make(new java.security.SecureRandom()).value(), false))
                .isEqualTo(new TokenCheck.Bad("the token is wrong"));
        assertThat(book.check("", false)).isEqualTo(new TokenCheck.Bad("the token is wrong"));
    }

    @Test
    void theLastUseIsKnownAtOnceAndWrittenBehindOnceAnHour() throws IOException {
        TokenBook book = tokens.book();
        CreatedToken created = book.create(CI, "admin");
        Instant first = tokens.now.get();
        int commits = tokens.store.commits().size();

        book.check(created.text().value(), false);
        assertThat(book.uses().of(created.stored().id())).contains(first);
        assertThat(tokens.store.commits()).hasSize(commits);
        book.uses().flush();
        tokens.pass(Duration.ofMinutes(59));
        book.check(created.text().value(), false);
        book.uses().flush();
        assertThat(tokens.store.commits()).hasSize(commits + 1);
        assertThat(tokens.store.commits().getLast().durability()).isEqualTo(Durability.BEHIND);
        assertThat(tokens.book().uses().of(created.stored().id())).contains(first);

        tokens.pass(Duration.ofMinutes(1));
        book.check(created.text().value(), false);
        assertThat(book.uses().of(created.stored().id())).contains(tokens.now.get());
    }

    @Test
    void whatCouldNotBeWrittenOfUsesIsWrittenLater() throws IOException {
        TokenBook book = tokens.book();
        CreatedToken created = book.create(CI, "admin");
        book.check(created.text().value(), false);
        tokens.store.breakWith("the disk is full");
        assertThatThrownBy(() -> book.uses().flush()).hasMessageContaining("full");
        tokens.store.repair();

        book.uses().flush();

        assertThat(tokens.store.identities().tokenUses()).containsKey(created.stored().id());
    }

    @Test
    void aRefusedTokenIsNotUsed() throws IOException {
        TokenBook book = tokens.book();
        CreatedToken created = book.create(CI, "admin");
        book.revoke("ci", "admin");

        book.check(created.text().value(), false);

        assertThat(book.uses().of(created.stored().id())).isEmpty();
    }

    @Test
    void tokensAreLongRandomAndOfOneForm() {
        var random = new java.security.SecureRandom();
        Set<String> made = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            made.add(TokenText.make(random).value());
        }

        assertThat(made).hasSize(1000).allMatch(t -> t.matches("gh_[0-9A-Za-z]{38}"));
    }
}
