package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.Checksums;
import dev.gatehouse.config.Credentials;
import dev.gatehouse.config.DurationText;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.UpstreamConfig;
import dev.gatehouse.config.UpstreamMode;
import dev.gatehouse.config.UpstreamTimes;
import dev.gatehouse.config.UpstreamTrust;
import dev.gatehouse.server.managed.ConfiguredUpstream;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An upstream as the API shows it: all that can be set, but no secret, and what Cloudsmith has. */
final class UpstreamShape {
    private UpstreamShape() {}

    static Map<String, @Nullable Object> of(ConfiguredUpstream upstream) {
        UpstreamConfig config = upstream.config();
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("name", config.name().value());
        shape.put("slug_perm", upstream.slug());
        shape.put("upstream_url", config.url().toString());
        shape.put("trust_level", trust(config.trust()));
        shape.put("priority", config.priority());
        shape.put("mode", mode(config.mode()));
        shape.put("is_active", config.active());
        shape.put("verify_ssl", config.verifyTls());
        credentials(shape, config.credentials());
        headers(shape, List.copyOf(config.headers().keySet()));
        shape.put("ca", config.ca().map(Path::toString).orElse(null));
        shape.put("canary", config.canary().orElse(null));
        times(shape, config.times());
        shape.put("file_hosts", config.fileHosts().stream().map(URI::toString).toList());
        shape.put("checksums", config.checksums() == Checksums.FAIL ? "fail" : "warn");
        shape.put("declared_at", upstream.declaredAt().map(Object::toString).orElse(null));
        shape.put("created_at", upstream.createdAt().map(Object::toString).orElse(null));
        shape.put("updated_at", upstream.updatedAt().map(Object::toString).orElse(null));
        others(shape, config);
        if (upstream.format() == FormatName.MAVEN) {
            signatures(shape);
        }
        return shape;
    }

    static String trust(UpstreamTrust trust) {
        return switch (trust) {
            case TRUSTED -> UpstreamFields.trust("trusted");
            case UNTRUSTED -> UpstreamFields.trust("untrusted");
        };
    }

    private static String mode(UpstreamMode mode) {
        return switch (mode) {
            case CACHE -> UpstreamFields.mode("cache");
            case PROXY_ONLY -> UpstreamFields.mode("proxy-only");
            case CACHE_ONLY -> UpstreamFields.mode("cache-only");
        };
    }

    private static void credentials(Map<String, @Nullable Object> shape, Credentials credentials) {
        String mode =
                switch (credentials) {
                    case Credentials.None _ -> CredentialFields.NONE;
                    case Credentials.Login _ -> CredentialFields.LOGIN;
                    case Credentials.Token _ -> CredentialFields.TOKEN;
                };
        shape.put("auth_mode", mode);
        shape.put(
                "auth_username",
                credentials instanceof Credentials.Login login ? login.username() : null);
        shape.put("auth_secret", null);
    }

    private static void headers(Map<String, @Nullable Object> shape, List<String> names) {
        for (int slot = 1; slot <= 2; slot++) {
            shape.put("extra_header_" + slot, slot <= names.size() ? names.get(slot - 1) : null);
            shape.put("extra_value_" + slot, null);
        }
    }

    private static void times(Map<String, @Nullable Object> shape, UpstreamTimes times) {
        shape.put("index_ttl", DurationText.render(times.index()));
        shape.put("absent_ttl", DurationText.render(times.absent()));
        shape.put("presence_timeout", DurationText.render(times.presence()));
        shape.put("timeout", DurationText.render(times.firstByte()));
        shape.put("idle_timeout", DurationText.render(times.idle()));
    }

    private static void others(Map<String, @Nullable Object> shape, UpstreamConfig config) {
        shape.put("available", null);
        shape.put("can_reindex", "false");
        shape.put("disable_reason", config.active() ? "N/A" : "Disabled by user");
        shape.put("disable_reason_text", null);
        shape.put("has_failed_signature_verification", null);
        shape.put("index_package_count", null);
        shape.put("index_status", null);
        shape.put("last_indexed", null);
        shape.put("pending_validation", false);
    }

    private static void signatures(Map<String, @Nullable Object> shape) {
        shape.put("gpg_verification", "Allow All");
        shape.put("gpg_key_inline", null);
        shape.put("gpg_key_url", null);
        shape.put("gpg_key_fingerprint_short", null);
        shape.put("verification_status", null);
    }
}
