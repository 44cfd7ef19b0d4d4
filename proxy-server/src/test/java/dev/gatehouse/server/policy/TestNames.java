package dev.gatehouse.server.policy;

import dev.gatehouse.maven.MavenFormat;
import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.pypi.PypiFormat;

import java.util.List;

/** The names of the formats that are served. */
public final class TestNames {
    private TestNames() {}

    public static PackageNames all() {
        return new PackageNames(
                List.of(new NpmFormat(1), new PypiFormat(1, 451), new MavenFormat(1, 0)));
    }
}
