package dev.gatehouse.server.rego;

import dev.gatehouse.server.policy.ModuleCheck;

import java.util.List;
import java.util.stream.Collectors;

/** Looks at modules by compiling them; one without an error is ready to be asked. Thread-safe. */
public final class RegoModuleCheck implements ModuleCheck {
    private final RegoModules modules;

    public RegoModuleCheck(RegoModules modules) {
        this.modules = modules;
    }

    @Override
    public Checked check(String module) throws InterruptedException {
        List<RegoFinding> findings = modules.check(module).findings();
        String raw = findings.stream().map(RegoModuleCheck::line).collect(Collectors.joining("\n"));
        return new Checked(findings.stream().map(RegoModuleCheck::finding).toList(), raw);
    }

    private static Finding finding(RegoFinding finding) {
        return new Finding(
                finding.isError() ? Severity.ERROR : Severity.WARNING,
                finding.code(),
                finding.message(),
                finding.line().orElse(0));
    }

    /** As OPA prints what it finds. */
    private static String line(RegoFinding finding) {
        String place = finding.line().isPresent() ? ":" + finding.line().getAsInt() : "";
        return "policy.rego" + place + ": " + finding.code() + ": " + finding.message();
    }
}
