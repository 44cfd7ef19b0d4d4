package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.MemoryMetadataStore;
import dev.gatehouse.server.access.password.Passwords;
import dev.gatehouse.server.cache.CaffeineMemories;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A token book over a store in memory, with a clock that stands still. */
public final class Tokens {
    public final MemoryMetadataStore store = new MemoryMetadataStore();
    public final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final Passwords passwords = new Passwords(new SecureRandom(), 2);
    private final AtomicInteger ids = new AtomicInteger();
    public final Journal journal =
            new Journal(store, () -> "ID%03d".formatted(ids.incrementAndGet()), now::get);

    /** The book as a start would load it. */
    public TokenBook book() throws IOException {
        return book(users());
    }

    /** The book as a start would load it, with these users. */
    public TokenBook book(UserBook users) throws IOException {
        return TokenBook.load(store, journal, users, new SecureRandom(), now::get);
    }

    /** The users as a start would load them. */
    public UserBook users() throws IOException {
        return UserBook.load(store, journal);
    }

    /** Accounts over these. */
    public Accounts accounts(UserBook users, TokenBook book) {
        return new Accounts(users, book, passwords, now::get);
    }

    /** Authentication over these. */
    public Authentication authentication(UserBook users, TokenBook book, Supplier<Role> anonymous) {
        CaffeineMemories memories = new CaffeineMemories();
        return new Authentication(
                book,
                new Logins(users, passwords, memories, new SecureRandom(), now::get),
                new FailedLogins(memories, now::get),
                anonymous);
    }

    public void pass(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    /** A request from that address. */
    public static RequestHead head(String remote, Headers headers) {
        return new RequestHead(
                Method.GET,
                new Target(List.of("main", "npm", "x"), false, Map.of(), "/main/npm/x"),
                headers,
                URI.create("http://localhost:4283/"),
                remote);
    }
}
