package dev.gatehouse.config.load;

import dev.gatehouse.config.Credentials;
import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.Secret;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys with which an upstream is told who asks, and what is wrong or careless about them. */
final class CredentialKeys {
    static final Key.One<String> USERNAME =
            Key.optional("username", Forms.TEXT, "User for Basic authentication; needs password.");
    static final Key.One<Secret> PASSWORD =
            Key.optional("password", Forms.SECRET, "Password for Basic authentication.");
    static final Key.One<Secret> TOKEN =
            Key.optional("token", Forms.SECRET, "Token for Bearer authentication.");
    static final Key.Words<Secret> HEADERS =
            new Key.Words<>(
                    "headers",
                    Forms.SECRET,
                    "Further request headers; their values are masked everywhere.");

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Set<String> OURS =
            Set.of(
                    "host",
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "te",
                    "upgrade",
                    "accept-encoding",
                    "range");
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

    private CredentialKeys() {}

    static Credentials read(Section section) {
        Optional<String> username = section.find(USERNAME);
        Optional<Secret> password = section.find(PASSWORD);
        Optional<Secret> token = section.find(TOKEN);
        warnIfLiteral(section, PASSWORD);
        warnIfLiteral(section, TOKEN);
        if (section.has(TOKEN) && (section.has(USERNAME) || section.has(PASSWORD))) {
            section.error(TOKEN, "expected either token, or username and password");
        } else if (section.has(USERNAME) != section.has(PASSWORD)) {
            section.error(
                    section.has(USERNAME) ? USERNAME : PASSWORD,
                    "expected username and password together");
        }
        return token.<Credentials>map(Credentials.Token::new)
                .or(() -> login(username, password))
                .orElseGet(Credentials.None::new);
    }

    static Map<String, Secret> headers(Section section) {
        Map<String, Secret> headers = section.words(HEADERS);
        for (String name : headers.keySet()) {
            if (!isHeaderName(name)) {
                section.error(HEADERS, "'" + name + "': expected the name of a header");
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                section.error(HEADERS, "'" + name + "': this header is set by the client itself");
            } else if (isAuthorization(name) && hasCredentials(section)) {
                section.error(HEADERS, "'" + name + "': expected either it or credentials");
            }
        }
        return headers;
    }

    static boolean isHeaderName(String name) {
        return HEADER_NAME.matcher(name).matches();
    }

    /** Warns of credentials that anybody on the way could read. */
    static void checkTransport(Section section, URI url, Map<String, Secret> headers) {
        boolean sent =
                hasCredentials(section)
                        || headers.keySet().stream()
                                .anyMatch(
                                        name ->
                                                CREDENTIALS.contains(
                                                        name.toLowerCase(Locale.ROOT)));
        if (sent && url.getScheme().equals("http") && !HttpUrl.host(url).isLoopback()) {
            section.warning(
                    UpstreamKeys.URL, "credentials travel unencrypted over http; expected https");
        }
    }

    private static boolean isAuthorization(String header) {
        return header.equalsIgnoreCase("authorization");
    }

    private static boolean hasCredentials(Section section) {
        return section.has(TOKEN) || section.has(PASSWORD);
    }

    private static Optional<Credentials> login(
            Optional<String> username, Optional<Secret> password) {
        return username.flatMap(name -> password.map(word -> new Credentials.Login(name, word)));
    }

    private static void warnIfLiteral(Section section, Key.One<Secret> key) {
        if (section.isLiteral(key)) {
            section.warning(key, "a secret in plain text; better ${env:NAME} or ${file:PATH}");
        }
    }
}
