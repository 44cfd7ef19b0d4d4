package dev.gatehouse.fuzz;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.name.PypiNames;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names of wheels and source distributions: each belongs to one project, under any spelling. */
public final class DistributionNameTarget {
    private static final PackageName PROJECT = PypiNames.parse("lib-core");

    private DistributionNameTarget() {}

    /** One input; the name is the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        FileName file;
        try {
            file = new FileName(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noFileName) {
            return;
        }
        Optional<DistributionName> read = DistributionName.of(PROJECT, file);
        if (read.isPresent() && !DistributionName.isOf(PROJECT, file.value())) {
            throw new AssertionError(file + " is and is not a file of " + PROJECT);
        }
        read.ifPresent(DistributionName::shown);
    }
}
