package dev.gatehouse.server.policy;

import dev.gatehouse.server.policy.ModuleCheck.Checked;
import dev.gatehouse.server.policy.ModuleCheck.Finding;
import dev.gatehouse.server.policy.ModuleCheck.Severity;

import java.util.List;

/** Finds an error in each line that says {@code broken}, and a warning where it says odd. */
public final class ScriptedModules implements ModuleCheck {
    @Override
    public Checked check(String module) {
        List<String> lines = module.lines().toList();
        List<Finding> findings = new java.util.ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("broken")) {
                findings.add(
                        new Finding(Severity.ERROR, "rego_parse_error", "it is broken", i + 1));
            }
            if (lines.get(i).contains("odd")) {
                findings.add(new Finding(Severity.WARNING, "unknown_field", "it is odd", i + 1));
            }
        }
        return new Checked(findings, findings.isEmpty() ? "" : "1 error occurred");
    }
}
