package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.DurationText;
import dev.gatehouse.config.Enforcement;
import dev.gatehouse.config.FormatConfig;
import dev.gatehouse.config.FormatName;
import dev.gatehouse.config.NamePattern;
import dev.gatehouse.config.OnSharedName;
import dev.gatehouse.config.WhenTrustedUnreachable;
import dev.gatehouse.config.report.Place;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.store.ManagedRepository;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.managed.Configured;
import dev.gatehouse.server.managed.ConfiguredRepository;
import dev.gatehouse.server.managed.Definitions;
import dev.gatehouse.server.managed.Draft;
import dev.gatehouse.server.managed.Draft.About;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is set for one format of a repository besides its upstreams. Thread-safe. */
final class SettingsEndpoints {
    private static final List<Field> FIELDS =
            List.of(
                    new Field.Texts("owned_names", "owned-names"),
                    new Field.Text("enforcement", "enforcement"),
                    new Field.Text("when_trusted_unreachable", "when-trusted-unreachable"),
                    new Field.Text("last_known_limit", "last-known-limit"),
                    new Field.Text("absence_confirmation", "absence-confirmation"),
                    new Field.Text("on_shared_name", "on-shared-name"));
    private static final Field REFUSED_PAGE = new Field.Whole("refused_page", "refused-page");
    private static final Field RETENTION =
            new Field.Whole("snapshot_retention", "snapshot-retention");

    private final Book book;
    private final Json json;

    SettingsEndpoints(Book book, Json json) {
        this.book = book;
        this.json = json;
    }

    Response get(ApiCall call) {
        FormatName format = Book.format(call);
        return shown(book.now(), book.repository(call), format);
    }

    Response patch(ApiCall call) throws IOException {
        FormatName format = Book.format(call);
        ConfiguredRepository repository = book.repository(call);
        Book.requireManaged(repository.declaredAt());
        BodyFields body = json.body(call.request());
        Configured now =
                book.change(
                        call,
                        SettingsEndpoints::fieldOf,
                        draft -> patch(call, draft, repository.name(), format, body));
        return shown(now, Book.find(now, repository.name()), format);
    }

    private void patch(ApiCall call, Draft draft, String name, FormatName format, BodyFields body) {
        ManagedRepository before = draft.find(name).orElseThrow(() -> Book.missing(name));
        Tags.require(call, Tags.of(before, book.now().anybodyReads()));
        Node.Block whole = Definitions.of(before);
        Node.Block old =
                whole.find(format.key()).orElseGet(Definitions::empty) instanceof Node.Block block
                        ? block
                        : Definitions.empty();
        Node.Block next = old;
        for (Field field : fields(format)) {
            next = field.set(next, body, false);
        }
        body.ignore(Set.of("format", "declared_at"));
        body.endObject();
        List<String> changed = Definitions.changed(old, next);
        if (!changed.isEmpty()) {
            draft.replace(
                    before,
                    new About(before.title(), before.description()),
                    whole.with(format.key(), next));
            draft.note(
                    name,
                    format.key() + " settings of " + name,
                    Map.of("change", "changed", "fields", String.join(", ", changed)));
        }
    }

    private static List<Field> fields(FormatName format) {
        List<Field> fields = new ArrayList<>(FIELDS);
        switch (format) {
            case NPM -> {}
            case PYPI -> fields.add(REFUSED_PAGE);
            case MAVEN -> fields.add(RETENTION);
        }
        return fields;
    }

    private static String fieldOf(String key) {
        return key.replace('-', '_');
    }

    private Response shown(Configured now, ConfiguredRepository repository, FormatName format) {
        FormatConfig config =
                repository
                        .config()
                        .format(format)
                        .orElseThrow(
                                () ->
                                        ApiException.missing(
                                                "The repository "
                                                        + repository.name()
                                                        + " does not serve "
                                                        + format.key()
                                                        + "."));
        Map<String, Object> shape = shape(format, config);
        Optional<Place> declared = repository.declaredAt();
        declared.ifPresent(place -> shape.put("declared_at", place.toString()));
        return Tags.on(json.answer(200, shape), Tags.of(repository, now.anybodyReads()));
    }

    private static Map<String, Object> shape(FormatName format, FormatConfig config) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("format", format.key());
        shape.put("owned_names", config.ownedNames().stream().map(NamePattern::text).toList());
        shape.put(
                "enforcement", config.enforcement() == Enforcement.ENFORCE ? "enforce" : "monitor");
        shape.put(
                "when_trusted_unreachable",
                config.whenTrustedUnreachable() == WhenTrustedUnreachable.FAIL_CLOSED
                        ? "fail-closed"
                        : "last-known");
        shape.put("last_known_limit", DurationText.render(config.lastKnownLimit()));
        shape.put("absence_confirmation", DurationText.render(config.absenceConfirmation()));
        shape.put("on_shared_name", config.onSharedName() == OnSharedName.WARN ? "warn" : "refuse");
        switch (format) {
            case NPM -> {}
            case PYPI -> shape.put("refused_page", config.refusedPage());
            case MAVEN -> shape.put("snapshot_retention", config.snapshotRetention());
        }
        return shape;
    }
}
