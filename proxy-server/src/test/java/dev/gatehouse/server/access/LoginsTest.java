package dev.gatehouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.store.StoredUser;
import dev.gatehouse.server.access.password.Passwords;
import dev.gatehouse.server.cache.CaffeineMemories;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** A password is worth what its user is worth when its comparison ends. */
@Timeout(60)
class LoginsTest {
    private static final String OLD = "the old password";
    private final Tokens tokens = new Tokens();
    private final Passwords passwords = new Passwords(new SecureRandom(), 1);
    private final UserBook users = tokens.users();

    LoginsTest() throws IOException {}

    /** Holds the one who hashes a password until it is released. */
    private static final class Holding extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient CountDownLatch entered = new CountDownLatch(1);
        private final transient CountDownLatch released = new CountDownLatch(1);

        @Override
        public void nextBytes(byte[] bytes) {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            super.nextBytes(bytes);
        }
    }

    private void add(String password, Role role) throws Exception {
        String hash = passwords.hash(new Secret(password));
        users.add(new StoredUser("bob", hash, role, Set.of(), tokens.now.get()), "boss");
    }

    @Test
    void aPasswordWhoseUserIsAnotherWhenItsTurnHasComeIsWrong() throws Exception {
        add(OLD, Role.READ);
        Holding random = new Holding();
        Passwords busy = new Passwords(random, 1);
        Logins logins =
                new Logins(
                        users, busy, new CaffeineMemories(), new SecureRandom(), tokens.now::get);
        var holder = new FutureTask<>(() -> busy.hash(new Secret("somebody else's")));
        Thread.ofVirtual().start(holder);
        random.entered.await();
        var login = new FutureTask<>(() -> logins.compare("bob", OLD));
        Thread waiting = Thread.ofVirtual().start(login);
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        users.remove("bob", "boss", List.of());
        add("the new password", Role.ADMIN);
        random.released.countDown();

        Optional<Principal> sender = login.get();
        assertThat(sender).isEmpty();
        assertThat(holder.get()).isNotEmpty();
        assertThat(logins.compare("bob", "the new password"))
                .hasValueSatisfying(p -> assertThat(p.role()).isEqualTo(Role.ADMIN));
    }
}
