package dev.gatehouse.server.access;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.AuditEvent.Kind;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredToken;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the audit log has of a token: everything but the token. */
final class TokenAudit {
    private TokenAudit() {}

    /** The entry of something that was done to a token. */
    static Change change(Journal journal, StoredToken token, Map<String, String> more, String by) {
        Map<String, String> details = new TreeMap<>(more);
        details.put("id", token.id());
        details.put("role", token.role().name().toLowerCase(Locale.ROOT));
        details.put("repositories", String.join(",", token.repositories()));
        token.packages().ifPresent(names -> details.put("packages", words(names)));
        token.expiresAt().ifPresent(end -> details.put("expires_at", end.toString()));
        return journal.entry(
                Kind.TOKEN, "", "token:" + token.name(), Optional.empty(), by, details);
    }

    private static String words(Set<PackageName> names) {
        return names.stream().map(Journal::subject).sorted().collect(Collectors.joining(","));
    }
}
