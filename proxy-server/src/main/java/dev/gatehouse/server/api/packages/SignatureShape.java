package dev.gatehouse.server.api.packages;

import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.proxy.Mount;
import dev.gatehouse.core.proxy.OwnSignatures;
import dev.gatehouse.core.proxy.SignatureChecks;
import dev.gatehouse.core.proxy.StoredPackages.Stored;
import dev.gatehouse.core.signature.Signature;
import dev.gatehouse.core.signature.SignatureFields;
import dev.gatehouse.core.signature.Verification;
import dev.gatehouse.core.store.StoredFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is known of a package's signatures, as policies see it; nobody is asked. */
record SignatureShape(SignatureChecks checks, OwnSignatures own) {
    /** Of the package: null where nobody looked. */
    void put(Map<String, @Nullable Object> shape, Stored stored) throws IOException {
        List<Signature> primary = checks.known(stored.parcel().primary());
        shape.put("signed", signed(stored));
        shape.put(
                "signature",
                primary.isEmpty()
                        ? null
                        : SignatureFields.of(
                                primary.stream().min(Verification.BEST_FIRST).orElseThrow()));
        shape.put("signatures", fields(own.and(primary, stored.parcel().primary())));
    }

    /** Of one file. */
    List<Map<String, Object>> of(StoredFile file) throws IOException {
        return fields(own.and(checks.known(file), file));
    }

    private static List<Map<String, Object>> fields(List<Signature> signatures) {
        return signatures.stream().map(SignatureFields::of).toList();
    }

    /** Whether all files are that carry code or metadata. */
    private @Nullable Boolean signed(Stored stored) throws IOException {
        boolean all = true;
        boolean known = false;
        for (Parcel.Part part : stored.parcel().parts()) {
            if (counts(stored.mount(), part.file())) {
                List<Signature> signatures = checks.known(part.file());
                known |= !signatures.isEmpty();
                all &= signatures.stream().anyMatch(Signature::counts);
            }
        }
        return known ? all : null;
    }

    private static boolean counts(Mount<?, ?> mount, StoredFile file) {
        return mount.format()
                .signing()
                .filter(s -> s.counts(file.key().name(), file.version(), file.file()))
                .isPresent();
    }
}
