package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.DevpiServer;
import dev.gatehouse.server.testing.MadeUpSimpleIndex;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A real devpi as the trusted private index behind the gate. */
@Order(4)
final class DevpiIT {
    @Test
    void whatDevpiHasIsServedFromItAloneAndWhatItLacksFromThePublicIndex(@TempDir Path directory)
            throws Exception {
        var index = new MadeUpSimpleIndex();
        index.add(PythonPackage.of("acme-lib", "99.0", "squatter"));
        index.add(PythonPackage.of("alpha", "1.0", "alpha-of-p"));
        try (var devpi = DevpiServer.start(directory.resolve("devpi"));
                var untrusted = ScriptedUpstream.answering(index)) {
            devpi.upload(PythonPackage.of("Acme.Lib", "1.0", "lib-of-devpi"));
            String repositories =
                    RunningGate.block(
                            "main",
                            "pypi",
                            "upstreams:",
                            upstream("devpi", devpi.simple(), "trusted", "presence-timeout: 20s"),
                            upstream("public", untrusted.url("simple/"), "untrusted"));
            Path data = Files.createDirectory(directory.resolve("gate"));
            try (var gate = RunningGate.start(data, repositories, InstantSource.system())) {
                URI mount = gate.mount("main", "pypi");

                var html = gate.get(mount.resolve("simple/acme-lib/")).body();
                var json =
                        gate.get(
                                        mount.resolve("simple/acme-lib/"),
                                        "Accept",
                                        MadeUpSimpleIndex.JSON)
                                .body();
                install(directory, mount, "acme_lib", "alpha").succeeds();

                assertThat(html).contains("Acme_Lib-1.0-py3-none-any.whl").doesNotContain("99.0");
                assertThat(json).contains("\"name\":\"acme-lib\"").doesNotContain("99.0");
                assertThat(directory.resolve("site/Acme_Lib.py")).content().contains("of-devpi");
                assertThat(directory.resolve("site/alpha.py")).content().contains("alpha-of-p");
                assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
            }
        }
    }

    private static ClientTool.Run install(Path directory, URI mount, String... what)
            throws Exception {
        String site = directory.resolve("site").toString();
        String index = mount.resolve("simple/").toString();
        return PythonClients.tool(directory.resolve("home"), "pip")
                .run(
                        directory,
                        "install",
                        "--target",
                        site,
                        "--index-url",
                        index,
                        what[0],
                        what[1]);
    }
}
