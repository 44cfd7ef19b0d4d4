package dev.gatehouse.house;

import java.util.List;
import java.util.Map;

/**
 * The package table of ARCHITECTURE.md as data: who may see which library, and which part of core
 * may see which other. Packages are named without the base package.
 */
final class Packages {
    /** Libraries that every package may use. */
    static final List<String> COMMON = List.of("org.jspecify.", "org.slf4j.");

    /** Library to its homes, packages below them included. What is not listed is used by nobody. */
    static final Map<String, List<String>> HOMES =
            Map.ofEntries(
                    Map.entry("ch.qos.logback.", List.of("server")),
                    Map.entry("com.dylibso.chicory.", List.of("server.rego.wasm")),
                    Map.entry("com.github.benmanes.caffeine.", List.of("server.cache")),
                    Map.entry("com.github.f4b6a3.ulid.", List.of("server.store")),
                    Map.entry("com.google.re2j.", List.of("server.rego.builtin")),
                    Map.entry("com.nimbusds.", List.of("server.access.oidc")),
                    Map.entry("com.password4j.", List.of("server.access.password")),
                    Map.entry("io.github.nscuro.versatile.", List.of("pypi")),
                    Map.entry("io.netty.", List.of("server.http")),
                    Map.entry("io.opentelemetry.", List.of("server.telemetry")),
                    Map.entry("io.prometheus.", List.of("server.metrics")),
                    Map.entry(
                            "org.apache.commons.compress.",
                            List.of("npm", "pypi", "server.backup", "server.rego")),
                    Map.entry(
                            "org.apache.commons.fileupload2.",
                            List.of("pypi.publish", "server.api.upload")),
                    Map.entry("org.apache.commons.io.", List.of("pypi.publish")),
                    Map.entry("org.apache.hc.", List.of("server.upstream")),
                    Map.entry("org.apache.maven.artifact.", List.of("maven", "server.pgp")),
                    Map.entry("org.bouncycastle.", List.of("server.pgp")),
                    Map.entry("org.jsoup.", List.of("pypi")),
                    Map.entry("org.openjdk.jmh.", List.of("benchmarks")),
                    Map.entry("org.rocksdb.", List.of("server.store")),
                    Map.entry("org.semver4j.", List.of("npm")),
                    Map.entry("org.snakeyaml.engine.", List.of("config")),
                    Map.entry("picocli.", List.of("server.cli")),
                    Map.entry(
                            "com.fasterxml.jackson.annotation.",
                            List.of("config", "npm", "pypi", "server")),
                    Map.entry("us.springett.cvss.", List.of("server.advisory")),
                    Map.entry("tools.jackson.", List.of("config", "npm", "pypi", "server")));

    /** Part of core to the other parts that it may use; {@code proxy} may use all of them. */
    static final Map<String, List<String>> CORE =
            Map.of(
                    "model", List.of(),
                    "advisory", List.of("model"),
                    "access", List.of("model"),
                    "http", List.of("access"),
                    "upstream", List.of("model", "http"),
                    "store", List.of("model", "access", "signature", "policy", "advisory"),
                    "trust", List.of("model"),
                    "policy", List.of("model", "trust", "signature", "advisory"),
                    "signature", List.of("model"),
                    "format",
                            List.of(
                                    "model",
                                    "access",
                                    "http",
                                    "upstream",
                                    "store",
                                    "trust",
                                    "signature"));

    private Packages() {}

    static boolean within(String packageName, String home) {
        return packageName.equals(home) || packageName.startsWith(home + ".");
    }
}
