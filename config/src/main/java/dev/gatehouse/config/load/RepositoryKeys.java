package dev.gatehouse.config.load;

import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.HostName;
import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.Pinning;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryConfig;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.ServerConfig;
import dev.gatehouse.config.SigningConfig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of one repository, and of all of them together. */
final class RepositoryKeys {
    static final Key.One<HostName> HOST =
            Key.optional(
                    "host", Forms.HOST, "A host name of its own, at whose root its formats hang.");
    static final Key.One<Pinning> PINNING =
            Key.withDefault(
                    "pinning",
                    Form.oneOf(Pinning.class),
                    Pinning.OFF,
                    "warn or hold: what is done about a package that others sign than did before.");
    private static final List<FormatKeys> FORMATS =
            Arrays.stream(FormatName.values()).map(FormatKeys::new).toList();
    static final Key.Keys ALL =
            new Key.Keys(
                    Stream.of(
                                    Stream.<Key>of(HOST, PINNING),
                                    FORMATS.stream().<Key>map(FormatKeys::block),
                                    Stream.<Key>of(SigningKeys.OF_REPOSITORY))
                            .flatMap(keys -> keys)
                            .toList());

    private RepositoryKeys() {}

    static RepositoriesConfig read(
            Map<String, Section> sections, ServerConfig server, SigningConfig signing) {
        List<RepositoryConfig> read = new ArrayList<>();
        Map<HostName, String> hosts = new HashMap<>();
        sections.forEach(
                (name, section) -> {
                    RepositoryConfigOf parts = parts(section, hosts, name);
                    parts.host.ifPresent(host -> checkHost(section, host, server));
                    boolean signs = SigningKeys.isEnabled(section, signing);
                    named(section, name)
                            .map(
                                    valid ->
                                            new RepositoryConfig(
                                                    valid,
                                                    parts.host,
                                                    section.get(PINNING),
                                                    signs,
                                                    parts.formats))
                            .ifPresent(read::add);
                });
        return new RepositoriesConfig(read);
    }

    private record RepositoryConfigOf(
            Optional<HostName> host, Map<FormatName, FormatConfig> formats) {}

    private static RepositoryConfigOf parts(
            Section section, Map<HostName, String> hosts, String name) {
        Optional<HostName> host = section.find(HOST);
        host.map(wanted -> hosts.putIfAbsent(wanted, name))
                .ifPresent(
                        other -> section.error(HOST, "is already the host of repository " + other));
        return new RepositoryConfigOf(host, formats(section));
    }

    /** At a repository's own host there is nothing else, so it cannot be the server's. */
    private static void checkHost(Section section, HostName host, ServerConfig server) {
        boolean servers =
                host.value().equals("localhost")
                        || host.address().isPresent()
                        || server.allowedHosts().contains(host)
                        || server.publicUrl().map(HttpUrl::host).filter(host::equals).isPresent();
        if (servers) {
            section.error(
                    HOST, "'" + host + "': expected a name that stands for this repository alone");
        }
    }

    private static Optional<RepositoryName> named(Section section, String name) {
        try {
            return Optional.of(new RepositoryName(name));
        } catch (IllegalArgumentException e) {
            section.error("'" + name + "' cannot be the name of a repository: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<FormatName, FormatConfig> formats(Section section) {
        Map<FormatName, FormatConfig> formats = new EnumMap<>(FormatName.class);
        for (FormatKeys keys : FORMATS) {
            if (section.has(keys.block())) {
                formats.put(keys.format(), keys.read(section.part(keys.block())));
            }
        }
        return formats;
    }
}
