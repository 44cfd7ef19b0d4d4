package dev.gatehouse.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One upstream of a repository's format.
 *
 * @param url what the format's own client would be given, with a last slash
 * @param priority 1 to 32767; 1 is asked first, equal ones in the order of the file
 * @param verifyTls whether the server's certificate is checked
 * @param ca a PEM file of further certificate authorities for this upstream
 * @param headers further request headers, by their name as written; masked, as any may be a secret
 * @param canary a package that is known to exist there
 * @param fileHosts further origins that its documents may link to
 * @param checksums what becomes of a file that is not what a checksum beside it there says
 */
public record UpstreamConfig(
        UpstreamName name,
        URI url,
        UpstreamTrust trust,
        int priority,
        UpstreamMode mode,
        boolean active,
        boolean verifyTls,
        Optional<Path> ca,
        Credentials credentials,
        Map<String, Secret> headers,
        Optional<String> canary,
        UpstreamTimes times,
        List<URI> fileHosts,
        Checksums checksums) {
    /** The largest priority. */
    public static final int LAST_PRIORITY = 32_767;

    public UpstreamConfig {
        if (priority < 1 || priority > LAST_PRIORITY) {
            throw new IllegalArgumentException(
                    "priority " + priority + ": expected 1 to " + LAST_PRIORITY);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        fileHosts = List.copyOf(fileHosts);
    }

    /** An upstream that sets nothing but its name and URL: all defaults can be read here. */
    public static UpstreamConfig of(UpstreamName name, URI url) {
        return new UpstreamConfig(
                name,
                url,
                UpstreamTrust.TRUSTED,
                1,
                UpstreamMode.CACHE,
                true,
                true,
                Optional.empty(),
                new Credentials.None(),
                Map.of(),
                Optional.empty(),
                UpstreamTimes.DEFAULTS,
                List.of(),
                Checksums.FAIL);
    }

    /** The same with these origins that its documents may link to. */
    public UpstreamConfig withFileHosts(List<URI> hosts) {
        return new UpstreamConfig(
                name,
                url,
                trust,
                priority,
                mode,
                active,
                verifyTls,
                ca,
                credentials,
                headers,
                canary,
                times,
                hosts,
                checksums);
    }
}
