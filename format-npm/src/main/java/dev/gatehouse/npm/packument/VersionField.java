package dev.gatehouse.npm.packument;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The members of a version that mean something here. Those that are kept make up the abbreviated
 * form (npm/registry, package-metadata.md, and what the public registry's answers hold beyond it).
 */
enum VersionField {
    NAME("name", true),
    VERSION("version", true),
    DIST("dist", true),
    HAS_INSTALL_SCRIPT("hasInstallScript", true),
    SCRIPTS("scripts", false),
    DEPENDENCIES("dependencies", true),
    OPTIONAL_DEPENDENCIES("optionalDependencies", true),
    DEV_DEPENDENCIES("devDependencies", true),
    BUNDLE_DEPENDENCIES("bundleDependencies", true),
    BUNDLED_DEPENDENCIES("bundledDependencies", true),
    PEER_DEPENDENCIES("peerDependencies", true),
    PEER_DEPENDENCIES_META("peerDependenciesMeta", true),
    ACCEPT_DEPENDENCIES("acceptDependencies", true),
    BIN("bin", true),
    DIRECTORIES("directories", true),
    ENGINES("engines", true),
    OS("os", true),
    CPU("cpu", true),
    LIBC("libc", true),
    DEPRECATED("deprecated", true),
    FUNDING("funding", true),
    HAS_SHRINKWRAP("_hasShrinkwrap", true);

    private static final Map<String, VersionField> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toMap(f -> f.key, Function.identity()));

    private final String key;
    private final boolean kept;

    VersionField(String key, boolean kept) {
        this.key = key;
        this.kept = kept;
    }

    static @Nullable VersionField of(String key) {
        return BY_KEY.get(key);
    }

    String key() {
        return key;
    }

    boolean isKept() {
        return kept;
    }
}
