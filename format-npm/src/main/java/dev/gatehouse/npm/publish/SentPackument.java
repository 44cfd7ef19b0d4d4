package dev.gatehouse.npm.publish;

import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.npm.json.StrictJson;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/**
 * A packument as a client sends it.
 *
 * @param members all of it but the attachments
 * @param files its attachments
 */
record SentPackument(ObjectNode members, List<SentFile> files) {
    SentPackument {
        files = List.copyOf(files);
    }

    Optional<String> revision() {
        return StrictJson.text(members, "_rev");
    }

    /** Its versions, when it has any such member. */
    Optional<ObjectNode> versions() {
        return members.get("versions") instanceof ObjectNode versions
                ? Optional.of(versions)
                : Optional.empty();
    }

    JsonNode distTags() {
        return members.path("dist-tags");
    }

    /** Whether it says that it is that package's. */
    boolean isOf(PackageName name) {
        boolean sameId =
                !members.has("_id")
                        || StrictJson.text(members, "_id").filter(name.value()::equals).isPresent();
        return sameId && StrictJson.text(members, "name").filter(name.value()::equals).isPresent();
    }
}
