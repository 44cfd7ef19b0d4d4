package dev.gatehouse.server.rego.builtin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The functions that policies may call beyond those that OPA compiles into them. What is not here
 * is refused by name when a policy is loaded: what dials ({@code http.send}, {@code
 * net.lookup_ip_addr}), what tells of the process ({@code opa.runtime}), what is random, and what
 * nobody has needed for packages. Thread-safe.
 */
public final class Builtins {
    /** No policy gets these, whatever is added. */
    private static final Set<String> NEVER =
            Set.of("http.send", "net.lookup_ip_addr", "opa.runtime");

    private final Map<String, Builtin> functions;

    private Builtins(Map<String, Builtin> functions) {
        this.functions = Map.copyOf(functions);
    }

    /** All that there are. */
    public static Builtins standard() {
        Map<String, Builtin> all = new HashMap<>();
        all.putAll(TextFunctions.all());
        all.putAll(TimeFunctions.all());
        all.putAll(SemverFunctions.all());
        all.putAll(RegexFunctions.all());
        all.putAll(DataFunctions.all());
        all.putAll(EncodingFunctions.all());
        all.putAll(CryptoFunctions.all());
        all.putAll(NetFunctions.all());
        all.putAll(UnitFunctions.all());
        all.keySet().removeAll(NEVER);
        return new Builtins(all);
    }

    /** By its name in Rego. */
    public Optional<Builtin> find(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    /** Their names. */
    public Set<String> names() {
        return functions.keySet();
    }
}
