package dev.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The Python index: the page lists wheels, and each has metadata, signature and attestations. */
public final class PypiEcosystem implements Ecosystem {
    private static final String BOUNDARY = "----made-up-boundary----";

    /** The content type of {@link #form}. */
    public static final String FORM_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private static final Pattern WHEEL =
            Pattern.compile(">[a-z0-9_]+-([0-9.]+)-py3-none-any\\.whl<");

    @Override
    public String format() {
        return "pypi";
    }

    @Override
    public String name(String word) {
        return word;
    }

    @Override
    public String ownedPattern() {
        return "Acme_*";
    }

    @Override
    public Function<RecordedRequest, Script> registry(Shelf shelf) {
        return request -> {
            var index = new MadeUpSimpleIndex();
            String[] path = request.path().split("/", -1);
            if (path.length > 2) {
                shelf.of(path[2]).forEach(i -> index.add(packed(i)));
            }
            return index.apply(request);
        };
    }

    private static PythonPackage packed(Shelf.Item item) {
        return PythonPackage.of(item.name(), item.version(), item.marker());
    }

    @Override
    public URI upstream(URI root) {
        return root.resolve("simple/");
    }

    @Override
    public URI index(URI mount, String name) {
        return mount.resolve("simple/" + name + "/");
    }

    @Override
    public List<URI> otherDocuments(URI mount, String name, String version) {
        return List.of(
                mount.resolve("simple/" + name + "/?format=" + MadeUpSimpleIndex.JSON),
                mount.resolve("pypi/" + name + "/json"),
                mount.resolve("pypi/" + name + "/" + version + "/json"));
    }

    @Override
    public List<String> versions(HttpResponse<String> index) {
        return WHEEL.matcher(index.body())
                .results()
                .map(match -> Objects.requireNonNull(match.group(1)))
                .toList();
    }

    @Override
    public Optional<String> trace(Shelf.Item item) {
        return Optional.of(packed(item).sha256());
    }

    @Override
    public URI file(URI mount, String name, String version) {
        String file = PythonPackage.of(name, version, "").file();
        return mount.resolve("files/" + name + "/" + version + "/" + file);
    }

    @Override
    public List<URI> companions(URI mount, String name, String version) {
        String file = file(mount, name, version).toString();
        return List.of(
                URI.create(file + ".metadata"),
                URI.create(file + ".asc"),
                URI.create(file + ".provenance"));
    }

    @Override
    public void publish(RunningGate gate, String repository, Shelf.Item item)
            throws IOException, InterruptedException {
        var answer = upload(gate, repository, packed(item));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Uploads as twine does; the answer. */
    public static HttpResponse<String> upload(
            RunningGate gate, String repository, PythonPackage one)
            throws IOException, InterruptedException {
        URI url = gate.mount(repository, "pypi").resolve("legacy/");
        return gate.sendBytes(url, form(one), FORM_TYPE);
    }

    /** The form that twine sends, one character for each byte. */
    public static String form(PythonPackage one) {
        var form = new StringBuilder();
        Map.of(
                        ":action", "file_upload",
                        "protocol_version", "1",
                        "metadata_version", "2.1",
                        "name", one.name(),
                        "version", one.version(),
                        "filetype", "bdist_wheel",
                        "pyversion", "py3",
                        "sha256_digest", one.sha256())
                .forEach((name, value) -> form.append(part(name, value)));
        form.append(
                """
                --%s\r
                Content-Disposition: form-data; name="content"; filename="%s"\r
                Content-Type: application/octet-stream\r
                \r
                """
                        .formatted(BOUNDARY, one.file()));
        form.append(new String(one.wheel(), StandardCharsets.ISO_8859_1));
        return form.append("\r\n--").append(BOUNDARY).append("--\r\n").toString();
    }

    private static String part(String name, String value) {
        return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, name, value);
    }

    @Override
    public int ofNothingVisible() {
        return 451;
    }
}
