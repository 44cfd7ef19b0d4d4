package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.OwnedNames;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Changes of one setting each. */
final class Knobs {
    private Knobs() {}

    static Upstream mode(Upstream u, Mode mode, boolean active) {
        return new Upstream(
                u.id(),
                u.name(),
                u.url(),
                u.trust(),
                mode,
                active,
                u.canary(),
                u.indexTtl(),
                u.absentTtl(),
                u.presenceTimeout(),
                u.strictChecksums());
    }

    static Upstream canary(Upstream u, String canary) {
        return new Upstream(
                u.id(),
                u.name(),
                u.url(),
                u.trust(),
                u.mode(),
                u.active(),
                Optional.of(LineFormat.named(canary)),
                u.indexTtl(),
                u.absentTtl(),
                u.presenceTimeout(),
                u.strictChecksums());
    }

    static Upstream ttl(Upstream u, Duration index, Duration absent) {
        return new Upstream(
                u.id(),
                u.name(),
                u.url(),
                u.trust(),
                u.mode(),
                u.active(),
                u.canary(),
                index,
                absent,
                u.presenceTimeout(),
                u.strictChecksums());
    }

    static Upstream trust(Upstream u, Trust trust) {
        return new Upstream(
                u.id(),
                u.name(),
                u.url(),
                trust,
                u.mode(),
                u.active(),
                u.canary(),
                u.indexTtl(),
                u.absentTtl(),
                u.presenceTimeout(),
                u.strictChecksums());
    }

    static FormatSettings lastKnown(FormatSettings s) {
        return new FormatSettings(
                s.upstreams(),
                s.ownedNames(),
                s.enforcement(),
                true,
                s.lastKnownLimit(),
                s.absenceConfirmation(),
                s.refuseSharedNames(),
                s.changedAt(),
                s.pinning());
    }

    static FormatSettings monitor(FormatSettings s) {
        return new FormatSettings(
                s.upstreams(),
                s.ownedNames(),
                Enforcement.MONITOR,
                s.lastKnown(),
                s.lastKnownLimit(),
                s.absenceConfirmation(),
                s.refuseSharedNames(),
                s.changedAt(),
                s.pinning());
    }

    static FormatSettings enforced(FormatSettings s) {
        return new FormatSettings(
                s.upstreams(),
                s.ownedNames(),
                Enforcement.ENFORCE,
                s.lastKnown(),
                s.lastKnownLimit(),
                s.absenceConfirmation(),
                s.refuseSharedNames(),
                s.changedAt(),
                s.pinning());
    }

    static Upstream lenient(Upstream u) {
        return new Upstream(
                u.id(),
                u.name(),
                u.url(),
                u.trust(),
                u.mode(),
                u.active(),
                u.canary(),
                u.indexTtl(),
                u.absentTtl(),
                u.presenceTimeout(),
                false);
    }

    static FormatSettings refusing(FormatSettings s) {
        return new FormatSettings(
                s.upstreams(),
                s.ownedNames(),
                s.enforcement(),
                s.lastKnown(),
                s.lastKnownLimit(),
                s.absenceConfirmation(),
                true,
                s.changedAt(),
                s.pinning());
    }

    static FormatSettings owning(FormatSettings s, String pattern) {
        var owned = new OwnedNames.Pattern(pattern, new LineFormat().ownedNames(pattern));
        return new FormatSettings(
                s.upstreams(),
                new OwnedNames(List.of(owned)),
                s.enforcement(),
                s.lastKnown(),
                s.lastKnownLimit(),
                s.absenceConfirmation(),
                s.refuseSharedNames(),
                s.changedAt(),
                s.pinning());
    }

    static FormatSettings pinning(FormatSettings s, Pinning pinning) {
        return new FormatSettings(
                s.upstreams(),
                s.ownedNames(),
                s.enforcement(),
                s.lastKnown(),
                s.lastKnownLimit(),
                s.absenceConfirmation(),
                s.refuseSharedNames(),
                s.changedAt(),
                pinning);
    }

    static FormatSettings with(FormatSettings s, List<Upstream> upstreams) {
        return new FormatSettings(
                List.copyOf(upstreams),
                s.ownedNames(),
                s.enforcement(),
                s.lastKnown(),
                s.lastKnownLimit(),
                s.absenceConfirmation(),
                s.refuseSharedNames(),
                s.changedAt(),
                s.pinning(),
                s.signing());
    }
}
