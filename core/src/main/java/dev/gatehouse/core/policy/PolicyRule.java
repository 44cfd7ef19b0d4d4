package dev.gatehouse.core.policy;

import java.time.Duration;
import java.util.List;
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
