package dev.gatehouse.config;

import java.time.Duration;
import java.util.List;

/**
 * One format of a repository.
 *
 * @param upstreams in the order of the file; their order of asking is by priority
 * @param lastKnownLimit how old an ABSENT may be that decides under {@code last-known}
 * @param absenceConfirmation for how long ABSENT after PRESENT must be observed before it counts
 * @param ownedNames names that never go to an untrusted upstream
 * @param refusedPage the status of an index page whose every version is refused; PyPI's alone
 * @param snapshotRetention how many builds of a snapshot version are kept, 0 for all; Maven's alone
 */
public record FormatConfig(
        List<UpstreamConfig> upstreams,
        Enforcement enforcement,
        WhenTrustedUnreachable whenTrustedUnreachable,
        Duration lastKnownLimit,
        Duration absenceConfirmation,
        OnSharedName onSharedName,
        List<NamePattern> ownedNames,
        int refusedPage,
        int snapshotRetention) {
    /** A format whose block is empty. */
    public static final FormatConfig DEFAULTS =
            new FormatConfig(
                    List.of(),
                    Enforcement.ENFORCE,
                    WhenTrustedUnreachable.FAIL_CLOSED,
                    Duration.ofHours(24),
                    Duration.ofHours(24),
                    OnSharedName.WARN,
                    List.of(),
                    451,
                    0);

    public FormatConfig {
        upstreams = List.copyOf(upstreams);
        ownedNames = List.copyOf(ownedNames);
    }

    /** The same with other upstreams. */
    public FormatConfig with(List<UpstreamConfig> others) {
        return new FormatConfig(
                others,
                enforcement,
                whenTrustedUnreachable,
                lastKnownLimit,
                absenceConfirmation,
                onSharedName,
                ownedNames,
                refusedPage,
                snapshotRetention);
    }
}
