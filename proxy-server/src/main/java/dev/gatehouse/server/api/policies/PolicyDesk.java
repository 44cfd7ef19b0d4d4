package dev.gatehouse.server.api.policies;

import dev.gatehouse.server.policy.ExemptionBook;
import dev.gatehouse.server.policy.PolicyBook;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What this part of the API works on.
 *
 * @param advised whether there are advisories that rules could go by
 * @param inputSchema the JSON Schema of what policies are shown
 */
public record PolicyDesk(
        PolicyBook policies,
        ExemptionBook exemptions,
        Supposing supposing,
        BooleanSupplier advised,
        Supplier<String> inputSchema) {}
