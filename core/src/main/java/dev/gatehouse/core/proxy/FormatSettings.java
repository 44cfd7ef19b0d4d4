package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.Source;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.OwnedNames;
import dev.gatehouse.core.trust.PresenceSettings;
import dev.gatehouse.core.upstream.Upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one format of one repository is set up.
 *
 * @param upstreams in repository order: by priority, then by creation
 * @param ownedNames names that are local before anything was published
 * @param lastKnown whether a stored ABSENT may decide while a trusted source does not answer
 * @param refuseSharedNames whether a publish into a name that an untrusted upstream has supplied is
 *     refused
 * @param changedAt when trust, upstreams or owned names were last changed
 * @param pinning what is done about a package that others sign than did before
 * @param signing whether what is published here is signed with the repository's own keys
 */
public record FormatSettings(
        List<Upstream> upstreams,
        OwnedNames ownedNames,
        Enforcement enforcement,
        boolean lastKnown,
        Duration lastKnownLimit,
        Duration absenceConfirmation,
        boolean refuseSharedNames,
        Instant changedAt,
        Pinning pinning,
        boolean signing) {
    public FormatSettings {
        upstreams = List.copyOf(upstreams);
    }

    /** One of a repository that signs nothing. */
    @SuppressWarnings("checkstyle:ParameterNumber") // the components of the record but one
    public FormatSettings(
            List<Upstream> upstreams,
            OwnedNames ownedNames,
            Enforcement enforcement,
            boolean lastKnown,
            Duration lastKnownLimit,
            Duration absenceConfirmation,
            boolean refuseSharedNames,
            Instant changedAt,
            Pinning pinning) {
        this(
                upstreams,
                ownedNames,
                enforcement,
                lastKnown,
                lastKnownLimit,
                absenceConfirmation,
                refuseSharedNames,
                changedAt,
                pinning,
                false);
    }

    /** The same of a repository that signs what is published in it, or does not. */
    public FormatSettings signing(boolean signs) {
        return new FormatSettings(
                upstreams,
                ownedNames,
                enforcement,
                lastKnown,
                lastKnownLimit,
                absenceConfirmation,
                refuseSharedNames,
                changedAt,
                pinning,
                signs);
    }

    /** The local store, then the upstreams. */
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        sources.add(Source.LOCAL);
        upstreams.forEach(u -> sources.add(u.source()));
        return sources;
    }

    public Optional<Upstream> upstream(SourceId id) {
        return upstreams.stream().filter(u -> u.id().equals(id)).findFirst();
    }

    /** The same with that upstream trusted otherwise. */
    public FormatSettings with(SourceId upstream, Trust trust) {
        List<Upstream> changed =
                upstreams.stream().map(u -> u.id().equals(upstream) ? u.with(trust) : u).toList();
        return new FormatSettings(
                changed,
                ownedNames,
                enforcement,
                lastKnown,
                lastKnownLimit,
                absenceConfirmation,
                refuseSharedNames,
                changedAt,
                pinning,
                signing);
    }

    /** The same, enforced otherwise. */
    public FormatSettings with(Enforcement other) {
        return new FormatSettings(
                upstreams,
                ownedNames,
                other,
                lastKnown,
                lastKnownLimit,
                absenceConfirmation,
                refuseSharedNames,
                changedAt,
                pinning,
                signing);
    }

    public PresenceSettings presence(Upstream upstream) {
        return new PresenceSettings(
                upstream.absentTtl(), absenceConfirmation, lastKnown, lastKnownLimit);
    }
}
