package dev.gatehouse.npm.publish;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;

/** Builds the body of a publication as libnpmpublish does; every part can be bent. */
final class Publish {
    private final ObjectNode body = new JsonMapper().createObjectNode();

    Publish(String name, String version, byte[] tarball) {
        body.put("_id", name).put("name", name).put("description", "of the packument");
        body.putObject("dist-tags").put("latest", version);
        body.putObject("versions")
                .putObject(version)
                .put("name", name)
                .put("version", version)
                .put("readme", "# read me")
                .putObject("dist")
                .put("tarball", "http://elsewhere.example/" + name + "-" + version + ".tgz");
        body.put("access", "public");
        body.putObject("_attachments");
        attach(name + "-" + version + ".tgz", tarball);
    }

    Publish attach(String file, byte[] content) {
        ((ObjectNode) body.get("_attachments"))
                .putObject(file)
                .put("content_type", "application/octet-stream")
                .put("data", Base64.getEncoder().encodeToString(content))
                .put("length", content.length);
        return this;
    }

    ObjectNode body() {
        return body;
    }

    /** The only version's manifest. */
    ObjectNode manifest() {
        return (ObjectNode) body.get("versions").iterator().next();
    }

    ObjectNode attachments() {
        return (ObjectNode) body.get("_attachments");
    }

    @Override
    public String toString() {
        return body.toString();
    }
}
