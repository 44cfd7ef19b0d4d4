package dev.gatehouse.server.api;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.proxy.Catalogue;
import dev.gatehouse.core.proxy.Epochs;
import dev.gatehouse.core.proxy.Kernel;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.core.proxy.PackageLocks;
import dev.gatehouse.core.proxy.Services;
import dev.gatehouse.core.proxy.SignatureJudges;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.LocalRelease;
import dev.gatehouse.core.store.MemoryBlobStore;
import dev.gatehouse.core.trust.PresenceJudge;
import dev.gatehouse.core.trust.UpstreamTrustEngine;
import dev.gatehouse.core.upstream.Upstream;
import dev.gatehouse.core.upstream.UpstreamReply;
import dev.gatehouse.npm.NpmFormat;
import dev.gatehouse.server.access.Authentication;
import dev.gatehouse.server.access.AuthenticationFilter;
import dev.gatehouse.server.access.NewToken;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.access.Tokens;
import dev.gatehouse.server.access.UserBook;
import dev.gatehouse.server.advisory.AdvisoryBook;
import dev.gatehouse.server.api.advisories.AdvisoryDesk;
import dev.gatehouse.server.api.openapi.Documented;
import dev.gatehouse.server.api.operation.Reloading;
import dev.gatehouse.server.api.upload.Uploads;
import dev.gatehouse.server.audit.AuditFeed;
import dev.gatehouse.server.cache.CaffeineMemories;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.server.metrics.StoreGauges;
import dev.gatehouse.server.metrics.TrustGauges;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The API over stores in memory, with repositories {@code main} and {@code other}. */
public final class ApiWorld {
    static final String FAR = "192.0.2.7";
    static final SourceId PUBLIC = ApiMounts.PUBLIC;
    static final SourceId INTERNAL = ApiMounts.INTERNAL;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    final Tokens tokens = new Tokens();
    public final TokenBook book;
    final Catalogue catalogue;
    final Metrics metrics;
    public final Map<String, UpstreamReply> replies = new ConcurrentHashMap<>();
    final List<String> asked = new ArrayList<>();
    Optional<String> trouble = Optional.empty();
    public final FakeUpkeep upkeep = new FakeUpkeep();
    public final FakeHost host = new FakeHost();
    public Reloading.Outcome reloaded =
            new Reloading.Outcome.Taken("gatehouse.yaml", List.of(), List.of(), List.of());
    public final Uploads uploads;
    public final FakeHooks hooks;
    final AdvisoryDesk advisories;
    final ApiHandler handler;
    private final NpmFormat npm = new NpmFormat();
    private final AuthenticationFilter authentication;
    private final JsonMapper json = new JsonMapper();

    public ApiWorld(Path directory) throws IOException {
        Files.createDirectories(directory);
        UserBook users = tokens.users();
        book = tokens.book(users);
        Authentication senders = tokens.authentication(users, book, () -> Role.READ);
        authentication = new AuthenticationFilter(senders, head -> false, (h, r) -> {});
        catalogue = catalogue();
        MountFinder finder = new MountFinder(catalogue, head -> new MountFinder.Way.ByPath());
        metrics = new Metrics(catalogue, finder);
        CaffeineMemories memories = new CaffeineMemories();
        Kernel kernel =
                new Kernel(
                        new MemoryBlobStore(directory),
                        tokens.store,
                        (upstream, request, validator) -> ask(upstream),
                        memories,
                        new Epochs(),
                        new PackageLocks(MINUTE),
                        tokens.journal,
                        metrics,
                        SignatureJudges.NONE,
                        RepositorySigner.NONE,
                        Rules.NONE,
                        Executors.newVirtualThreadPerTaskExecutor(),
                        tokens.now::get);
        Services services =
                Services.of(kernel, catalogue, new UpstreamTrustEngine(), new PresenceJudge());
        watch(memories, services);
        uploads =
                new Uploads(
                        services.packages()::draft, 1 << 20, new SecureRandom(), tokens.now::get);
        hooks = new FakeHooks(tokens, metrics);
        advisories = advisories(directory);
        handler =
                new ApiHandler(
                        new ApiContext(
                                "main",
                                "1.2.3",
                                catalogue,
                                services,
                                tokens.store,
                                book,
                                new FakeRepositoryBook(),
                                tokens.accounts(users, book),
                                senders,
                                new AuditFeed(tokens.store.audit()),
                                (by, dry) -> reloaded,
                                upkeep,
                                uploads,
                                hooks.webhooks,
                                FakePolicies.desk(tokens, advisories.book()),
                                advisories,
                                host),
                        () -> trouble,
                        metrics,
                        tokens.now::get);
    }

    private Catalogue catalogue() {
        return new Catalogue(
                Map.of(
                        place("main"),
                        ApiMounts.mount("main", tokens.now.get(), Optional.empty()),
                        place("other"),
                        ApiMounts.mount("other", tokens.now.get(), Optional.empty())));
    }

    private AdvisoryDesk advisories(Path directory) throws IOException {
        return new AdvisoryDesk(
                new AdvisoryBook(
                        tokens.store, tokens.journal, List.of(new NpmFormat()), tokens.now::get),
                Files.createDirectories(directory.resolve("advisories")),
                Optional.empty());
    }

    private void watch(CaffeineMemories memories, Services services) {
        StoreGauges.watch(metrics, memories);
        StoreGauges.watch(metrics, tokens.store);
        TrustGauges.watch(metrics, catalogue, services.canaries());
    }

    /** The API behind authentication. */
    public Handler secured() {
        return authentication.before(handler);
    }

    private UpstreamReply ask(Upstream upstream) {
        asked.add(upstream.name());
        return Optional.ofNullable(replies.get(upstream.name()))
                .orElse(new UpstreamReply.Missing(404));
    }

    private Catalogue.Place place(String repository) {
        return new Catalogue.Place(repository, npm.id());
    }

    PackageKey key(String name) {
        return new PackageKey(new RepositoryId("01main"), npm.name(name));
    }

    /** A name that is reserved in the local store. */
    public void reserve(String name) throws IOException {
        tokens.store.commit(new Change.PutLocal(LocalPackage.empty(key(name))));
    }

    /** A version that is published in the local store. */
    public void published(String name, String version) throws IOException {
        LocalRelease release =
                new LocalRelease(
                        new Version(version),
                        LocalRelease.State.AVAILABLE,
                        "{\"name\":\"%s\",\"version\":\"%s\"}".formatted(name, version),
                        tokens.now.get(),
                        "test",
                        List.of());
        tokens.store.commit(new Change.PutLocal(LocalPackage.empty(key(name)).with(release)));
    }

    /** What is kept of that version. */
    public Optional<LocalRelease> release(String name, String version) throws IOException {
        return tokens.store.releases().local(key(name)).flatMap(p -> p.find(new Version(version)));
    }

    /** The public upstream has supplied that name before. */
    public void supplied(String name) throws IOException {
        tokens.store.commit(
                new Change.PutProvenance(
                        new Provenance(
                                key(name),
                                PUBLIC,
                                tokens.now.get(),
                                tokens.now.get(),
                                new FileName("x-1.0.0.tgz"),
                                "anonymous")));
    }

    public String token(String name, Role role, String... repositories) throws IOException {
        return book.create(new NewToken(name, role, Set.of(repositories), Optional.empty()), "test")
                .text()
                .value();
    }

    public String admin() throws IOException {
        return token("boss", Role.ADMIN);
    }

    /** Sends a request through authentication, as the server would. */
    Response send(Method method, String url, String token, String body) throws Exception {
        Headers headers = token.isEmpty() ? Headers.none() : Headers.of("x-api-key", token);
        return send(method, url, headers, FAR, body);
    }

    Response send(Method method, String url, Headers headers, String remote, String body)
            throws Exception {
        return send(method, url, headers, remote, body.getBytes(StandardCharsets.UTF_8));
    }

    Response send(Method method, String url, Headers headers, String remote, byte[] body)
            throws Exception {
        RequestHead head =
                new RequestHead(
                        method,
                        SentTarget.of(url),
                        headers,
                        URI.create("http://localhost:4283/"),
                        remote);
        Response response =
                secured().handle(new Request(head, SentTarget.body(body), Principal.ANONYMOUS));
        Documented.require(
                method.name(),
                url.split("\\?", 2)[0],
                response.status(),
                response.headers().first("content-type"),
                response.body() instanceof Body.Memory
                        ? Optional.of(text(response))
                        : Optional.empty());
        return response;
    }

    /** A POST of these bytes by nobody. */
    Response sendBytes(String url, Headers headers, byte[] body) throws Exception {
        return send(Method.POST, url, headers, FAR, body);
    }

    JsonNode json(Response response) {
        return json.readTree(text(response));
    }

    static String text(Response response) {
        StringBuilder text = new StringBuilder();
        for (ByteBuffer segment : ((Body.Memory) response.body()).segments()) {
            text.append(StandardCharsets.UTF_8.decode(segment.duplicate()));
        }
        return text.toString();
    }

    static FormatId npm() {
        return new FormatId("npm");
    }
}
