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

    @Override
    public Discovery discover() throws InterruptedException {
        Optional<PipDefault> builtIn = PipDefault.of(machine);
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

    private Discovery found(URI url, String where, Optional<PipDefault> builtIn)
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
                        .map(PipDefault::fileHosts)
                        .orElse(List.of());
        return new Discovery(
                Optional.of(new DiscoveredUpstream(FormatName.PYPI, NAME, url, where, hosts)),
                notes);
    }

    private static Discovery nothing(String why) {
        return new Discovery(
                Optional.empty(), List.of(why + "; add an upstream to the pypi block by hand"));
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(HttpUrl.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
