package dev.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.StoredToken.Origin;
import dev.gatehouse.server.access.NewToken;
import dev.gatehouse.server.advisory.AdvisoryBook;
import dev.gatehouse.server.advisory.Osv;
import dev.gatehouse.server.testing.NpmPackage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The objects, lists and errors of packages. */
class PackagesTest {
    private static final String ALL = "/api/packages/main/main/";

    @TempDir private Path directory = Path.of("");
    private ApiWorld world = new ApiWorld(directory);
    private String token = "";

    PackagesTest() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        world = new ApiWorld(directory);
        token = world.admin();
    }

    private Response send(Method method, String path, String body) throws Exception {
        return world.send(method, path, token, body);
    }

    private JsonNode push(String name, String version, String more) throws Exception {
        byte[] tarball = NpmPackage.of(name, version, "marker").tarball();
        String md5 = Digest.compute(DigestAlgorithm.MD5, tarball).hex();
        Response begun =
                send(
                        Method.POST,
                        "/api/files/main/main/",
                        "{\"filename\":\"p.tgz\",\"md5_checksum\":\"%s\",\"method\":\"put_parts\"}"
                                .formatted(md5));
        String id = world.json(begun).path("identifier").stringValue();
        String file = "/api/files/main/main/" + id + "/";
        world.send(
                Method.PUT,
                file + "?upload_id=" + id + "&part_number=1",
                Headers.of("x-api-key", token),
                ApiWorld.FAR,
                tarball);
        send(Method.POST, file + "complete/", "");
        Response made =
                send(
                        Method.POST,
                        ALL + "upload/npm/",
                        "{\"package_file\":\"" + id + "\"" + more + "}");
        assertThat(made.status()).as(ApiWorld.text(made)).isEqualTo(201);
        return world.json(made);
    }

    private List<String> versions(String query) throws Exception {
        Response answer = send(Method.GET, ALL + query, "");
        assertThat(answer.status()).as(ApiWorld.text(answer)).isEqualTo(200);
        List<String> versions = new ArrayList<>();
        world.json(answer).forEach(p -> versions.add(p.path("version").stringValue()));
        return versions;
    }

    @Test
    void aPackageSaysWhatAdvisoriesSayOfIt() throws Exception {
        push("acme-ui", "1.0.0", "");
        assertThat(scanned()).isEqualTo("SKIPPED");

        Path zip = new Osv().with("GHSA-1", "npm", "acme-ui", "1.3.0").zip(directory.resolve("z"));
        world.advisories.book().take(zip, new AdvisoryBook.Origin("osv.zip", "", "test"));
        assertThat(scanned()).isEqualTo("VULNERABLE");
    }

    private String scanned() throws Exception {
        JsonNode list = world.json(send(Method.GET, ALL, ""));
        return list.path(0).path("security_scan_status").stringValue();
    }

    @Test
    void anObjectHasTheFieldsThatTheCommandNeeds() throws Exception {
        JsonNode made = push("acme-ui", "1.0.0", ",\"tags\":\"beta, checked\"");

        for (String field :
                List.of("namespace", "slug", "slug_perm", "tags", "tags_immutable", "cdn_url")) {
            assertThat(made.path(field).isNull() || made.path(field).isMissingNode())
                    .as(field)
                    .isFalse();
        }
        assertThat(made.path("tags").path("info").toString()).isEqualTo("[\"beta\",\"checked\"]");
        assertThat(made.path("tags").path("version").toString()).isEqualTo("[\"latest\"]");
        assertThat(made.path("cdn_url").stringValue())
                .isEqualTo("http://localhost:4283/main/npm/acme-ui/-/acme-ui-1.0.0.tgz");
        assertThat(made.path("files").size()).isEqualTo(1);
        assertThat(made.path("checksum_sha256").stringValue()).hasSize(64);
        assertThat(made.path("uploader").stringValue()).isEqualTo("boss");
        assertThat(made.path("slug").stringValue()).matches("acme-ui-1-0-0-[a-z0-9]{6}");
    }

    @Test
    void bothIdentifiersAreTakenAndLast() throws Exception {
        JsonNode made = push("acme-ui", "1.0.0", "");

        for (String field : List.of("slug", "slug_perm")) {
            Response found = send(Method.GET, ALL + made.path(field).stringValue() + "/", "");
            assertThat(world.json(found)).isEqualTo(made);
        }
        assertThat(send(Method.GET, ALL + "acme-ui-1-0-0-zzzzzz/", "").status()).isEqualTo(404);
    }

    @Test
    void aListIsSortedAndPagedAndSaysHowMuchThereIs() throws Exception {
        for (String version : List.of("1.9.0", "1.10.0", "1.2.0")) {
            push("acme-ui", version, "");
        }

        assertThat(versions("?sort=version")).containsExactly("1.2.0", "1.9.0", "1.10.0");
        assertThat(versions("?sort=-version&page=2&page_size=2")).containsExactly("1.2.0");
        Response answer = send(Method.GET, ALL + "?page=9&page_size=2", "");
        assertThat(answer.headers().first("x-pagination-count")).contains("3");
        assertThat(answer.headers().first("x-pagination-pagetotal")).contains("2");
        assertThat(ApiWorld.text(answer)).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({"?query=colour:red, 422", "?sort=colour, 422", "?page_size=0, 400", "?page=x, 400"})
    void aListThatCannotBeMadeIsRefused(String parameters, int status) throws Exception {
        assertThat(send(Method.GET, ALL + parameters, "").status()).isEqualTo(status);
    }

    @Test
    void aStatusIsCompleteAtOnceAndTellsOfAQuarantine() throws Exception {
        String id = ALL + push("acme-ui", "1.0.0", "").path("slug").stringValue() + "/";

        JsonNode before = world.json(send(Method.GET, id + "status/", ""));
        send(Method.POST, id + "quarantine/", "{\"reason\":\"looks odd\"}");
        JsonNode after = world.json(send(Method.GET, id + "status/", ""));

        assertThat(before.path("is_sync_completed").booleanValue()).isTrue();
        assertThat(before.path("sync_progress").intValue()).isEqualTo(100);
        assertThat(after.path("status_str").stringValue()).isEqualTo("Quarantined");
        assertThat(after.path("status_reason").stringValue())
                .isEqualTo("Quarantined by boss: looks odd");
        assertThat(versions("?query=status:quarantined")).containsExactly("1.0.0");
    }

    @Test
    void aTextThatNoEncodingCanHoldIsRefused() throws Exception {
        String id = ALL + push("acme-ui", "1.0.0", "").path("slug").stringValue() + "/";

        Response answer = send(Method.POST, id + "quarantine/", "{\"reason\":\"\\ud83dx\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(versions("?query=status:quarantined")).isEmpty();
    }

    @Test
    void whatIsHeldBackIsNeitherCopiedNorMoved() throws Exception {
        String id = ALL + push("acme-ui", "1.0.0", "").path("slug").stringValue() + "/";
        send(Method.POST, id + "quarantine/", "");

        assertThat(send(Method.POST, id + "copy/", "{\"destination\":\"other\"}").status())
                .isEqualTo(409);
        assertThat(send(Method.POST, id + "move/", "{\"destination\":\"other\"}").status())
                .isEqualTo(409);
    }

    @Test
    void aCopyNeedsTheRightToPublishWhereItGoes() throws Exception {
        String id = ALL + push("acme-ui", "1.0.0", "").path("slug").stringValue() + "/copy/";
        String body = "{\"destination\":\"other\"}";
        String ofMain = world.token("main", Role.ADMIN, "main");
        String reader = world.token("reader", Role.READ);

        assertThat(world.send(Method.POST, id, ofMain, body).status()).isEqualTo(403);
        assertThat(world.send(Method.POST, id, reader, body).status()).isEqualTo(403);
        assertThat(send(Method.POST, id, "{\"destination\":\"nowhere\"}").status()).isEqualTo(422);
        assertThat(send(Method.POST, id, body).status()).isEqualTo(201);
        assertThat(send(Method.POST, id, body).status()).isEqualTo(409);
    }

    @Test
    void aTokenThatIsBoundToPackagesCopiesNothingAndTheDenialIsWrittenDown() throws Exception {
        String id = ALL + push("acme-ui", "1.0.0", "").path("slug").stringValue() + "/copy/";
        PackageName name = new PackageName(ApiWorld.npm(), "acme-ui");
        String bound =
                world.book
                        .issue(
                                new NewToken(
                                        "job",
                                        Role.PUBLISH,
                                        Set.of(),
                                        Optional.empty(),
                                        Origin.EXCHANGED,
                                        Optional.of(Set.of(name))),
                                Map.of(),
                                "test")
                        .text()
                        .value();

        Response answer = world.send(Method.POST, id, bound, "{\"destination\":\"other\"}");

        assertThat(answer.status()).isEqualTo(403);
        world.tokens.journal.flush();
        assertThat(world.tokens.store.audit().list(Optional.empty(), 100))
                .anyMatch(e -> e.kind() == AuditEvent.Kind.DENIAL && e.actor().equals("job"));
    }

    @Test
    void whoMayNotPublishDoesNotLearnWhichRepositoriesThereAre() throws Exception {
        String id = ALL + push("acme-ui", "1.0.0", "").path("slug").stringValue() + "/copy/";
        String ofMain = world.token("main", Role.ADMIN, "main");

        Response there = world.send(Method.POST, id, ofMain, "{\"destination\":\"other\"}");
        Response nowhere = world.send(Method.POST, id, ofMain, "{\"destination\":\"nowhere\"}");

        assertThat(there.status()).isEqualTo(403);
        assertThat(nowhere.status()).isEqualTo(403);
    }

    @Test
    void aMoveThatIsSentAgainEndsWhatItBegan() throws Exception {
        String id = ALL + push("acme-ui", "1.0.0", "").path("slug").stringValue();
        String body = "{\"destination\":\"main/other\"}";
        send(Method.POST, id + "/copy/", body);

        assertThat(send(Method.POST, id + "/move/", body).status()).isEqualTo(201);
        assertThat(send(Method.GET, id + "/", "").status()).isEqualTo(404);
    }

    @Test
    void anUploadSaysWhichFieldIsWrong() throws Exception {
        Response answer =
                send(
                        Method.POST,
                        ALL + "validate-upload/npm/",
                        "{\"package_file\":\"/home/x.tgz\",\"colour\":\"red\",\"tags\":\"a b\"}");
        Response good =
                send(
                        Method.POST,
                        ALL + "validate-upload/npm/",
                        "{\"package_file\":\"/home/x.tgz\",\"npm_dist_tag\":\"next\"}");
        Response missing = send(Method.POST, ALL + "upload/npm/", "{\"package_file\":\"abc\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(world.json(answer).path("fields").propertyNames())
                .containsExactlyInAnyOrder("colour", "tags");
        assertThat(good.status()).isEqualTo(204);
        assertThat(missing.status()).isEqualTo(422);
        assertThat(send(Method.POST, ALL + "upload/deb/", "{}").status()).isEqualTo(404);
    }
}
