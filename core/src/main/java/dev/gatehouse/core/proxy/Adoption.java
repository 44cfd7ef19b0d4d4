package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Refusal;
import dev.gatehouse.core.format.RefusedException;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.upstream.Upstream;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whether a stored package may become another repository's own. What is local is present and stands
 * above every upstream, so the bytes of an untrusted one would gain by a copy what the rule denies
 * them: that takes an admin of the destination and a reason, as a claim does. Pure.
 */
final class Adoption {
    private Adoption() {}

    /**
     * How the audit log calls a publication that copies it.
     *
     * @throws RefusedException when it may not become the destination's own
     */
    static UnaryOperator<String> action(
            Stored from, Mount<?, ?> to, Principal by, Optional<String> reason)
            throws RefusedException {
        Optional<String> supplier = untrusted(from);
        if (supplier.isEmpty()) {
            return UnaryOperator.identity();
        }
        Optional<String> why = reason.filter(text -> !text.isBlank());
        if (why.isEmpty() || !by.may(Role.ADMIN, to.repositoryName())) {
            throw new RefusedException(refusal(from, to, supplier.get()));
        }
        String note =
                ", copied from %s, supplied by %s: %s"
                        .formatted(from.mount().repositoryName(), supplier.get(), why.get());
        return plain -> plain + note;
    }

    /** The untrusted upstream whose bytes they are; of one that is gone nothing is known. */
    private static Optional<String> untrusted(Stored from) {
        Optional<Upstream> upstream = from.mount().settings().upstream(from.owner());
        boolean trusted = upstream.filter(u -> u.source().isTrusted()).isPresent();
        return from.owner().isLocal() || trusted
                ? Optional.empty()
                : Optional.of(upstream.map(Upstream::name).orElse("an upstream that is gone"));
    }

    private static Refusal refusal(Stored from, Mount<?, ?> to, String supplier) {
        String repository = to.repositoryName();
        return new Refusal.Conflict(
                ("%s came from %s, which is untrusted; a copy would make the name local in %s,"
                                + " above every upstream: only an admin of %s may do that, with a"
                                + " reason")
                        .formatted(from.item().key().name(), supplier, repository, repository));
    }
}
