package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.MadeUpRegistry;
import dev.gatehouse.server.testing.NpmEcosystem;
import dev.gatehouse.server.testing.NpmPackage;
import dev.gatehouse.server.testing.Script;

import java.util.List;

final class FailOpenIT extends FailOpenMatrix {
    private static final String FULL = "application/json";

    @Override
    Ecosystem ecosystem() {
        return new NpmEcosystem();
    }

    @Override
    List<Asked> asked() {
        var npm = new NpmEcosystem();
        return List.of(
                new Asked("index", "GET", (mount, name, _) -> npm.index(mount, name), FULL),
                new Asked(
                        "abbreviated",
                        "GET",
                        (mount, name, _) -> npm.index(mount, name),
                        "application/vnd.npm.install-v1+json"),
                new Asked(
                        "version",
                        "GET",
                        (mount, name, version) -> mount.resolve(name + "/" + version),
                        FULL),
                new Asked(
                        "latest", "GET", (mount, name, _) -> mount.resolve(name + "/latest"), FULL),
                new Asked("tarball", "GET", npm::file, "*/*"),
                new Asked("tarball-head", "HEAD", npm::file, "*/*"));
    }

    @Override
    TrustedFailure.Documents documents() {
        return new Packuments();
    }

    private static final class Packuments implements TrustedFailure.Documents {
        @Override
        public String type() {
            return "application/json";
        }

        @Override
        public String path(String name) {
            return "/" + name;
        }

        @Override
        public String of(String name) {
            var versions = List.of(NpmPackage.of(name, "0.0.1", "of the trusted source"));
            return MadeUpRegistry.packument(name, versions, "http://127.0.0.1:1/");
        }

        @Override
        public List<TrustedFailure> impostors() {
            return List.of(
                    TrustedFailure.of("wrong-type", name -> Script.ok("text/plain", of(name))),
                    TrustedFailure.of(
                            "no-name", _ -> Script.json("{\"versions\":{},\"dist-tags\":{}}")),
                    TrustedFailure.of(
                            "other-case", name -> Script.json(of(name.replace("probe", "Probe")))));
        }
    }
}
