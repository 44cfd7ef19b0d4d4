package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.proxy.Memories;
import dev.gatehouse.core.proxy.Memory;
import dev.gatehouse.core.store.StoredUser;
import dev.gatehouse.server.access.password.Passwords;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords of users. A good one is remembered for {@value #MINUTES} minutes by a keyed hash, so
 * that a client that sends it with each request costs one slow comparison now and then.
 * Thread-safe.
 */
public final class Logins {
    static final int MINUTES = 5;
    private static final long MOST = 10_000;
    private static final int MOST_CHARACTERS = 256;
    private static final String ALGORITHM = "HmacSHA256";

    private final UserBook users;
    private final Passwords passwords;
    private final InstantSource clock;
    private final Memory<String, Instant> good;
    private final SecretKeySpec key;

    /** Logins over these users; the key of what is remembered ends with the process. */
    public Logins(
            UserBook users,
            Passwords passwords,
            Memories memories,
            SecureRandom random,
            InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
        this.good = memories.counted("logins", MOST);
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Whether that could be a login at all: nothing slow is done for what cannot. */
    boolean isPossible(String user, String password) {
        return !users.isEmpty()
                && AccessName.isOne(user)
                && password.length() <= MOST_CHARACTERS
                && !TokenText.isOurs(password);
    }

    /** The name, if there is such a user. */
    Optional<String> known(String user) {
        return users.find(user).map(StoredUser::name);
    }

    /** The user, if that password was compared a short while ago; never blocks. */
    Optional<Principal> remembered(String name, String password) {
        Instant now = clock.instant();
        return users.find(name)
                .filter(
                        user ->
                                good.find(proof(user, password))
                                        .filter(at -> !now.isBefore(at) && now.isBefore(end(at)))
                                        .isPresent())
                .map(UserBook::principal);
    }

    private static Instant end(Instant compared) {
        return compared.plus(Duration.ofMinutes(MINUTES));
    }

    /** Compares; takes as long for a user that there is not. */
    Optional<Principal> compare(String name, String password)
            throws IOException, InterruptedException {
        if (!isPossible(name, password)) {
            return Optional.empty();
        }
        Optional<StoredUser> user = users.find(name);
        if (user.isEmpty()) {
            passwords.matchNobody(password);
            return Optional.empty();
        }
        boolean right = passwords.matches(password, user.get().password());
        // comparing takes its turn: meanwhile the user may be gone, or another of that name
        if (!right || !users.find(name).equals(user)) {
            return Optional.empty();
        }
        good.put(proof(user.get(), password), clock.instant());
        return Optional.of(UserBook.principal(user.get()));
    }

    /** Of the hash too, so that a user's new password ends what is remembered of the old one. */
    private String proof(StoredUser user, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(user.name().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(user.password().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }
}
