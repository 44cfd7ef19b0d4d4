package dev.gatehouse.server.cli;

import dev.gatehouse.config.FormatName;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How one client is pointed here.
 *
 * @param format what it asks for
 * @param files the configuration files with what they need
 * @param hints sentences and commands for what no file can say
 */
record ClientSetup(FormatName format, List<ClientFile> files, List<String> hints) {
    /** The clients that are known. */
    static final String KNOWN = "npm, pnpm, yarn, pip, uv, poetry, mvn or gradle";

    private static final Pattern UV_INDEX = Pattern.compile("^\\s*(\\[\\[)?\\s*index\\b");
    private static final Pattern POETRY_SOURCE =
            Pattern.compile("^\\s*\\[\\[tool\\.poetry\\.source\\]\\]");

    ClientSetup {
        files = List.copyOf(files);
        hints = List.copyOf(hints);
    }

    /** The format that a client asks for. */
    static FormatName format(String client) {
        return switch (client) {
            case "npm", "pnpm", "yarn" -> FormatName.NPM;
            case "pip", "uv", "poetry" -> FormatName.PYPI;
            case "mvn", "gradle" -> FormatName.MAVEN;
            default ->
                    throw new CommandException(
                            CommandException.USAGE,
                            "'" + client + "' is no client known here: expected " + KNOWN);
        };
    }

    /**
     * The set-up of a client.
     *
     * @param place of its files
     * @param mount the URL that the client is given
     * @param owned the names that are declared as one's own
     */
    static ClientSetup of(String client, Place place, URI mount, List<String> owned) {
        Path here = place.workingDirectory();
        return switch (client) {
            case "yarn" -> yarn(here, mount, owned);
            case "pip" -> pip(place.configurationHome(), mount);
            case "uv" -> uv(here, mount);
            case "poetry" -> poetry(here, mount);
            case "mvn" -> MavenSetup.mvn(place.javaHome(), mount);
            case "gradle" -> MavenSetup.gradle(place.gradleHome(), mount);
            default -> new ClientSetup(FormatName.NPM, List.of(npmrc(here, mount)), List.of());
        };
    }

    private static ClientFile npmrc(Path here, URI registry) {
        return new ClientFile.Keys(here.resolve(".npmrc"), List.of("registry=" + registry));
    }

    /**
     * Yarn 2 and later refuse plain HTTP unless the host is listed, and Yarn 4 holds back what was
     * published a short while ago, one's own packages too; Yarn 1 reads .npmrc.
     */
    private static ClientSetup yarn(Path here, URI registry, List<String> owned) {
        List<String> berry = new ArrayList<>();
        berry.add("npmRegistryServer: \"" + registry + "\"");
        if (isPlain(registry)) {
            berry.add("unsafeHttpWhitelist: [\"" + registry.getHost() + "\"]");
        }
        List<String> hints = new ArrayList<>();
        if (owned.isEmpty()) {
            hints.add(
                    "Yarn 4 holds back what was published a short while ago, your own packages"
                            + " too: list yours under npmPreapprovedPackages in .yarnrc.yml");
        } else {
            berry.add("npmPreapprovedPackages: [\"" + String.join("\", \"", owned) + "\"]");
        }
        return new ClientSetup(
                FormatName.NPM,
                List.of(
                        npmrc(here, registry),
                        new ClientFile.Keys(here.resolve(".yarnrc.yml"), berry)),
                hints);
    }

    private static ClientSetup pip(Path configuration, URI index) {
        List<String> keys = new ArrayList<>();
        keys.add("index-url = " + index);
        if (isPlain(index) && !isLocal(index)) {
            keys.add("trusted-host = " + index.getHost());
        }
        return new ClientSetup(
                FormatName.PYPI,
                List.of(new ClientFile.Global(configuration.resolve("pip/pip.conf"), keys)),
                List.of(
                        "Remove every extra-index-url: with it pip takes a name from whichever"
                                + " index has the higher version.",
                        "To upload: twine upload --repository-url " + upload(index) + " dist/*",
                        "  with TWINE_USERNAME=gatehouse and a token as TWINE_PASSWORD"));
    }

    private static ClientSetup uv(Path here, URI index) {
        List<String> lines = new ArrayList<>();
        if (isPlain(index) && !isLocal(index)) {
            lines.add("allow-insecure-host = [\"" + index.getAuthority() + "\"]");
        }
        lines.add("[[index]]");
        lines.add("url = \"" + index + "\"");
        lines.add("default = true");
        return new ClientSetup(
                FormatName.PYPI,
                List.of(new ClientFile.Appended(here.resolve("uv.toml"), lines, UV_INDEX)),
                List.of(
                        "To upload: uv publish --publish-url " + upload(index),
                        "  with a token as UV_PUBLISH_TOKEN"));
    }

    private static ClientSetup poetry(Path here, URI index) {
        List<String> lines =
                List.of(
                        "",
                        "[[tool.poetry.source]]",
                        "name = \"gatehouse\"",
                        "url = \"" + index + "\"",
                        "priority = \"primary\"");
        return new ClientSetup(
                FormatName.PYPI,
                List.of(
                        new ClientFile.Appended(
                                here.resolve("pyproject.toml"), lines, POETRY_SOURCE)),
                List.of(
                        "To upload: poetry config repositories.gatehouse " + upload(index),
                        "  then poetry publish -r gatehouse -u gatehouse -p TOKEN"));
    }

    private static URI upload(URI index) {
        return index.resolve("../legacy/");
    }

    static boolean isPlain(URI url) {
        return "http".equals(url.getScheme());
    }

    private static boolean isLocal(URI url) {
        return String.valueOf(url.getHost()).matches("localhost|127\\..*|\\[::1\\]");
    }
}
