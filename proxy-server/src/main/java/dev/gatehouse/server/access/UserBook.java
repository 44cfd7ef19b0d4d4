package dev.gatehouse.server.access;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.MetadataStore;
import dev.gatehouse.core.store.MetadataStore.Durability;
import dev.gatehouse.core.store.StoredUser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** All users, in memory. Thread-safe; looking one up never blocks. */
public final class UserBook {
    private final MetadataStore metadata;
    private final Journal journal;
    private final ConcurrentMap<String, StoredUser> users = new ConcurrentHashMap<>();
    private final ReentrantLock changing = new ReentrantLock();

    private UserBook(MetadataStore metadata, Journal journal) {
        this.metadata = metadata;
        this.journal = journal;
    }

    /** The users of that store. */
    public static UserBook load(MetadataStore metadata, Journal journal) throws IOException {
        UserBook book = new UserBook(metadata, journal);
        metadata.identities().users().forEach(user -> book.users.put(user.name(), user));
        return book;
    }

    /** The user of that name. */
    public Optional<StoredUser> find(String name) {
        return Optional.ofNullable(users.get(name));
    }

    /** Whether there is any. */
    boolean isEmpty() {
        return users.isEmpty();
    }

    /** All users, by name. */
    public List<StoredUser> list() {
        return users.values().stream().sorted(Comparator.comparing(StoredUser::name)).toList();
    }

    /** What a user may do. */
    static Principal principal(StoredUser user) {
        return new Principal(user.name(), user.role(), user.repositories());
    }

    /**
     * Adds a user, who may log in as soon as this returns.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    void add(StoredUser user, String by) throws IOException {
        changing.lock();
        try {
            if (users.containsKey(user.name())) {
                throw new IllegalArgumentException(
                        "there is a user named " + user.name() + " already; remove it first");
            }
            metadata.commit(new Change.PutUser(user), audit(user, "added", by));
            users.put(user.name(), user);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Removes a user; the next request by it, or with a token that it logged in for, is refused.
     *
     * @param more what ends with it
     * @return who was removed
     */
    Optional<StoredUser> remove(String name, String by, List<Change> more) throws IOException {
        changing.lock();
        try {
            Optional<StoredUser> found = find(name);
            if (found.isPresent()) {
                List<Change> changes = new ArrayList<>(more);
                changes.add(new Change.DropUser(name));
                changes.add(audit(found.get(), "removed", by));
                metadata.commit(changes, Durability.SYNCED);
                users.remove(name);
            }
            return found;
        } finally {
            changing.unlock();
        }
    }

    private Change audit(StoredUser user, String what, String by) {
        Map<String, String> details = new TreeMap<>();
        details.put("change", what);
        details.put("role", user.role().name().toLowerCase(Locale.ROOT));
        details.put("repositories", String.join(",", user.repositories()));
        return journal.entry(Kind.USER, "", "user:" + user.name(), Optional.empty(), by, details);
    }
}
