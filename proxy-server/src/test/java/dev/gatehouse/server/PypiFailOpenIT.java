package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.MadeUpSimpleIndex;
import dev.gatehouse.server.testing.PypiEcosystem;
import dev.gatehouse.server.testing.PythonPackage;
import dev.gatehouse.server.testing.Script;

import java.net.URI;
import java.util.List;

final class PypiFailOpenIT extends FailOpenMatrix {
    private static final String HTML = "text/html";

    private final PypiEcosystem pypi = new PypiEcosystem();

    @Override
    Ecosystem ecosystem() {
        return new PypiEcosystem();
    }

    @Override
    List<Asked> asked() {
        return List.of(
                new Asked("html", "GET", (mount, name, _) -> pypi.index(mount, name), HTML),
                new Asked(
                        "json",
                        "GET",
                        (mount, name, _) -> pypi.index(mount, name),
                        MadeUpSimpleIndex.JSON),
                new Asked(
                        "legacy",
                        "GET",
                        (mount, name, _) -> mount.resolve("pypi/" + name + "/json"),
                        "*/*"),
                new Asked("wheel", "GET", pypi::file, "*/*"),
                new Asked("wheel-head", "HEAD", pypi::file, "*/*"),
                new Asked("metadata", "GET", beside(".metadata"), "*/*"),
                new Asked("signature", "GET", beside(".asc"), "*/*"));
    }

    private UrlOf beside(String ending) {
        return (mount, name, version) -> URI.create(pypi.file(mount, name, version) + ending);
    }

    @Override
    TrustedFailure.Documents documents() {
        return new Pages();
    }

    private static final class Pages implements TrustedFailure.Documents {
        @Override
        public String type() {
            return MadeUpSimpleIndex.JSON;
        }

        @Override
        public String path(String name) {
            return "/simple/" + name + "/";
        }

        @Override
        public String of(String name) {
            return MadeUpSimpleIndex.json(name, wheels(name));
        }

        private static List<PythonPackage> wheels(String name) {
            return List.of(PythonPackage.of(name, "0.0.1", "of the trusted source"));
        }

        private static Script html(String text) {
            return Script.ok("text/html; charset=utf-8", text);
        }

        @Override
        public List<TrustedFailure> impostors() {
            return List.of(
                    TrustedFailure.of("wrong-type", name -> Script.ok("text/plain", of(name))),
                    TrustedFailure.of("empty-page", _ -> html("")),
                    TrustedFailure.of("portal", _ -> html("<a href='/login'>Sign in</a>")),
                    TrustedFailure.of(
                            "links-of-another",
                            _ -> html(MadeUpSimpleIndex.html("other", wheels("other")))),
                    TrustedFailure.of(
                            "second-major-version",
                            name ->
                                    html(
                                            "<meta name='pypi:repository-version' content='2.0'>"
                                                    + MadeUpSimpleIndex.html(name, wheels(name)))),
                    TrustedFailure.of("html-as-json", name -> html(of(name))),
                    TrustedFailure.of("any-json", name -> Script.ok("application/json", of(name))));
        }
    }
}
