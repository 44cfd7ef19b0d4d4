package dev.gatehouse.config.load;

import dev.gatehouse.config.AddressRange;
import dev.gatehouse.config.ByteSize;
import dev.gatehouse.config.DurationText;
import dev.gatehouse.config.HostName;
import dev.gatehouse.config.HttpUrl;
import dev.gatehouse.config.ListenAddress;
import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.Secret;
import dev.gatehouse.config.UpstreamName;
import dev.gatehouse.config.WorkspaceName;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** The forms of all values that more than one key uses, or that a value type brings along. */
final class Forms {
    static final Form<AddressRange> ADDRESS_RANGE =
            Form.of(AddressRange.EXPECTED, AddressRange::parse);
    static final Form<Boolean> BOOLEAN = Form.of("true or false", Forms::truth);
    static final Form<ByteSize> BYTE_SIZE = Form.of(ByteSize.EXPECTED, ByteSize::parse);
    static final Form<Duration> DURATION =
            new Form<>(DurationText.EXPECTED, DurationText::parse, DurationText::render, false);
    static final Form<Duration> DEADLINE =
            new Form<>(
                    DurationText.EXPECTED + ", more than zero",
                    DurationText::parsePositive,
                    DurationText::render,
                    false);
    static final Form<HostName> HOST = Form.of(HostName.EXPECTED, HostName::parse);
    static final Form<ListenAddress> LISTEN = Form.of(ListenAddress.EXPECTED, ListenAddress::parse);
    static final Form<Path> PATH = Form.of("the path of a file or directory", Forms::path);
    static final Form<RepositoryName> REPOSITORY =
            Form.of("the name of a repository", RepositoryName::new);
    static final Form<Secret> SECRET =
            new Form<>(
                    "a secret, best as ${env:NAME} or ${file:PATH}",
                    Secret::new,
                    Secret::toString,
                    true);
    static final Form<String> TEXT = Form.of("a text", Forms::text);
    static final Form<UpstreamName> UPSTREAM = Form.of(UpstreamName.EXPECTED, UpstreamName::new);
    static final Form<URI> ORIGIN =
            Form.of("an origin such as https://files.example", HttpUrl::parseOrigin);
    static final Form<URI> URL = Form.of(HttpUrl.EXPECTED, HttpUrl::parse);
    static final Form<WorkspaceName> WORKSPACE =
            Form.of(WorkspaceName.EXPECTED, WorkspaceName::new);

    private Forms() {}

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected the path of a file or directory", e);
        }
    }

    private static String text(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected a text without control characters");
        }
        return text;
    }
}
