package dev.gatehouse.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.maven.metadata.MetadataStyle;
import dev.gatehouse.maven.path.MavenName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class MavenRoutesTest {
    private final MavenFormat format = new MavenFormat(1 << 20, 0);

    @Test
    void aFileIsThatOfItsPackageAndVersion() {
        var name = MavenName.of("com.acme:tool");
        var jar =
                new Route.File(name, Optional.of(new Version("1.0")), new FileName("tool-1.0.jar"));

        assertThat(get("com/acme/tool/1.0/tool-1.0.jar")).isEqualTo(jar);
        assertThat(route(Method.HEAD, "com/acme/tool/1.0/tool-1.0.jar")).isEqualTo(jar);
        assertThat(get("com/acme/tool/1.0/tool-1.0.jar.sha1"))
                .isEqualTo(
                        new Route.Checksum(
                                jar, DigestAlgorithm.SHA1, new FileName("tool-1.0.jar.sha1")));
        assertThat(get("com/acme/tool/1.0/tool-1.0.jar.asc"))
                .isEqualTo(
                        new Route.File(
                                name,
                                Optional.of(new Version("1.0")),
                                new FileName("tool-1.0.jar.asc")));
    }

    @Test
    void aTimeStampedFileIsOfItsSnapshotVersion() {
        assertThat(get("com/acme/tool/1.0-SNAPSHOT/tool-1.0-20260102.030405-6.jar"))
                .isEqualTo(
                        new Route.File(
                                MavenName.of("com.acme:tool"),
                                Optional.of(new Version("1.0-SNAPSHOT")),
                                new FileName("tool-1.0-20260102.030405-6.jar")));
    }

    @Test
    void metadataIsAnIndexAndItsChecksumIsTheSameInAnotherStyle() {
        IndexKey key = IndexKey.of(MavenName.of("com.acme:tool"));
        IndexKey part = new IndexKey(key.name(), "1.0-SNAPSHOT");
        Optional<Version> snapshot = Optional.of(new Version("1.0-SNAPSHOT"));

        assertThat(get("com/acme/tool/maven-metadata.xml"))
                .isEqualTo(index(key, Optional.empty(), Optional.empty()));
        assertThat(get("com/acme/tool/maven-metadata.xml.sha1"))
                .isEqualTo(index(key, Optional.empty(), Optional.of(DigestAlgorithm.SHA1)));
        assertThat(get("com/acme/tool/1.0-SNAPSHOT/maven-metadata.xml"))
                .isEqualTo(index(part, snapshot, Optional.empty()));
        assertThat(get("com/acme/tool/1.0-SNAPSHOT/maven-metadata.xml.md5"))
                .isEqualTo(index(part, snapshot, Optional.of(DigestAlgorithm.MD5)));
    }

    private static Route index(
            IndexKey key, Optional<Version> snapshot, Optional<DigestAlgorithm> digest) {
        return new Route.Index(key, new MetadataStyle(snapshot, digest), View.MERGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archetype-catalog.xml",
                "archetype-catalog.xml.md5",
                ".meta/prefixes.txt",
                ".index/nexus-maven-repository-index.gz",
                "acme/maven-metadata.xml",
                "maven-metadata.xml",
                "com/acme/tool",
                "com/acme/tool/1.0",
                "com/acme/tool/1.0/other-9.jar",
                "robots.txt",
            })
    void anythingElseIsAnsweredHere(String path) {
        assertThat(get(path)).isInstanceOf(Route.Unknown.class);
    }

    @Test
    void aDirectoryIsNotListed() {
        Target target =
                new Target(List.of("com", "acme", "tool", "1.0"), true, Map.of(), "/com/acme/");

        assertThat(format.route(head(Method.GET, target))).isInstanceOf(Route.Unknown.class);
        assertThat(format.route(head(Method.GET, new Target(List.of(), true, Map.of(), "/"))))
                .isInstanceOf(Route.Unknown.class);
    }

    @Test
    void anEscapedSlashIsNoPartOfAPath() {
        Target target =
                new Target(
                        List.of("com/acme", "tool", "1.0", "tool-1.0.jar"), false, Map.of(), "/");

        assertThat(format.route(head(Method.GET, target))).isInstanceOf(Route.Invalid.class);
    }

    @Test
    void namesThatAreTooLongAreBadRequests() {
        String path = "a".repeat(300) + "/" + "b".repeat(300) + "/1/" + "b".repeat(300) + "-1.jar";

        assertThat(get(path)).isInstanceOf(Route.Invalid.class);
    }

    @Test
    void aVersionWhosePomCanHaveNoNameIsABadRequest() {
        String longest = "1".repeat(255 - "lib-.pom".length());

        assertThat(get("g/lib/%1$s/lib-%1$s.a".formatted(longest))).isInstanceOf(Route.File.class);
        assertThat(get("g/lib/%1$s1/lib-%1$s1.a".formatted(longest)))
                .isInstanceOf(Route.Invalid.class);
    }

    @Test
    void onlyAPathOfTheLayoutIsDeployedTo() {
        assertThat(route(Method.PUT, "com/acme/tool/1.0/tool-1.0.jar"))
                .isEqualTo(new Route.Publish(Role.PUBLISH));
        assertThat(route(Method.PUT, "com/acme/tool/maven-metadata.xml.sha1"))
                .isEqualTo(new Route.Publish(Role.PUBLISH));
        assertThat(route(Method.PUT, "com/acme/tool/1.0/other-1.0.jar"))
                .isInstanceOf(Route.Invalid.class);
        assertThat(route(Method.DELETE, "com/acme/tool/1.0/tool-1.0.jar"))
                .isInstanceOf(Route.Unknown.class);
        assertThat(route(Method.POST, "com/acme/tool/1.0/tool-1.0.jar"))
                .isInstanceOf(Route.Unknown.class);
    }

    private Route get(String path) {
        return route(Method.GET, path);
    }

    private Route route(Method method, String path) {
        return format.route(
                head(method, new Target(List.of(path.split("/")), false, Map.of(), "/" + path)));
    }

    private static RequestHead head(Method method, Target target) {
        URI base = URI.create("http://localhost:4283/main/maven/");
        return new RequestHead(method, target, Headers.none(), base, "127.0.0.1");
    }
}
