package dev.gatehouse.config.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the installers of Python packages are told on a machine: pip first, then uv. */
final class PythonSettings {
    private static final List<List<String>> PIP =
            List.of(List.of("pip"), List.of("pip3"), List.of("python3", "-m", "pip"));
    private static final Pattern LINE =
            Pattern.compile("\\s*([A-Za-z:][^=\\s]*)\\s*=\\s*[\"']?(.*?)[\"']?\\s*");
    private static final Pattern SECTION = Pattern.compile("\\s*(\\[+[^\\]]*\\]+).*");

    private final Machine machine;

    PythonSettings(Machine machine) {
        this.machine = machine;
    }

    /** An index, and where it is named. */
    record Found(String text, String where) {}

    /** What pip is told to use; empty where it uses its built-in default. */
    Optional<Found> pip() throws InterruptedException {
        Optional<Found> variable = variable("PIP_INDEX_URL");
        return variable.isPresent() ? variable : pipSetting("index-url");
    }

    /** Whether pip is told to look elsewhere besides. */
    boolean pipHasExtraIndex() throws InterruptedException {
        return variable("PIP_EXTRA_INDEX_URL").isPresent()
                || pipSetting("extra-index-url").isPresent();
    }

    private Optional<Found> pipSetting(String key) throws InterruptedException {
        for (List<String> pip : PIP) {
            List<String> command = new ArrayList<>(pip);
            command.addAll(List.of("config", "list"));
            Optional<String> listed =
                    machine.processes()
                            .run(command, machine.workingDirectory(), machine.environment());
            if (listed.isPresent()) {
                Map<String, String> values = values(listed.get());
                return Stream.of(":env:.", "install.", "global.")
                        .map(section -> values.getOrDefault(section + key, ""))
                        .filter(value -> !value.isEmpty())
                        .map(value -> new Found(value, "pip's configuration"))
                        .findFirst();
            }
        }
        return pipFiles()
                .flatMap(path -> inFile(path, "[install]", "[global]", key).stream())
                .findFirst();
    }

    /** Where pip looks, the strongest first. */
    private Stream<Path> pipFiles() {
        Stream<Path> named =
                Stream.of("PIP_CONFIG_FILE")
                        .flatMap(name -> variable(name).stream())
                        .map(found -> Path.of(found.text()));
        return Stream.concat(
                named,
                Stream.of(
                        machine.configurationHome().resolve("pip/pip.conf"),
                        machine.home().resolve(".pip/pip.conf"),
                        machine.root().resolve("etc/pip.conf"),
                        machine.root().resolve("etc/xdg/pip/pip.conf")));
    }

    private static Optional<Found> inFile(Path path, String first, String second, String key) {
        Map<String, String> values = values(TextFile.read(path));
        return Stream.of(first, second)
                .map(section -> values.getOrDefault(section + key, ""))
                .filter(value -> !value.isEmpty())
                .map(value -> new Found(value, path.toString()))
                .findFirst();
    }

    /** What uv is told to use; empty where it uses its built-in default. */
    Optional<Found> uv() {
        return Stream.of("UV_DEFAULT_INDEX", "UV_INDEX_URL")
                .flatMap(name -> variable(name).stream())
                .findFirst()
                .or(
                        () ->
                                Stream.of(
                                                machine.workingDirectory().resolve("uv.toml"),
                                                machine.configurationHome().resolve("uv/uv.toml"),
                                                machine.root().resolve("etc/uv/uv.toml"))
                                        .flatMap(path -> inUvFile(path).stream())
                                        .findFirst());
    }

    private static Optional<Found> inUvFile(Path path) {
        String text = TextFile.read(path);
        Optional<Found> plain = inFile(path, "", "[pip]", "index-url");
        return plain.isPresent()
                ? plain
                : Stream.of(text.split("(?m)^\\s*\\[\\[index\\]\\]", -1))
                        .skip(1)
                        .map(PythonSettings::values)
                        .filter(index -> "true".equals(index.get("default")))
                        .flatMap(index -> Optional.ofNullable(index.get("url")).stream())
                        .map(url -> new Found(url, path.toString()))
                        .findFirst();
    }

    private Optional<Found> variable(String name) {
        return Optional.ofNullable(machine.environment().get(name))
                .filter(value -> !value.isBlank())
                .map(value -> new Found(value, name));
    }

    /** Lines of {@code key = value}, each after its section's head. */
    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        String section = "";
        for (String line : text.lines().toList()) {
            Matcher head = SECTION.matcher(line);
            Matcher setting = LINE.matcher(line);
            if (head.matches()) {
                section = String.valueOf(head.group(1));
            } else if (setting.matches()) {
                values.putIfAbsent(section + setting.group(1), String.valueOf(setting.group(2)));
            }
        }
        return values;
    }
}
