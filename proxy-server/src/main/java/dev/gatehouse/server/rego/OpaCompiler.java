package dev.gatehouse.server.rego;

import dev.gatehouse.server.rego.RegoFinding.Severity;
import dev.gatehouse.server.rego.wasm.CustomSection;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Compiles policies by the program {@code opa}, which is somebody else's and need not be there:
 * then every answer says so, and how to get it. Thread-safe.
 */
public final class OpaCompiler implements RegoCompiler {
    /** A compilation takes half a second. */
    public static final Duration USUAL_DEADLINE = Duration.ofSeconds(20);

    private static final int LONGEST_MODULE = 1 << 20;
    private static final String FILE = "policy.rego";
    private static final String CAPABILITIES = "capabilities.json";

    private final OpaProcess opa;
    private final RegoCheck check;
    private final JsonMapper mapper = new JsonMapper();

    /**
     * Starts nothing yet.
     *
     * @param program its path, or {@code opa} to look for it on the PATH
     */
    public OpaCompiler(String program, Duration deadline, InputSchema schema) {
        this.opa = new OpaProcess(program, deadline);
        this.check = new RegoCheck(schema);
    }

    @Override
    public Compilation compile(String module) throws InterruptedException {
        if (module.length() > LONGEST_MODULE) {
            return Compilation.refused(
                    RegoFinding.error("too_large", "a policy of more than 1 MiB"));
        }
        try {
            return inPrivate(module);
        } catch (OpaTimeoutException slow) {
            return Compilation.unable(RegoFinding.error("opa_timeout", slow.toString()));
        } catch (IOException | JacksonException broken) {
            return Compilation.unable(
                    RegoFinding.error("opa_failed", "opa could not be used: " + broken));
        }
    }

    private Compilation inPrivate(String module) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("gatehouse-opa");
        try {
            Optional<RegoFinding> missing = OpaVersion.problem(opa, directory);
            if (missing.isPresent()) {
                return Compilation.unable(missing.get());
            }
            Files.writeString(directory.resolve(FILE), module);
            return compile(directory);
        } finally {
            delete(directory);
        }
    }

    private Compilation compile(Path directory) throws IOException, InterruptedException {
        OpaProcess.Run parsed =
                opa.run(directory, "parse", "--format=json", "--json-include=locations", FILE);
        if (!parsed.succeeded()) {
            return Compilation.refused(errors(parsed));
        }
        RegoSource source = RegoSource.of(mapper.readTree(parsed.output()));
        List<RegoFinding> findings = new ArrayList<>(check.findings(source));
        capabilities(directory);
        OpaProcess.Run checked =
                opa.run(
                        directory,
                        "check",
                        "--format=json",
                        "--capabilities=" + CAPABILITIES,
                        FILE);
        if (!checked.succeeded()) {
            findings.addAll(errors(checked));
        }
        if (findings.stream().anyMatch(RegoFinding::isError)) {
            return Compilation.refused(findings);
        }
        return built(directory, findings, InputPaths.of(source));
    }

    private Compilation built(Path directory, List<RegoFinding> findings, InputPaths paths)
            throws IOException, InterruptedException {
        OpaProcess.Run built =
                opa.run(
                        directory,
                        "build",
                        "--target=wasm",
                        "--entrypoint=" + RegoModule.PACKAGE,
                        "--capabilities=" + CAPABILITIES,
                        "--output=bundle.tar.gz",
                        FILE);
        if (!built.succeeded()) {
            findings.addAll(errors(built));
            return Compilation.refused(findings);
        }
        byte[] bundle = Files.readAllBytes(directory.resolve("bundle.tar.gz"));
        byte[] wasm = OpaBundle.read(bundle).wasm();
        byte[] noted = CustomSection.added(wasm, RegoModule.PATHS, paths.bytes());
        return new Compilation(findings, Optional.of(noted), true);
    }

    /**
     * Those of this opa, but nothing may be fetched while it checks: annotations can name schemas.
     */
    private void capabilities(Path directory) throws IOException, InterruptedException {
        String told = opa.run(directory, "capabilities", "--current").output();
        JsonNode capabilities = mapper.readTree(told);
        if (capabilities instanceof ObjectNode node) {
            node.putArray("allow_net");
        }
        Files.writeString(
                directory.resolve(CAPABILITIES), capabilities.toString(), StandardCharsets.UTF_8);
    }

    private List<RegoFinding> errors(OpaProcess.Run run) {
        List<RegoFinding> findings = new ArrayList<>();
        try {
            for (JsonNode error : mapper.readTree(run.errors()).path("errors")) {
                int row = error.path("location").path("row").asInt(0);
                findings.add(
                        new RegoFinding(
                                Severity.ERROR,
                                error.path("code").asString("opa_error"),
                                oneLine(error.path("message").asString("")),
                                row > 0 ? OptionalInt.of(row) : OptionalInt.empty()));
            }
        } catch (JacksonException noJson) {
            findings.clear();
        }
        if (findings.isEmpty()) {
            findings.add(RegoFinding.error("opa_error", oneLine(run.errors())));
        }
        return findings;
    }

    private static String oneLine(String text) {
        return String.join(" ", text.lines().map(String::strip).toList());
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
