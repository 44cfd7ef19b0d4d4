package dev.gatehouse.core.policy;

import dev.gatehouse.core.advisory.Severity;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a policy asks of a package. */
public sealed interface PolicyRule {
    /**
     * A module in Rego, {@code package cloudsmith}, with a boolean {@code match} and perhaps a
     * {@code reason}.
     */
    record Rego(String module) implements PolicyRule {}

    /** One that needs no engine; it is judged by {@link BuiltInRules}. */
    sealed interface BuiltIn extends PolicyRule {
        /** The word by which people write it: {@code require-signed}. */
        String word();
    }

    /** Matches a package that is not signed; while that is not known, nothing is served. */
    record RequireSigned() implements BuiltIn {
        @Override
        public String word() {
            return "require-signed";
        }
    }

    /**
     * Matches a package that somebody else signs than did before, or nobody any more, where the
     * repository keeps account of signers; while that is not known, nothing is served.
     */
    record SignerChanged() implements BuiltIn {
        @Override
        public String word() {
            return "signer-changed";
        }
    }

    /**
     * Matches what was published less than that time ago.
     *
     * @param unknownIsOld whether a version of which no time is known is taken for old enough; else
     *     it matches
     */
    record MinimumAge(Duration age, boolean unknownIsOld) implements BuiltIn {
        public MinimumAge {
            if (age.isNegative() || age.isZero()) {
                throw new IllegalArgumentException("a minimum age of " + age + ": expected more");
            }
        }

        @Override
        public String word() {
            return "minimum-age";
        }
    }

    /** Matches what is on the list. */
    record Block(List<PackagePattern> packages) implements BuiltIn {
        public Block {
            packages = List.copyOf(packages);
        }

        @Override
        public String word() {
            return "block";
        }
    }

    /** Matches what is not on the list. */
    record Allow(List<PackagePattern> packages) implements BuiltIn {
        public Allow {
            packages = List.copyOf(packages);
        }

        @Override
        public String word() {
            return "allow";
        }
    }

    /**
     * Matches what advisories say is vulnerable.
     *
     * @param least how bad it has to be; empty: anything is bad enough
     * @param ignored advisories by any of their names, which do not count
     * @param onlyFixed whether only those count that a later version is free of
     * @param unknownIsMild whether one that nobody says the badness of is let through
     */
    record Vulnerability(
            Optional<Threshold> least,
            Set<String> ignored,
            boolean onlyFixed,
            boolean unknownIsMild)
            implements BuiltIn {
        public Vulnerability {
            ignored = Set.copyOf(ignored);
        }

        @Override
        public String word() {
            return "vulnerability";
        }
    }

    /** How bad is bad enough. */
    sealed interface Threshold {
        /** From that CVSS score on, 0.0 to 10.0. */
        record MinScore(BigDecimal score) implements Threshold {
            public MinScore {
                if (score.signum() < 0 || score.compareTo(BigDecimal.TEN) > 0) {
                    throw new IllegalArgumentException(
                            "a score of " + score + ": expected 0.0 to 10.0");
                }
            }
        }

        /** From that word on. */
        record MinSeverity(Severity severity) implements Threshold {}
    }

    /**
     * Matches what advisories say was made to do harm.
     *
     * @param ignored advisories by any of their names, which do not count
     */
    record Malware(Set<String> ignored) implements BuiltIn {
        public Malware {
            ignored = Set.copyOf(ignored);
        }

        @Override
        public String word() {
            return "malware";
        }
    }

    /**
     * Matches a package by its licence, given by SPDX identifiers in any case.
     *
     * @param allowed any other licence matches; empty: all that are not denied
     * @param denied matches, allowed or not
     * @param unknownIsAllowed whether a package that tells no licence is let through
     */
    record License(Set<String> allowed, Set<String> denied, boolean unknownIsAllowed)
            implements BuiltIn {
        public License {
            allowed = Set.copyOf(allowed);
            denied = Set.copyOf(denied);
        }

        @Override
        public String word() {
            return "license";
        }
    }
}
