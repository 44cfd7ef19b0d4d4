package dev.gatehouse.server;

import static dev.gatehouse.server.testing.RunningGate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.server.testing.ClientTool;
import dev.gatehouse.server.testing.ClientTool.Run;
import dev.gatehouse.server.testing.MadeUpSimpleIndex;
import dev.gatehouse.server.testing.PypiEcosystem;
import dev.gatehouse.server.testing.PythonClients;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.RunningGate;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.ScriptedUpstream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The real pip and uv: an untrusted public index and a trusted one behind the gate. */
final class PypiClientIT {
    private final MadeUpSimpleIndex p = new MadeUpSimpleIndex();
    private final MadeUpSimpleIndex v = MadeUpSimpleIndex.inHtml();
    private ScriptedUpstream untrusted;
    private ScriptedUpstream trusted;
    private RunningGate gate;
    private Path work;
    private int homes;

    enum Client {
        PIP,
        UV
    }

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        untrusted = ScriptedUpstream.answering(p);
        trusted = ScriptedUpstream.answering(v);
        gate =
                RunningGate.start(
                        Files.createDirectory(directory.resolve("gate")),
                        RunningGate.block(
                                "main",
                                "pypi",
                                "upstreams:",
                                upstream("internal", trusted.url("simple/"), "trusted"),
                                upstream("public", untrusted.url("simple/"), "untrusted")),
                        InstantSource.system());
        work = Files.createDirectory(directory.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        untrusted.close();
        trusted.close();
    }

    @ParameterizedTest
    @EnumSource
    void installsColdThenWarmThenWithAllSourcesGoneAfterARestart(Client client) throws Exception {
        p.add(PythonPackage.of("Alpha.One", "1.0.0", "alpha-of-p"));
        v.add(PythonPackage.of("beta", "1.2.3", "beta-of-v"));
        install(client, "cold", "alpha_one", "beta").succeeds();
        long fetched = wheels();

        install(client, "warm", "Alpha-One", "beta").succeeds();
        assertThat(wheels()).isEqualTo(fetched).isEqualTo(2);
        untrusted.close();
        trusted.close();
        gate.restart();
        install(client, "offline", "alpha-one", "beta").succeeds();

        for (String when : new String[] {"cold", "warm", "offline"}) {
            assertThat(work.resolve(when + "/Alpha_One.py")).content().contains("alpha-of-p");
            assertThat(work.resolve(when + "/beta.py")).content().contains("beta-of-v");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPublishedProjectIsNeverOvertakenByAPublicOneOfTheName(Client client) throws Exception {
        p.add(PythonPackage.of("acme-internal", "99.0", "squatter"));
        var ours = PythonPackage.of("acme-internal", "1.0", "ours");
        assertThat(PypiEcosystem.upload(gate, "main", ours).statusCode()).isEqualTo(200);
        untrusted.forgetRequests();

        install(client, "any", "Acme_Internal").succeeds();
        Run byVersion = install(client, "pinned", "acme-internal==99.0").fails();
        URI file = new PypiEcosystem().file(gate.mount("main", "pypi"), "acme-internal", "99.0");
        Run byUrl = install(client, "url", "acme-internal @ " + file).fails();

        assertThat(work.resolve("any/acme_internal.py")).content().contains("ours");
        assertThat(byVersion.output()).contains("acme-internal==99.0");
        assertThat(byUrl.output()).contains("Blocked by rule 2: acme-internal is owned by local");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatATrustedSourceHasIsItsOwn(Client client) throws Exception {
        p.add(PythonPackage.of("acme-shared", "99.0", "squatter"));
        v.add(PythonPackage.of("acme-shared", "1.0", "ours"));

        install(client, "any", "acme-shared").succeeds();

        assertThat(work.resolve("any/acme_shared.py")).content().contains("ours");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @Test
    void aPublicProjectIsNotTakenWhileTheTrustedSourceIsDown() throws Exception {
        p.add(PythonPackage.of("acme-elsewhere", "99.0", "squatter"));
        trusted.close();

        Run pip = install(Client.PIP, "pip", "acme-elsewhere").fails();
        Run uv = install(Client.UV, "uv", "acme-elsewhere").fails();

        assertThat(pip.output()).contains("No matching distribution found for acme-elsewhere");
        assertThat(uv.output()).contains("Undecided by rule 4: internal did not answer");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @Test
    void anOwnedNameThatNobodyHasYetIsRefusedWithItsReason() throws Exception {
        p.add(PythonPackage.of("acme-new", "99.0", "squatter"));
        gate.reload(
                RunningGate.block(
                        "main",
                        "pypi",
                        "owned-names: ['Acme_*']",
                        "upstreams:",
                        upstream("public", untrusted.url("simple/"), "untrusted")));

        Run pip = install(Client.PIP, "pip", "acme-new").fails();
        Run uv = install(Client.UV, "uv", "acme-new").fails();

        // pip shows no reason for a page, whatever the answer is (clients.md 1.4)
        assertThat(pip.output()).contains("No matching distribution found for acme-new");
        assertThat(uv.output())
                .contains("Server message: Blocked, Blocked by rule 2: acme-new is owned by local");
        assertThat(untrusted.requests()).noneMatch(r -> r.text().contains("acme"));
    }

    @Test
    void theReasonOfAYankIsShown() throws Exception {
        PythonPackage wheel = PythonPackage.of("yanked", "1.0", "x");
        untrusted.answer(
                request ->
                        request.path().startsWith("/simple/")
                                ? Script.ok(
                                        "text/html",
                                        MadeUpSimpleIndex.html("yanked", List.of(wheel))
                                                .replace(
                                                        "data-gpg-sig",
                                                        "data-yanked=\"eats &lt;files&gt;\""
                                                                + " data-gpg-sig"))
                                : new MadeUpSimpleIndex().add(wheel).apply(request));

        Run pip = install(Client.PIP, "pip", "yanked==1.0").succeeds();

        assertThat(pip.output()).contains("eats <files>");
    }

    private long wheels() {
        return List.of(untrusted, trusted).stream()
                .flatMap(u -> u.requests().stream())
                .filter(r -> r.path().endsWith(".whl"))
                .count();
    }

    /** Installs into a directory with a home, and so a cache, that is new each time. */
    private Run install(Client client, String target, String... what) throws Exception {
        Path home = work.resolve("home-" + homes++);
        String index = gate.mount("main", "pypi").resolve("simple/").toString();
        List<String> arguments = new ArrayList<>();
        if (client == Client.UV) {
            arguments.add("pip");
        }
        arguments.addAll(List.of("install", "--target", work.resolve(target).toString()));
        arguments.addAll(List.of("--index-url", index));
        arguments.addAll(client == Client.PIP ? List.of("--retries", "0") : List.of());
        arguments.addAll(List.of(what));
        ClientTool tool =
                PythonClients.tool(home, client == Client.PIP ? "pip" : "uv")
                        .with(
                                "VIRTUAL_ENV",
                                PythonClients.clients().resolve("..").normalize().toString())
                        .with("UV_HTTP_RETRIES", "0");
        return tool.run(work, arguments.toArray(String[]::new));
    }
}
