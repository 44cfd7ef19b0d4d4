package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real client of a format, which takes the newest version that it sees of each name. */
public interface InstallingClient {
    /** Installs these names with what it has cached; the newest of each must be the one given. */
    void installs(Shelf.Item... newest) throws IOException, InterruptedException;

    /**
     * The client of that format.
     *
     * @param home of its own, with its caches
     * @param gate whose repository {@code main} it uses, and no other
     */
    static InstallingClient of(String format, Path home, RunningGate gate)
            throws IOException, InterruptedException {
        return switch (format) {
            case "npm" -> npm(home, ClientTool.npm(home).uses(gate, "main", ""));
            case "pypi" -> pip(home, PythonClients.tool(home, "pip"), gate);
            case "maven" -> {
                new MavenEcosystem().publish(gate, "main", MavenTool.BESIDE_EXTENSIONS);
                yield maven(MavenTool.ofThisMachine(home).uses(gate));
            }
            default -> throw new IllegalArgumentException(format);
        };
    }

    /** What npm takes is decided by {@code latest}, so it is asked for all versions first. */
    private static InstallingClient npm(Path home, ClientTool npm) {
        return newest -> {
            Path project = Files.createTempDirectory(home, "project");
            Files.writeString(project.resolve("package.json"), "{\"name\":\"user\"}");
            List<String> install = new ArrayList<>(List.of("install"));
            for (Shelf.Item item : newest) {
                Run seen = npm.run(project, "view", item.name(), "versions", "--json").succeeds();
                assertThat(seen.output().replaceAll("\\s", ""))
                        .endsWith("\"" + item.version() + "\"]");
                install.add(item.name() + "@" + item.version());
            }
            npm.run(project, install.toArray(String[]::new)).succeeds();
            for (Shelf.Item item : newest) {
                assertThat(project.resolve("node_modules/" + item.name() + "/index.js"))
                        .content()
                        .contains(item.marker());
            }
        };
    }

    private static InstallingClient pip(Path home, ClientTool pip, RunningGate gate) {
        return newest -> {
            Path target = Files.createTempDirectory(home, "target");
            ClientTool pointed =
                    pip.with("PIP_INDEX_URL", gate.mount("main", "pypi") + "simple/")
                            .with("PIP_RETRIES", "0")
                            .with("PIP_TARGET", target.toString());
            pointed.run(home, words(newest)).succeeds();
            for (Shelf.Item item : newest) {
                String module = PythonPackage.of(item.name(), item.version(), "").module();
                assertThat(target.resolve(module + "-" + item.version() + ".dist-info")).exists();
                assertThat(target.resolve(module + ".py")).content().contains(item.marker());
            }
        };
    }

    private static InstallingClient maven(MavenTool maven) {
        return newest -> {
            String[] coordinates = new String[newest.length];
            for (int i = 0; i < newest.length; i++) {
                coordinates[i] = newest[i].name() + ":" + newest[i].version();
            }
            maven.takesAsNewest(coordinates);
            for (Shelf.Item item : newest) {
                String artifact = item.name().substring(item.name().indexOf(':') + 1);
                assertThat(maven.resolved(artifact + "-" + item.version() + ".jar"))
                        .contains(item.marker());
            }
        };
    }

    private static String[] words(Shelf.Item... items) {
        List<String> words = new ArrayList<>(List.of("install"));
        for (Shelf.Item item : items) {
            words.add(item.name());
        }
        return words.toArray(String[]::new);
    }
}
