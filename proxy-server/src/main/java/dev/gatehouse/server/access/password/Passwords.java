package dev.gatehouse.server.access.password;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

import dev.gatehouse.config.Secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hashes passwords with Argon2id, and compares. Each takes some 20 MiB and tens of milliseconds of
 * a core, so only a few are computed at once; never on an event loop. Thread-safe.
 *
 * <p>The parameters are the first of OWASP's Password Storage Cheat Sheet: 19 MiB, 2 passes, 1
 * lane.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOBODY =
            "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                    .formatted(MEMORY_KIB, PASSES, LANES, "A".repeat(22), "A".repeat(43));

    private final SecureRandom random;
    private final Semaphore room;

    /**
     * Passwords.
     *
     * @param mostAtOnce how many are computed at once
     */
    public Passwords(SecureRandom random, int mostAtOnce) {
        this.random = random;
        this.room = new Semaphore(mostAtOnce);
    }

    /** Too many passwords are being checked already. */
    public static final class BusyException extends IOException {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("too many passwords are being checked");
        }
    }

    /** The hash of a new password, with its parameters and salt. */
    public String hash(Secret password) throws IOException, InterruptedException {
        enter();
        try {
            return encoded(password.value());
        } finally {
            room.release();
        }
    }

    /** Whether a hash is that password's. */
    public boolean matches(String password, String hash) throws IOException, InterruptedException {
        enter();
        try {
            return Argon2Function.getInstanceFromHash(hash).check(password, hash);
        } finally {
            room.release();
        }
    }

    /** Takes as long as a comparison, for a user that there is not. */
    public void matchNobody(String password) throws IOException, InterruptedException {
        boolean ignored = matches(password, NOBODY);
    }

    private String encoded(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, BYTES, Argon2.ID)
                .hash(password.getBytes(StandardCharsets.UTF_8), salt)
                .getResult();
    }

    private void enter() throws IOException, InterruptedException {
        if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BusyException();
        }
    }
}
