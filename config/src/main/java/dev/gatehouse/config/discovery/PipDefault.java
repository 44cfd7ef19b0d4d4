package dev.gatehouse.config.discovery;

import dev.gatehouse.config.HttpUrl;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The index that pip uses when nobody tells it another, and where the files of that index are:
 * pip's own code is asked.
 *
 * @param url with a last slash
 */
record PipDefault(URI url, List<URI> fileHosts) {
    private static final String ASK =
            "from pip._internal.models.index import PyPI; "
                    + "print(PyPI.simple_url); print(PyPI.file_storage_domain)";

    /** Empty where there is no pip. */
    static Optional<PipDefault> of(Machine machine) throws InterruptedException {
        for (String python : List.of("python3", "python")) {
            Optional<PipDefault> told =
                    machine.processes()
                            .run(List.of(python, "-c", ASK), machine.root(), machine.environment())
                            .flatMap(PipDefault::read);
            if (told.isPresent()) {
                return told;
            }
        }
        return Optional.empty();
    }

    private static Optional<PipDefault> read(String told) {
        List<String> lines = told.lines().map(String::strip).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<URI> hosts =
                lines.size() == 2 ? origin("https://" + lines.get(1)).stream().toList() : List.of();
        return url(lines.getFirst()).map(url -> new PipDefault(url, hosts));
    }

    private static Optional<URI> origin(String text) {
        try {
            return Optional.of(HttpUrl.parseOrigin(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(HttpUrl.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
