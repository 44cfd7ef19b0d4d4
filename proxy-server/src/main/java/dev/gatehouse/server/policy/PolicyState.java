package dev.gatehouse.server.policy;

import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicySet;
import dev.gatehouse.core.store.MetadataStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is known of the policies at one time. */
sealed interface PolicyState {
    Optional<Declared> declared();

    /** All that is known; fails when it could not be read. */
    Known known() throws IOException;

    /**
     * They are read.
     *
     * @param set what is in force
     * @param managed what is stored, whether it is in force or not
     */
    record Known(
            PolicySet set,
            Optional<Declared> declared,
            List<Policy> managed,
            List<Exemption> exemptions)
            implements PolicyState {
        static Known of(
                Optional<Declared> declared, List<Policy> managed, List<Exemption> exemptions) {
            List<Policy> inForce = declared.map(Declared::policies).orElse(managed);
            return new Known(
                    Generation.of(inForce, exemptions),
                    declared,
                    List.copyOf(managed),
                    List.copyOf(exemptions));
        }

        @Override
        public Known known() {
            return this;
        }

        Known withPolicies(List<Policy> policies) {
            return of(declared, policies, exemptions);
        }

        Known withExemptions(List<Exemption> others) {
            return of(declared, managed, others);
        }

        /** One of those in force. */
        Optional<Policy> find(String id) {
            return set.policies().stream().filter(p -> p.id().equals(id)).findFirst();
        }
    }

    /** They could not be read, so nothing may be decided. */
    record Unreadable(Optional<Declared> declared, String why) implements PolicyState {
        @Override
        public Known known() throws IOException {
            throw new IOException("the policies cannot be read: " + why);
        }
    }

    /** With what the store says now. */
    static PolicyState stored(MetadataStore metadata, Optional<Declared> declared) {
        try {
            return Known.of(
                    declared, metadata.policies().policies(), metadata.policies().exemptions());
        } catch (IOException e) {
            Logger log = LoggerFactory.getLogger(PolicyState.class);
            log.error("The policies cannot be read, so nothing is decided: {}", e.getMessage());
            return new Unreadable(declared, String.valueOf(e.getMessage()));
        }
    }
}
