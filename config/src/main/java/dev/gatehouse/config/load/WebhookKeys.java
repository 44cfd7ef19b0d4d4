package dev.gatehouse.config.load;

import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.RepositoriesConfig;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.UpstreamName;
import dev.gatehouse.config.WebhookConfig;
import dev.gatehouse.config.WebhookEvent;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code webhooks}. */
final class WebhookKeys {
    private static final int LEAST_PLAIN = 16;
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final String CODED = "whsec_";
    private static final String SECRET_EXPECTED =
            "16 characters or more, or whsec_ and base64 of 24 to 64 bytes; best as ${env:NAME} or"
                    + " ${file:PATH}";

    static final Key.One<String> NAME =
            Key.required(
                    "name",
                    Form.of(UpstreamName.EXPECTED, text -> new UpstreamName(text).value()),
                    "Its name, unique; what waits for it goes by it.");

    /** A secret, because the URLs of chat services are: whoever knows one may post. */
    static final Key.One<URI> URL =
            Key.required(
                    "url",
                    new Form<>(HttpUrl.EXPECTED, HttpUrl::parseExact, URI::toString, true),
                    "Where events are posted to. Loopback and private addresses are allowed, since"
                            + " they are written here; redirects are not followed.");

    static final Key.One<Secret> SECRET =
            Key.required(
                    "secret",
                    new Form<>(SECRET_EXPECTED, WebhookKeys::secret, Secret::toString, true),
                    "What deliveries are signed with, so that the receiver can tell them from"
                            + " others'.");
    static final Key.One<Secret> PREVIOUS =
            Key.optional(
                    "previous-secret",
                    SECRET.form(),
                    "The secret before this one: while it stands here, deliveries are signed with"
                            + " both.");
    static final Key.Several<WebhookEvent> EVENTS =
            new Key.Several<>(
                    "events", Form.oneOf(WebhookEvent.class), "What it is told; at least one.");
    static final Key.Several<RepositoryName> REPOSITORIES =
            new Key.Several<>("repositories", Forms.REPOSITORY, "Only of these; left out: of all.");
    static final Key.One<Path> CA =
            Key.optional("ca", Forms.PATH, "PEM file of further certificate authorities for it.");
    static final Key.Keys ALL = Key.Keys.of(NAME, URL, SECRET, PREVIOUS, EVENTS, REPOSITORIES, CA);

    private WebhookKeys() {}

    static List<WebhookConfig> read(
            List<Section> sections, Optional<RepositoriesConfig> repositories) {
        List<WebhookConfig> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            Optional<WebhookConfig> hook = read(section, repositories);
            hook.filter(h -> !names.add(h.name()))
                    .ifPresent(h -> section.error(NAME, "'" + h.name() + "' stands here twice"));
            hook.ifPresent(read::add);
        }
        return read;
    }

    private static Optional<WebhookConfig> read(
            Section section, Optional<RepositoriesConfig> declared) {
        Optional<String> name = section.find(NAME);
        Optional<URI> url = section.find(URL);
        Optional<Secret> secret = section.find(SECRET);
        Optional<Secret> previous = section.find(PREVIOUS);
        List<WebhookEvent> events = section.list(EVENTS);
        List<RepositoryName> repositories = section.list(REPOSITORIES);
        Optional<Path> ca = section.file(CA);
        if (events.isEmpty()) {
            section.error(EVENTS, "expected at least one of " + EVENTS.items().expected());
        }
        declared.ifPresent(all -> checkDeclared(section, repositories, all));
        url.ifPresent(at -> check(section, at));
        if (name.isEmpty() || url.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new WebhookConfig(
                        name.get(),
                        url.get(),
                        secret.get(),
                        previous,
                        Set.copyOf(events),
                        repositories,
                        ca));
    }

    private static void checkDeclared(
            Section section, List<RepositoryName> names, RepositoriesConfig declared) {
        names.stream()
                .filter(name -> declared.find(name).isEmpty())
                .forEach(
                        name ->
                                section.error(
                                        REPOSITORIES,
                                        "'" + name + "': expected a declared repository"));
    }

    private static void check(Section section, URI url) {
        for (Key.One<Secret> key : List.of(SECRET, PREVIOUS)) {
            if (section.isLiteral(key)) {
                section.warning(key, "a secret in plain text; better ${env:NAME} or ${file:PATH}");
            }
        }
        if ("http".equals(url.getScheme()) && !HttpUrl.host(url).isLoopback()) {
            section.warning(URL, "what is told travels unencrypted over http; expected https");
        }
    }

    private static Secret secret(String text) {
        boolean good =
                text.startsWith(CODED)
                        ? isCoded(text.substring(CODED.length()))
                        : text.length() >= LEAST_PLAIN;
        if (!good) {
            throw new IllegalArgumentException("expected " + SECRET_EXPECTED);
        }
        return new Secret(text);
    }

    private static boolean isCoded(String base64) {
        try {
            int length = Base64.getDecoder().decode(base64).length;
            return length >= LEAST_BYTES && length <= MOST_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
