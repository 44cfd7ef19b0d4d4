package dev.gatehouse.config.discovery;

import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.UpstreamName;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds npm's registry: npm itself is asked, as only it knows all its sources and its built-in
 * default; without npm, its variables and files. Where npm already points at Gatehouse, its
 * built-in default is what stands behind.
 */
public final class NpmDiscovery implements RegistryDiscovery {
    private static final UpstreamName NAME = new UpstreamName("npm-public");
    private static final List<String> ASK = List.of("npm", "config", "get", "registry");

    private final Machine machine;
    private final Predicate<URI> isGatehouse;
    private final List<NpmrcFile> files;

    /**
     * A discovery on that machine.
     *
     * @param isGatehouse whether a registry is one of ours, which must not become its own upstream
     */
    public NpmDiscovery(Machine machine, Predicate<URI> isGatehouse) {
        this.machine = machine;
        this.isGatehouse = isGatehouse;
        this.files =
                paths(machine).map(path -> NpmrcFile.read(path, machine.environment())).toList();
    }

    @Override
    public Discovery discover() throws InterruptedException {
        Optional<Found> configured = configured();
        if (configured.isEmpty()) {
            return nothing("npm is not on the PATH, and no .npmrc names a registry");
        }
        Found found = configured.get();
        Optional<URI> url = url(found.text());
        if (url.filter(isGatehouse).isPresent()) {
            found = new Found(builtIn().orElse(""), "npm's built-in default");
            url = url(found.text()).filter(isGatehouse.negate());
        }
        return url.isEmpty()
                ? nothing("the registry in " + found.where() + " is not a URL that can be used")
                : found(url.get(), found.where());
    }

    private record Found(String text, String where) {}

    private Discovery found(URI url, String where) {
        List<String> notes = new ArrayList<>();
        files.forEach(file -> notes.addAll(notes(file, url)));
        return new Discovery(
                Optional.of(new DiscoveredUpstream(FormatName.NPM, NAME, url, where)), notes);
    }

    private static Discovery nothing(String why) {
        return new Discovery(
                Optional.empty(), List.of(why + "; add an upstream to the npm block by hand"));
    }

    private Optional<Found> configured() throws InterruptedException {
        return machine.processes()
                .run(ASK, machine.workingDirectory(), machine.environment())
                .map(text -> new Found(text, "npm's configuration"))
                .or(this::inVariables)
                .or(this::inFiles);
    }

    private Optional<Found> inVariables() {
        return setting(machine, "registry").map(text -> new Found(text, "npm_config_registry"));
    }

    private Optional<Found> inFiles() {
        return files.stream()
                .flatMap(
                        file ->
                                file
                                        .find("registry")
                                        .map(text -> new Found(text, file.path().toString()))
                                        .stream())
                .findFirst();
    }

    /** npm's registry when nobody has configured any: -g keeps project files out. */
    private Optional<String> builtIn() throws InterruptedException {
        Map<String, String> clean = new TreeMap<>(machine.environment());
        clean.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("npm_config_"));
        String none = machine.root().resolve("nonexistent").resolve("npmrc").toString();
        List<String> command = new ArrayList<>(ASK);
        command.addAll(List.of("-g", "--userconfig=" + none, "--globalconfig=" + none + ".global"));
        return machine.processes().run(command, machine.root(), clean);
    }

    private static List<String> notes(NpmrcFile file, URI registry) {
        List<String> notes = new ArrayList<>();
        String key = "//" + registry.getRawAuthority() + registry.getRawPath();
        boolean credentials =
                file.values().keySet().stream()
                        .anyMatch(name -> name.startsWith("//") && covers(name, key));
        if (credentials) {
            notes.add(
                    file.path()
                            + " has credentials for "
                            + registry
                            + "; they were not copied. If the registry needs them, set token:"
                            + " ${env:NAME} at this upstream");
        }
        file.values().forEach((name, value) -> scope(name, value, file).ifPresent(notes::add));
        return notes;
    }

    // npm looks credentials up by the registry's URL, and then by each of its parent paths.
    private static boolean covers(String name, String key) {
        int end = name.lastIndexOf(':');
        return end > 0
                && name.substring(end).startsWith(":_")
                && key.startsWith(name.substring(0, end));
    }

    private static Optional<String> scope(String name, String value, NpmrcFile file) {
        if (!name.startsWith("@") || !name.endsWith(":registry")) {
            return Optional.empty();
        }
        String scope = name.substring(0, name.indexOf(':'));
        return url(value)
                .map(
                        url ->
                                file.path()
                                        + " gives "
                                        + scope
                                        + " the registry "
                                        + url
                                        + "; if these names are yours, add it as a trusted"
                                        + " upstream and "
                                        + scope
                                        + "/* to owned-names");
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(HttpUrl.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Stream<Path> paths(Machine machine) {
        Stream<Path> own =
                Stream.of(
                        machine.workingDirectory().resolve(".npmrc"),
                        setting(machine, "userconfig")
                                .map(Path::of)
                                .orElse(machine.home().resolve(".npmrc")));
        Stream<Path> global =
                setting(machine, "globalconfig")
                        .map(Path::of)
                        .map(Stream::of)
                        .orElseGet(
                                () ->
                                        Stream.of("usr/local/etc", "usr/etc", "etc")
                                                .map(machine.root()::resolve)
                                                .map(directory -> directory.resolve("npmrc")));
        return Stream.concat(own, global).distinct();
    }

    private static Optional<String> setting(Machine machine, String name) {
        return Stream.of("npm_config_" + name, "NPM_CONFIG_" + name.toUpperCase(Locale.ROOT))
                .map(variable -> machine.environment().getOrDefault(variable, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
