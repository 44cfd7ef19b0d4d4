package dev.gatehouse.pypi.publish;

import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds the form of an upload as twine does; every part can be bent. */
final class FormMaker {
    static final String BOUNDARY = "0f00ba12-boundary";

    private final List<Part> parts = new ArrayList<>();

    private record Part(String name, String head, ByteBuffer content) {}

    /** The fields and the file of a distribution. */
    static FormMaker upload(String name, String version, String fileName, byte[] content) {
        boolean wheel = fileName.endsWith(".whl");
        return new FormMaker()
                .field(":action", "file_upload")
                .field("protocol_version", "1")
                .field("metadata_version", "2.4")
                .field("name", name)
                .field("version", version)
                .field("filetype", wheel ? "bdist_wheel" : "sdist")
                .field("pyversion", wheel ? "py3" : "source")
                .field("requires_python", ">=3.9")
                .field("description", "# demo\n".repeat(1000))
                .field("classifiers", "A")
                .field("classifiers", "B")
                .field("md5_digest", Digest.compute(DigestAlgorithm.MD5, content).hex())
                .field("sha256_digest", Digest.compute(DigestAlgorithm.SHA256, content).hex())
                .field("blake2_256_digest", "0".repeat(64))
                .file("content", fileName, content);
    }

    FormMaker field(String name, String value) {
        return part(
                name,
                "Content-Disposition: form-data; name=\"" + name + "\"\r\n",
                value.getBytes(StandardCharsets.UTF_8));
    }

    FormMaker file(String name, String fileName, byte[] content) {
        return part(
                name,
                "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                                .formatted(name, fileName)
                        + "Content-Type: application/octet-stream\r\n",
                content);
    }

    FormMaker part(String name, String head, byte[] content) {
        parts.add(new Part(name, head, ByteBuffer.wrap(content)));
        return this;
    }

    /** With another value in its place. */
    FormMaker with(String name, String value) {
        List<Part> before = List.copyOf(parts);
        parts.clear();
        before.forEach(p -> copy(p, name, value));
        return this;
    }

    private void copy(Part part, String name, String value) {
        if (part.name().equals(name)) {
            field(name, value);
        } else {
            parts.add(part);
        }
    }

    FormMaker without(String name) {
        parts.removeIf(p -> p.name().equals(name));
        return this;
    }

    /** The file comes before the fields. */
    FormMaker fileFirst() {
        parts.addFirst(parts.removeLast());
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            write(out, "--" + BOUNDARY + "\r\n" + part.head() + "\r\n");
            out.writeBytes(part.content().array());
            write(out, "\r\n");
        }
        write(out, "--" + BOUNDARY + "--\r\n");
        return out.toByteArray();
    }

    static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
