package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestBody;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Trust;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.policy.ScriptedJudge;
import dev.gatehouse.core.policy.SetPolicies;
import dev.gatehouse.core.signature.Pinning;
import dev.gatehouse.core.store.MemoryBlobStore;
import dev.gatehouse.core.store.MemoryMetadataStore;
import dev.gatehouse.core.trust.Enforcement;
import dev.gatehouse.core.trust.OwnedNames;
import dev.gatehouse.core.trust.PresenceJudge;
import dev.gatehouse.core.trust.UpstreamTrustEngine;
import dev.gatehouse.core.upstream.Mode;
import dev.gatehouse.core.upstream.Upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * A repository {@code main} of {@link LineFormat} with all its services, over fakes: what a test
 * asks, publishes, breaks and looks at. Close it to end its threads.
 */
final class Gate implements AutoCloseable {
    static final RepositoryId REPOSITORY = new RepositoryId("main-id");
    static final Principal ALICE = new Principal("alice", Role.PUBLISH, Set.of());
    private static final Duration LONG = Duration.ofMinutes(5);

    final TestClock clock = new TestClock();
    final MemoryMetadataStore metadata = new MemoryMetadataStore();
    final MapMemories memories = new MapMemories();
    final CountedEvents events = new CountedEvents();
    final SetPolicies policies = new SetPolicies();
    final ScriptedSigner signer = new ScriptedSigner();
    final ScriptedJudge judge = new ScriptedJudge(clock);
    final MemoryBlobStore blobs;
    final Path directory;
    private final LineFormat format;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<SourceId, ScriptedUpstream> scripts = new ConcurrentHashMap<>();
    private final List<Upstream> upstreams = new CopyOnWriteArrayList<>();
    final Catalogue catalogue = new Catalogue(Map.of());
    private final Kernel kernel;
    final Services services;
    final RepositoryRouter router;
    private volatile FormatSettings settings;
    private final AtomicLong generation = new AtomicLong();

    Gate() throws IOException {
        this(new LineFormat());
    }

    Gate(LineFormat format) throws IOException {
        this.format = format;
        directory = Files.createTempDirectory("gate");
        blobs = new MemoryBlobStore(directory);
        var ids = new AtomicLong();
        kernel =
                new Kernel(
                        blobs,
                        metadata,
                        (u, request, validator) ->
                                script(u.id().value()).answer(request, validator),
                        memories,
                        new Epochs(),
                        new PackageLocks(Duration.ofSeconds(30)),
                        new Journal(metadata, () -> "id-" + ids.incrementAndGet(), clock),
                        events,
                        Seals.judgesOf(format),
                        signer,
                        new Rules(policies, judge, () -> "main"),
                        threads,
                        clock);
        services = Services.of(kernel, catalogue, new UpstreamTrustEngine(), new PresenceJudge());
        router =
                new RepositoryRouter(
                        new MountFinder(catalogue, head -> new MountFinder.Way.ByPath()), services);
        settings =
                new FormatSettings(
                        List.of(),
                        OwnedNames.NONE,
                        Enforcement.ENFORCE,
                        false,
                        Duration.ofHours(24),
                        Duration.ofHours(24),
                        false,
                        clock.instant(),
                        Pinning.OFF);
        configure(s -> s);
    }

    /** The same services after a restart: what is in memory only is gone. */
    void restart() {
        memories.forgetAll();
    }

    ScriptedUpstream untrusted(String name) {
        return upstream(name, Trust.UNTRUSTED);
    }

    ScriptedUpstream trusted(String name) {
        return upstream(name, Trust.TRUSTED);
    }

    private ScriptedUpstream upstream(String name, Trust trust) {
        ScriptedUpstream script = new ScriptedUpstream();
        scripts.put(new SourceId(name), script);
        upstreams.add(
                new Upstream(
                        new SourceId(name),
                        name,
                        URI.create("https://registry.example/"),
                        trust,
                        Mode.CACHE,
                        true,
                        Optional.empty(),
                        LONG,
                        LONG,
                        Duration.ofSeconds(5),
                        true));
        configure(s -> s);
        return script;
    }

    ScriptedUpstream script(String name) {
        return Optional.ofNullable(scripts.get(new SourceId(name))).orElseThrow();
    }

    /** Puts that upstream in with other settings, in its place. */
    void change(String name, UnaryOperator<Upstream> change) {
        upstreams.replaceAll(u -> u.name().equals(name) ? change.apply(u) : u);
        configure(s -> s);
    }

    void remove(String name) {
        upstreams.removeIf(u -> u.name().equals(name));
        configure(s -> s);
    }

    void configure(UnaryOperator<FormatSettings> change) {
        settings = Knobs.with(change.apply(settings), upstreams);
        generation.incrementAndGet();
        catalogue.replace(Map.of(new Catalogue.Place("main", LineFormat.ID), mount()));
    }

    Mount<LineFormat.Line, String> mount() {
        return new Mount<>(REPOSITORY, "main", format, settings, generation.get());
    }

    Kernel kernel() {
        return kernel;
    }

    PackageKey key(String name) {
        return new PackageKey(REPOSITORY, LineFormat.named(name));
    }

    void local(String name, String... versions) throws Exception {
        for (String version : versions) {
            String file = name + "-" + version;
            Response answer = publish(name, "add " + version + " " + file + " local " + version);
            if (answer.status() != 201) {
                throw new IllegalStateException(text(answer));
            }
        }
    }

    Response publish(String name, String line) throws Exception {
        return ask(Method.PUT, "publish/" + name, line, ALICE);
    }

    Response index(String name) throws Exception {
        return get("index/" + name);
    }

    /** The versions that an index shows, with their owners: {@code 1.0.0 local}. */
    List<String> versions(String name) throws Exception {
        Response answer = index(name);
        return answer.status() == 200
                ? text(answer)
                        .lines()
                        .map(l -> String.join(" ", List.of(l.split(" ", -1)).subList(0, 2)))
                        .toList()
                : List.of(Integer.toString(answer.status()));
    }

    Response file(String name, String version, String file) throws Exception {
        return get("file/" + name + "/" + version + "/" + file);
    }

    Response get(String path) throws Exception {
        return ask(Method.GET, path, "", ALICE);
    }

    Response ask(Method method, String path, String body, Principal by) throws Exception {
        return router.handle(new Request(head(method, path, Headers.none()), body(body), by));
    }

    RequestHead head(Method method, String path, Headers headers) {
        List<String> segments = Arrays.asList(("main/lines/" + path).split("/"));
        return new RequestHead(
                method,
                new Target(segments, false, Map.of(), path),
                headers,
                URI.create("http://localhost:4283/"),
                "127.0.0.1");
    }

    static RequestBody body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RequestBody() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }
        };
    }

    static String text(Response answer) throws IOException, InterruptedException {
        return new String(Bodies.read(answer.body()), StandardCharsets.UTF_8);
    }

    List<String> provenance(String name) throws IOException {
        return metadata.provenance().of(key(name)).stream()
                .map(p -> p.source().value())
                .sorted()
                .toList();
    }

    /** The audit log, with what is still counted: {@code BLOCK lines:x P}. */
    List<String> audit() throws IOException {
        services.journal().flush();
        return metadata.audit().list(Optional.empty(), 10_000).stream()
                .map(e -> e.kind() + " " + e.subject() + e.source().map(s -> " " + s).orElse(""))
                .toList()
                .reversed();
    }

    static String sha256(byte[] bytes) {
        return Digest.compute(DigestAlgorithm.SHA256, bytes).hex();
    }

    static String line(String version, String file, byte[] bytes) {
        return "version " + version + " " + file + " " + sha256(bytes);
    }

    /** Waits for its threads, which may hold drafts in the directory, before it deletes that. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        threads.close();
        blobs.erase();
    }
}
