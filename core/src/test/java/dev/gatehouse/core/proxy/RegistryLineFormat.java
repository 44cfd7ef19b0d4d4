package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.format.IndexDocument;
import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseIndex;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.signature.RegistryKey;
import dev.gatehouse.core.signature.RegistryKeys;
import dev.gatehouse.core.signature.RegistryStatement;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.upstream.UpstreamRequest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The same with signatures of the registry, which a test makes; its keys are lines of {@code keys}.
 */
final class RegistryLineFormat extends LineFormat implements Signing.ByRegistry<LineFormat.Line> {
    static final String KEYS = "keys";

    private final AtomicReference<Optional<RegistryStatement>> said =
            new AtomicReference<>(Optional.empty());

    /** From now on the index says that about every file. */
    void says(Optional<RegistryStatement> statement) {
        said.set(statement);
    }

    /** A new key of a registry. */
    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How a registry tells a key. */
    static String line(String id, KeyPair pair) {
        return id + " " + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** What a registry says when it has signed these bytes. */
    static RegistryStatement signed(String id, KeyPair pair, byte[] bytes) {
        Digest digest = Digest.compute(DigestAlgorithm.SHA256, bytes);
        String text = "x:" + digest.hex();
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            String made = Base64.getEncoder().encodeToString(signer.sign());
            return new RegistryStatement(
                    text,
                    Set.of(digest),
                    Optional.empty(),
                    List.of(new RegistryStatement.Claim(id, made)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<Signing<Line>> signing() {
        return Optional.of(this);
    }

    @Override
    public boolean counts(PackageName name, Version version, FileName file) {
        return true;
    }

    @Override
    public Optional<RegistryStatement> statement(Line release, FileName file) {
        return said.get();
    }

    /** What the repository has signed stands in the note. */
    @Override
    public ReleaseIndex<Line, String> localIndex(
            LocalPackage local, Map<FileName, RegistryStatement.Claim> signed) {
        ReleaseIndex<Line, String> index = localIndex(local);
        List<String> claims =
                signed.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue().key()).toList();
        return signed.isEmpty()
                ? index
                : new ReleaseIndex<>(
                        index.key(), index.releases(), "signed " + String.join(",", claims), 1);
    }

    @Override
    public Optional<String> text(StoredFile file) {
        return file.file().value().startsWith("bare")
                ? Optional.empty()
                : Optional.of(file.file() + ":" + file.sha256().hex());
    }

    @Override
    public UpstreamRequest keysRequest() {
        return UpstreamRequest.service(KEYS, "text/plain");
    }

    @Override
    public RegistryKeys readKeys(IndexDocument answer) throws BadUpstreamException {
        String text = StandardCharsets.UTF_8.decode(answer.content()).toString();
        if (text.startsWith("<")) {
            throw new BadUpstreamException("a page");
        }
        return new RegistryKeys(
                text.lines()
                        .map(line -> line.split(" ", -1))
                        .map(w -> new RegistryKey(w[0], w[1], Optional.empty()))
                        .toList());
    }
}
