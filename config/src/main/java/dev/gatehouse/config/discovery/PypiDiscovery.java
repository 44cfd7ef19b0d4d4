package dev.gatehouse.config.discovery;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.UpstreamName;
import dev.gatehouse.config.discovery.PythonSettings.Found;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the index of pip, else of uv, else pip's built-in default, for which pip's own code is
 * asked; that knows the host of the default index's files, too. Where an installer already points
 * at Gatehouse, the built-in default is what stands behind.
 */
public final class PypiDiscovery implements RegistryDiscovery {
    private static final UpstreamName NAME = new UpstreamName("pypi-public");
    private static final String BUILT_IN =
            "from pip._internal.models.index import PyPI; "
                    + "print(PyPI.simple_url); print(PyPI.file_storage_domain)";

    private final Machine machine;
    private final Predicate<URI> isGatehouse;
    private final PythonSettings settings;

    /**
     * A discovery on that machine.
     *
     * @param isGatehouse whether an index is one of ours, which must not become its own upstream
     */
    public PypiDiscovery(Machine machine, Predicate<URI> isGatehouse) {
        this.machine = machine;
        this.isGatehouse = isGatehouse;
        this.settings = new PythonSettings(machine);
    }

    /** pip's default index, and where its files are. */
    private record BuiltIn(URI url, List<URI> fileHosts) {}

    @Override
    public Discovery discover() throws InterruptedException {
        Optional<BuiltIn> builtIn = builtIn();
        Optional<Found> pip = settings.pip();
        Optional<Found> uv = settings.uv();
        Optional<Found> configured = pip.or(() -> uv);
        Optional<URI> url = configured.flatMap(found -> url(found.text()));
        if (configured.isPresent() && url.isEmpty()) {
            return nothing(
                    "the index in " + configured.get().where() + " is not a URL that can be used");
        }
        if (url.filter(isGatehouse.negate()).isPresent()) {
            return found(url.get(), configured.orElseThrow().where(), builtIn);
        }
        return builtIn.isPresent()
                ? found(builtIn.get().url(), "pip's built-in default", builtIn)
                : nothing("no pip was found, and no setting of pip or uv names an index");
    }

    private Discovery found(URI url, String where, Optional<BuiltIn> builtIn)
            throws InterruptedException {
        List<String> notes = new ArrayList<>();
        if (settings.pipHasExtraIndex()) {
            notes.add(
                    "pip has an extra-index-url: every name there can be supplied by the other"
                            + " index. Add it as a trusted upstream of the pypi block, and remove"
                            + " it from pip");
        }
        settings.uv()
                .flatMap(found -> url(found.text()))
                .filter(other -> !other.equals(url) && !isGatehouse.test(other))
                .ifPresent(other -> notes.add("uv uses " + other + ", which was not added"));
        List<URI> hosts =
                builtIn.filter(known -> known.url().equals(url))
                        .map(BuiltIn::fileHosts)
                        .orElse(List.of());
        return new Discovery(
                Optional.of(new DiscoveredUpstream(FormatName.PYPI, NAME, url, where, hosts)),
                notes);
    }

    private static Discovery nothing(String why) {
        return new Discovery(
                Optional.empty(), List.of(why + "; add an upstream to the pypi block by hand"));
    }

    private Optional<BuiltIn> builtIn() throws InterruptedException {
        for (String python : List.of("python3", "python")) {
            Optional<BuiltIn> told =
                    machine.processes()
                            .run(
                                    List.of(python, "-c", BUILT_IN),
                                    machine.root(),
                                    machine.environment())
                            .flatMap(PypiDiscovery::builtIn);
            if (told.isPresent()) {
                return told;
            }
        }
        return Optional.empty();
    }

    private static Optional<BuiltIn> builtIn(String told) {
        List<String> lines = told.lines().map(String::strip).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<URI> hosts =
                lines.size() == 2 ? origin("https://" + lines.get(1)).stream().toList() : List.of();
        return url(lines.getFirst()).map(url -> new BuiltIn(url, hosts));
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
