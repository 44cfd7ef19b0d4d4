package dev.gatehouse.pypi;

import dev.gatehouse.core.format.Signing;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.pypi.simple.Companion;
import dev.gatehouse.pypi.simple.PypiRelease;

import java.util.Optional;

/**
 * {@code FILE.asc} beside each distribution of which the index says that it is there ({@code
 * gpg-sig}, PEP 503). An index that says nothing is not asked: most have no signatures any more.
 * Stateless.
 */
final class PypiSigning implements Signing.Detached<PypiRelease> {
    @Override
    public boolean counts(PackageName name, Version version, FileName file) {
        return Companion.at(file).isEmpty();
    }

    @Override
    public Optional<FileName> beside(FileName file) {
        return Companion.SIGNATURE.isPossible(file)
                ? Optional.of(Companion.SIGNATURE.of(file))
                : Optional.empty();
    }

    @Override
    public Optional<FileName> signed(FileName signature) {
        return Companion.at(signature)
                .filter(c -> c == Companion.SIGNATURE || c == Companion.OWN_SIGNATURE)
                .map(c -> c.besides(signature));
    }

    @Override
    public Optional<FileName> ours(FileName file) {
        return Companion.OWN_SIGNATURE.isPossible(file)
                ? Optional.of(Companion.OWN_SIGNATURE.of(file))
                : Optional.empty();
    }

    @Override
    public Optional<ReleaseFile> at(PypiRelease release, FileName file) {
        return release.distribution(file).flatMap(d -> d.companion(Companion.SIGNATURE));
    }
}
