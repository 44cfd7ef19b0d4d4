package dev.gatehouse.server.rego;

import dev.gatehouse.server.rego.builtin.Builtins;
import dev.gatehouse.server.rego.wasm.OpaException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The policies that are ready to be asked, by their text. A text is compiled once; what came of it
 * is kept, so that a server starts without a compiler. Thread-safe.
 */
public final class RegoModules {
    private static final Logger LOG = LoggerFactory.getLogger(RegoModules.class);

    private final RegoCompiler compiler;
    private final WasmStore store;
    private final RegoEngine engine;
    private final int instances;
    private final Builtins builtins = Builtins.standard();
    private final Map<String, RegoModule> ready = Collections.synchronizedMap(new Latest());

    /** Those that were used last: looking at a module makes it ready too, stored or not. */
    private static final class Latest extends LinkedHashMap<String, RegoModule> {
        private static final long serialVersionUID = 1;
        private static final int MOST = 256;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RegoModule> eldest) {
            return size() > MOST;
        }
    }

    /**
     * Starts with none.
     *
     * @param instances of one policy that may wait for work: as many as run at a time
     */
    public RegoModules(RegoCompiler compiler, WasmStore store, RegoEngine engine, int instances) {
        this.compiler = compiler;
        this.store = store;
        this.engine = engine;
        this.instances = instances;
    }

    /**
     * What loading came to.
     *
     * @param findings all that there is to say; of a policy that was compiled before, nothing
     * @param module absent: it cannot be asked, and a finding that is an error says why
     */
    public record Loaded(List<RegoFinding> findings, Optional<RegoModule> module) {
        public Loaded {
            findings = List.copyOf(findings);
        }

        /** Whether it can be asked. */
        public boolean isValid() {
            return module.isPresent();
        }
    }

    /**
     * A text that a bundle was made of, or stands for it.
     *
     * @param module to be kept as the policy's text
     */
    public record FromBundle(String module, Loaded loaded) {}

    /** What a text is known by: SHA-256 in lower-case hexadecimal. */
    public static String digest(String module) {
        return digest(module.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Makes a policy ready; compiles it unless that was done before. */
    public Loaded load(String module) throws InterruptedException {
        String digest = digest(module);
        Optional<RegoModule> known = find(digest);
        return known.isPresent() ? new Loaded(List.of(), known) : check(module);
    }

    /**
     * Compiles a policy though that may have been done before: for what there is to say of it.
     * Where nobody can compile it now, one that was compiled before is good all the same.
     */
    public Loaded check(String module) throws InterruptedException {
        String digest = digest(module);
        RegoCompiler.Compilation compilation = compiler.compile(module);
        if (compilation.wasm().isPresent()) {
            return take(digest, compilation.wasm().get(), compilation.findings());
        }
        Optional<RegoModule> before = compilation.looked() ? Optional.empty() : find(digest);
        if (before.isEmpty()) {
            return new Loaded(compilation.findings(), Optional.empty());
        }
        List<RegoFinding> warnings =
                compilation.findings().stream()
                        .map(f -> RegoFinding.warning(f.code(), f.message(), 0))
                        .toList();
        return new Loaded(warnings, before);
    }

    /**
     * Makes a compiled bundle ready.
     *
     * @throws IOException it is no bundle
     */
    public FromBundle load(byte[] bundle) throws IOException, InterruptedException {
        OpaBundle read = OpaBundle.read(bundle);
        // Its text does not prove what was compiled: the digest does, and keeps the two apart.
        String module =
                "# compiled: sha256:%s\n%s"
                        .formatted(
                                digest(read.wasm()), read.source().orElse("package cloudsmith\n"));
        return new FromBundle(module, take(digest(module), read.wasm(), List.of()));
    }

    /** A policy that is ready, or was compiled before; without a compiler. */
    public Optional<RegoModule> compiled(String module) throws InterruptedException {
        return find(digest(module));
    }

    /**
     * Forgets the policies that are not among these texts, on disk too: looking at a module keeps
     * it, whether it becomes a policy or not. To be called when policies change, and at the start.
     */
    public void retain(Collection<String> modules) {
        Set<String> wanted = modules.stream().map(RegoModules::digest).collect(Collectors.toSet());
        ready.keySet().retainAll(wanted);
        try {
            store.retain(wanted);
        } catch (IOException undeletable) {
            LOG.warn("compiled policies that are gone stay on disk: {}", undeletable.toString());
        }
    }

    private Optional<RegoModule> find(String digest) throws InterruptedException {
        RegoModule known = ready.get(digest);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Optional<byte[]> kept = store.find(digest);
            return kept.isPresent() ? start(digest, kept.get()) : Optional.empty();
        } catch (IOException | OpaException | TimeoutException unreadable) {
            LOG.warn("compiled policy {} is not used: {}", digest, unreadable.toString());
            return Optional.empty();
        }
    }

    private Optional<RegoModule> start(String digest, byte[] wasm)
            throws OpaException, InterruptedException, TimeoutException {
        RegoModule module = engine.load(() -> RegoModule.of(wasm, builtins, instances));
        RegoModule earlier = ready.putIfAbsent(digest, module);
        return Optional.of(earlier == null ? module : earlier);
    }

    private Loaded take(String digest, byte[] wasm, List<RegoFinding> findings)
            throws InterruptedException {
        List<RegoFinding> all = new ArrayList<>(findings);
        try {
            Optional<RegoModule> module = start(digest, wasm);
            store.keep(digest, wasm);
            return new Loaded(all, module);
        } catch (OpaException refused) {
            all.add(RegoFinding.error("refused", String.valueOf(refused.getMessage())));
        } catch (TimeoutException overtime) {
            all.add(RegoFinding.error("overtime", "it takes too long to start"));
        } catch (IOException unwritable) {
            all.add(RegoFinding.error("not_kept", "it could not be kept: " + unwritable));
        }
        return new Loaded(all, Optional.empty());
    }
}
