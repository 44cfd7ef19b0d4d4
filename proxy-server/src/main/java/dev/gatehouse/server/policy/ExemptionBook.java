package dev.gatehouse.server.policy;

import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.store.Change;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions that are let through whatever policies say, for a time. Thread-safe. */
public final class ExemptionBook {
    private final PolicyLedger ledger;

    public ExemptionBook(PolicyLedger ledger) {
        this.ledger = ledger;
    }

    /** All of them, those that have ended included. */
    public List<Exemption> list() throws IOException {
        return ledger.known().exemptions();
    }

    /** The version that a key names, see {@link PackageNames#key}. */
    public PackageNames.Key key(String written) {
        return ledger.around().names().key(written);
    }

    /** Now, as exemptions count it. */
    public Instant now() {
        return ledger.now();
    }

    /** Lets a version through until then. */
    public Exemption grant(PackageNames.Key key, String reason, Instant until, String by)
            throws IOException {
        return ledger.changing(
                () -> {
                    PolicyState.Known known = ledger.known();
                    Exemption made =
                            new Exemption(
                                    ledger.around().journal().id(),
                                    key.name(),
                                    key.version(),
                                    by,
                                    reason,
                                    ledger.now(),
                                    until);
                    List<Exemption> all = new ArrayList<>(known.exemptions());
                    all.add(made);
                    Map<String, String> details =
                            Map.of(
                                    "change",
                                    "exempted",
                                    "version",
                                    key.version().value(),
                                    "reason",
                                    reason,
                                    "expires_at",
                                    until.toString());
                    ledger.store(
                            known.withExemptions(all),
                            new Change.PutExemption(made),
                            ledger.entry(Journal.subject(key.name()), by, details));
                    return made;
                });
    }

    /** Ends one; whether there was one of that id. */
    public boolean end(String id, String by) throws IOException {
        return ledger.changing(
                () -> {
                    PolicyState.Known known = ledger.known();
                    Optional<Exemption> found =
                            known.exemptions().stream().filter(e -> e.id().equals(id)).findFirst();
                    if (found.isPresent()) {
                        drop(known, found.get(), by);
                    }
                    return found.isPresent();
                });
    }

    private void drop(PolicyState.Known known, Exemption one, String by) throws IOException {
        List<Exemption> left = known.exemptions().stream().filter(e -> !e.equals(one)).toList();
        Map<String, String> details =
                Map.of("change", "exemption ended", "version", one.version().value());
        ledger.store(
                known.withExemptions(left),
                new Change.DropExemption(one.id()),
                ledger.entry(Journal.subject(one.name()), by, details));
    }
}
