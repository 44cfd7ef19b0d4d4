package dev.gatehouse.server.api.repos;

import dev.gatehouse.config.RepositoryName;
import dev.gatehouse.config.tree.Node;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.managed.Definitions;
import dev.gatehouse.server.managed.Draft.About;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a body says of a repository, as Cloudsmith names it. */
final class RepositoryFields {
    private static final int LONGEST_SLUG = 64;
    private static final String PINNING = "pinning";

    /** As it is shown where nothing is said: to send that back changes nothing. */
    private static final String OFF = "off";

    private static final List<Field> FIELDS =
            List.of(new Field.Text("host", "host"), new Field.Text(PINNING, PINNING));
    private static final String SIGNING = "signing";

    /** The only key of that block. */
    private static final String ENABLED = "enabled";

    /**
     * What is the same for every repository here. A body that says otherwise is refused: a setting
     * that is taken and does nothing would be believed.
     */
    private static final Map<String, Object> FIXED =
            Map.of(
                    "content_kind", "Standard",
                    "storage_region", "default",
                    "proxy_npmjs", false,
                    "proxy_pypi", false,
                    "replace_packages_by_default", false);

    private static final Set<String> READ_ONLY =
            Set.of(
                    "cdn_url",
                    "created_at",
                    "declared_at",
                    "deleted_at",
                    "ecdsa_keys",
                    "gpg_keys",
                    "is_open_source",
                    "is_private",
                    "is_public",
                    "namespace",
                    "namespace_url",
                    "num_downloads",
                    "num_policy_violated_packages",
                    "num_quarantined_packages",
                    "package_count",
                    "package_group_count",
                    "repository_type",
                    "self_html_url",
                    "self_url",
                    "size",
                    "size_str",
                    "slug_perm",
                    "updated_at");

    private RepositoryFields() {}

    static Map<String, Object> fixed() {
        return FIXED;
    }

    /** The word for what anybody may do here. */
    static String type(boolean anybodyReads) {
        return anybodyReads ? "Public" : "Private";
    }

    /** The field that sets a key of the file. */
    static String fieldOf(String key) {
        return key.equals(ENABLED) || key.equals(SIGNING)
                ? SIGNING
                : FIELDS.stream().map(Field::key).filter(key::equals).findFirst().orElse("slug");
    }

    /** A repository that is to be made: its name, and what people read of it. */
    record New(String name, About about, Node.Block definition) {}

    static New create(Node.Block empty, BodyFields body, boolean anybodyReads) {
        String title = body.required("name");
        Optional<String> slug = body.optional("slug").filter(text -> !text.isEmpty());
        String name = slug.orElseGet(() -> slug(title));
        try {
            var _ = new RepositoryName(name);
        } catch (IllegalArgumentException e) {
            body.problem("slug", "'" + name + "': " + e.getMessage());
        }
        About about = new About(title, body.optional("description").orElse(""));
        Node.Block definition = signing(set(empty, body), body);
        end(body, anybodyReads);
        return new New(name, about, definition);
    }

    /** What people read of a repository, and all that is configured of it. */
    record Patched(About about, Node.Block definition) {}

    static Patched patch(String name, Patched before, BodyFields body, boolean anybodyReads) {
        About old = before.about();
        About about =
                new About(
                        body.optional("name").orElse(old.title()),
                        body.has("description")
                                ? body.optional("description").orElse("")
                                : old.description());
        if (body.optional("slug").filter(slug -> !slug.equals(name)).isPresent()) {
            body.problem("slug", "cannot be changed: clients are pointed at it");
        }
        Node.Block definition = signing(set(before.definition(), body), body);
        end(body, anybodyReads);
        return new Patched(about, definition);
    }

    private static Node.Block set(Node.Block before, BodyFields body) {
        Node.Block next = before;
        for (Field field : FIELDS) {
            next = field.set(next, body, false);
        }
        return body.optional(PINNING).filter(OFF::equals).isPresent()
                ? next.without(PINNING)
                : next;
    }

    /** Whether it signs what is published in it; false, as it is shown, and null say nothing. */
    private static Node.Block signing(Node.Block block, BodyFields body) {
        if (!body.has(SIGNING)) {
            return block;
        }
        Node.Block set = new Field.Truth(SIGNING, ENABLED).set(Definitions.empty(), body, false);
        boolean on =
                set.find(ENABLED)
                        .filter(n -> n instanceof Node.Text text && text.value().equals("true"))
                        .isPresent();
        return on ? block.with(SIGNING, set) : block.without(SIGNING);
    }

    private static void end(BodyFields body, boolean anybodyReads) {
        FIXED.forEach((field, value) -> requireFixed(body, field, value));
        String type = type(anybodyReads);
        if (body.optional("repository_type_str").filter(text -> !text.equals(type)).isPresent()) {
            body.problem(
                    "repository_type_str",
                    "access.anonymous of the server says who may install, and makes every"
                            + " repository "
                            + type
                            + "; expected "
                            + type);
        }
        body.ignore(READ_ONLY);
        body.endObject();
    }

    private static void requireFixed(BodyFields body, String field, Object value) {
        boolean same =
                value instanceof Boolean truth
                        ? body.truth(field).map(truth::equals).orElse(true)
                        : body.optional(field).map(value::equals).orElse(true);
        if (!same) {
            body.problem(field, "cannot be changed; expected " + value);
        }
    }

    /** What a title is in paths, as Cloudsmith makes it. */
    static String slug(String title) {
        String slug =
                title.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_-]+", "-")
                        .replaceAll("^[_-]+|[_-]+$", "");
        return slug.substring(0, Math.min(slug.length(), LONGEST_SLUG));
    }

    /** Names of what differs, for the audit log. */
    static List<String> changed(Patched before, Patched after, List<String> keys) {
        List<String> fields = new ArrayList<>(keys);
        if (!before.about().title().equals(after.about().title())) {
            fields.add("name");
        }
        if (!before.about().description().equals(after.about().description())) {
            fields.add("description");
        }
        return fields;
    }
}
