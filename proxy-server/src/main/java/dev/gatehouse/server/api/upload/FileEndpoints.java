package dev.gatehouse.server.api.upload;

import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.server.api.call.ApiCall;
import dev.gatehouse.server.api.call.ApiException;
import dev.gatehouse.server.api.call.BodyFields;
import dev.gatehouse.server.api.call.Json;
import dev.gatehouse.server.api.call.Repositories;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Files before their package: announced with a token, then sent with a ticket of one use.
 * Thread-safe.
 */
final class FileEndpoints {
    private static final String TICKET = "ticket";
    private static final String REPOSITORY = "repository";
    private static final String IDENTIFIER = "identifier";

    private final Uploads uploads;
    private final Repositories repositories;
    private final Json json;

    FileEndpoints(Uploads uploads, Repositories repositories, Json json) {
        this.uploads = uploads;
        this.repositories = repositories;
        this.json = json;
    }

    /** What a file is announced with. */
    private record Announcement(FileName file, Digest md5) {}

    Response validate(ApiCall call) throws IOException {
        announcement(call);
        return nothing();
    }

    Response begin(ApiCall call) throws IOException {
        Announcement told = announcement(call);
        String repository = call.variable(REPOSITORY);
        Uploads.Announced begun = uploads.begin(call.by(), repository, told.file(), told.md5());
        String identifier = begun.upload().identifier();
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put(IDENTIFIER, identifier);
        shape.put(
                "upload_url",
                "%sapi/files/%s/%s/%s/"
                        .formatted(
                                call.request().head().publicBase(),
                                repositories.workspace(),
                                repository,
                                identifier));
        shape.put("upload_fields", Map.of(TICKET, begun.ticket()));
        shape.put("upload_headers", Map.of());
        shape.put("upload_querystring", "");
        return json.answer(202, shape);
    }

    private Announcement announcement(ApiCall call) throws IOException {
        repositories.mounts(call);
        BodyFields fields = json.body(call.request());
        String name = fields.required("filename");
        String md5 = fields.required("md5_checksum");
        fields.ignore(Set.of("sha256_checksum"));
        String method = fields.optional("method").orElse("post");
        if (!Set.of("post", "put_parts").contains(method)) {
            fields.problem("method", "expected post or put_parts");
        }
        if (!md5.isEmpty() && !md5.matches("[0-9A-Fa-f]{32}")) {
            fields.problem("md5_checksum", "expected 32 hexadecimal digits");
        }
        Optional<FileName> file = file(name, fields);
        fields.endObject();
        return new Announcement(file.orElseThrow(), new Digest(DigestAlgorithm.MD5, md5));
    }

    private static Optional<FileName> file(String name, BodyFields fields) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(new FileName(name));
        } catch (IllegalArgumentException e) {
            fields.problem("filename", Objects.toString(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The ticket comes in the form, before the file: so it stands in no URL and no log. */
    Response receive(ApiCall call) throws IOException, InterruptedException {
        repositories.requireWorkspace(call);
        Map<String, String> texts = new HashMap<>();
        String type = call.request().head().headers().first("content-type").orElse("");
        try (InputStream body = call.request().body().open()) {
            UploadForm.read(
                    type,
                    body,
                    new UploadForm.Parts() {
                        @Override
                        public void text(String name, String value) {
                            texts.put(name, value);
                        }

                        @Override
                        public void file(String fileName, InputStream content)
                                throws IOException, InterruptedException {
                            take(call, texts.getOrDefault(TICKET, ""), fileName, content);
                        }
                    });
        }
        return nothing();
    }

    private void take(ApiCall call, String ticket, String fileName, InputStream content)
            throws IOException, InterruptedException {
        Upload upload =
                uploads.opened(call.variable(REPOSITORY), call.variable(IDENTIFIER), ticket);
        if (!upload.file().value().equals(fileName)) {
            throw ApiException.unprocessable(
                    "file", "'%s' was announced, not this file".formatted(upload.file()));
        }
        upload.receive(content);
    }

    Response part(ApiCall call) throws IOException, InterruptedException {
        Upload upload = own(call);
        String number = call.parameter("part_number").orElse("");
        if (!number.matches("\\d{1,5}")) {
            throw ApiException.unprocessable("part_number", "expected a number");
        }
        if (call.parameter("upload_id").filter(upload.identifier()::equals).isEmpty()) {
            throw ApiException.unprocessable("upload_id", "expected " + upload.identifier());
        }
        try (InputStream body = call.request().body().open()) {
            upload.part(Integer.parseInt(number), body);
        }
        return nothing();
    }

    Response complete(ApiCall call) throws IOException, InterruptedException {
        BodyFields fields = json.bodyIfAny(call.request());
        fields.optional("upload_id");
        fields.truth("complete");
        fields.endObject();
        own(call).complete();
        return nothing();
    }

    private Upload own(ApiCall call) throws IOException {
        repositories.requireWorkspace(call);
        return uploads.require(call.by(), call.variable(REPOSITORY), call.variable(IDENTIFIER));
    }

    private static Response nothing() {
        return Response.of(204, Headers.none(), Body.of(""));
    }
}
