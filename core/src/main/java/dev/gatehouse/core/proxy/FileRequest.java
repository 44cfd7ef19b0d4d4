package dev.gatehouse.core.proxy;

import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Release;
import dev.gatehouse.core.model.ReleaseFile;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.upstream.Upstream;

/**
 * A file to be fetched from the upstream that owns its version.
 *
 * @param by who asked first
 */
record FileRequest<R extends Release, P>(
        Mount<R, P> mount,
        PackageName name,
        R release,
        ReleaseFile file,
        Upstream upstream,
        String by) {
    PackageKey key() {
        return mount.key(name);
    }

    Version version() {
        return release.version();
    }
}
