package dev.gatehouse.server;

import dev.gatehouse.server.testing.Ecosystem;
import dev.gatehouse.server.testing.MadeUpRepository;
import dev.gatehouse.server.testing.MavenEcosystem;
import dev.gatehouse.server.testing.Script;
import dev.gatehouse.server.testing.Shelf;

import java.net.URI;
import java.util.List;

/** A right document under a wrong content type is no failure here: servers send many types. */
final class MavenFailOpenIT extends FailOpenMatrix {
    private final MavenEcosystem maven = new MavenEcosystem();

    @Override
    Ecosystem ecosystem() {
        return new MavenEcosystem();
    }

    @Override
    List<Asked> asked() {
        return List.of(
                asked("metadata", "GET", (mount, name, _) -> maven.index(mount, name)),
                asked(
                        "metadata-sha1",
                        "GET",
                        (mount, name, _) -> URI.create(maven.index(mount, name) + ".sha1")),
                asked("pom", "GET", file("pom")),
                asked("jar", "GET", maven::file),
                asked("jar-sha1", "GET", file("jar.sha1")),
                asked("jar-asc", "GET", file("jar.asc")),
                asked("jar-head", "HEAD", maven::file));
    }

    private static Asked asked(String name, String method, UrlOf url) {
        return new Asked(name, method, url, "*/*");
    }

    private static UrlOf file(String extension) {
        return (mount, name, version) ->
                mount.resolve(MadeUpRepository.file(name, version, extension));
    }

    @Override
    TrustedFailure.Documents documents() {
        return new Metadata();
    }

    private static final class Metadata implements TrustedFailure.Documents {
        @Override
        public String type() {
            return "text/xml";
        }

        @Override
        public String path(String name) {
            return "/" + MadeUpRepository.directory(name) + "maven-metadata.xml";
        }

        @Override
        public String of(String name) {
            String full = name.contains(":") ? name : "com.example:" + name;
            var items = List.of(new Shelf.Item(full, "0.0.1", "of the trusted source"));
            return MadeUpRepository.metadata(full, items)
                    .replace("<metadata>", "<metadata xmlns:xsi='none'>");
        }

        @Override
        public List<TrustedFailure> impostors() {
            return List.of(
                    TrustedFailure.of("page-as-html", _ -> Script.ok("text/html", "<html/>")),
                    TrustedFailure.of("empty-html", _ -> Script.ok("text/html", "")),
                    TrustedFailure.of("other-group", name -> xml(of(name.replace("com.", "org.")))),
                    TrustedFailure.of(
                            "other-case", name -> xml(of(name.replace("probe", "Probe")))),
                    TrustedFailure.of(
                            "document-type", name -> xml("<!DOCTYPE metadata>" + bare(of(name)))),
                    TrustedFailure.of("twice", name -> xml(of(name) + bare(of(name)))));
        }

        private static Script xml(String text) {
            return Script.ok("text/xml", text);
        }

        /** Without the XML declaration. */
        private static String bare(String document) {
            return document.substring(document.indexOf("<metadata"));
        }
    }
}
