package dev.gatehouse.pypi.service;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.Body;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.pypi.name.DistributionName;
import dev.gatehouse.pypi.name.PypiNames;
import dev.gatehouse.pypi.name.PypiVersion;
import dev.gatehouse.pypi.simple.Companion;
import dev.gatehouse.pypi.simple.MediaType;
import dev.gatehouse.pypi.simple.PypiStyle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The paths of a Python index below its mount. Pure. */
public final class PypiRoutes {
    private static final String SIMPLE = "simple";
    private static final String UNKNOWN = "no such path of a Python index";

    private final PypiRefusals refusals;

    public PypiRoutes(PypiRefusals refusals) {
        this.refusals = refusals;
    }

    /** What a request asks for. */
    public Route route(RequestHead head) {
        List<String> segments = head.target().segments();
        String first = segments.isEmpty() ? "" : segments.getFirst();
        try {
            if (head.method() == Method.POST) {
                return post(segments, first);
            }
            if (!head.method().isRead()) {
                return new Route.Unknown(UNKNOWN);
            }
            return switch (first) {
                case SIMPLE -> simple(segments, head);
                case "files" -> file(segments);
                case "pypi" -> legacy(segments);
                default -> new Route.Unknown(UNKNOWN);
            };
        } catch (IllegalArgumentException e) {
            return new Route.Invalid(Objects.toString(e.getMessage()));
        }
    }

    /** twine and uv send to the URL they are given, with or without its last slash. */
    private static Route post(List<String> segments, String first) {
        if (segments.size() == 1 && first.equals("legacy")) {
            return new Route.Publish(Role.PUBLISH);
        }
        return segments.size() == 1 && first.equals("pypi")
                ? new Route.Direct(who -> XmlRpc.refuse())
                : new Route.Unknown(UNKNOWN);
    }

    private Route simple(List<String> segments, RequestHead head) {
        if (segments.size() == 1) {
            return head.target().directory()
                    ? negotiated(head, type -> names(type, head))
                    : moved(head, SIMPLE + "/");
        }
        if (segments.size() != 2) {
            return new Route.Unknown(UNKNOWN);
        }
        PackageName name = PypiNames.parse(segments.get(1));
        boolean normal = head.target().directory() && name.value().equals(segments.get(1));
        return normal
                ? negotiated(head, type -> page(name, type))
                : moved(head, SIMPLE + "/" + name.value() + "/");
    }

    private static Route names(MediaType type, RequestHead head) {
        boolean all = head.target().parameter("upstreams").filter("true"::equals).isPresent();
        return new Route.Names(new ProjectList(type, all));
    }

    private static Route page(PackageName name, MediaType type) {
        return new Route.Index(IndexKey.of(name), new PypiStyle.Page(type), View.MERGED);
    }

    /** Makes the route of a request for a document in that form. */
    @FunctionalInterface
    private interface InForm {
        Route as(MediaType type);
    }

    private Route negotiated(RequestHead head, InForm form) {
        Optional<MediaType> type =
                Accepts.choose(head.headers().all("accept"), head.target().parameter("format"));
        if (type.isPresent()) {
            return form.as(type.get());
        }
        String there =
                Arrays.stream(MediaType.values())
                        .map(MediaType::text)
                        .collect(Collectors.joining(", "));
        Response none =
                refusals.notAcceptable("An index can be had as " + there)
                        .with("vary", "Accept, Accept-Encoding");
        return new Route.Direct(who -> none);
    }

    /** PEP 503: other spellings are redirected to the normal one, with the last slash. */
    private static Route moved(RequestHead head, String path) {
        String location = head.publicBase() + path + query(head.target());
        Response moved =
                Response.of(
                        301,
                        Headers.of("location", location).with("cache-control", "no-cache"),
                        Body.of(""));
        return new Route.Direct(who -> moved);
    }

    private static String query(Target target) {
        String joined =
                target.query().entrySet().stream()
                        .flatMap(e -> e.getValue().stream().map(v -> pair(e.getKey(), v)))
                        .collect(Collectors.joining("&"));
        return joined.isEmpty() ? "" : "?" + joined;
    }

    private static String pair(String name, String value) {
        return encoded(name) + (value.isEmpty() ? "" : "=" + encoded(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * {@code files/NAME/VERSION/FILE}. The version is what the file's name says; the one in the
     * path must be the same, so that one file has one key.
     */
    private static Route file(List<String> segments) {
        if (segments.size() != 4) {
            return new Route.Unknown(UNKNOWN);
        }
        PackageName name = PypiNames.parse(segments.get(1));
        FileName file = new FileName(segments.get(3));
        Optional<Version> version =
                DistributionName.of(name, distribution(file))
                        .map(DistributionName::version)
                        .filter(v -> isSpelling(segments.get(2), v));
        return version.isPresent()
                ? new Route.File(name, version, file)
                : new Route.Unknown(file + " is no file of " + name + " " + segments.get(2));
    }

    private static FileName distribution(FileName file) {
        return Companion.at(file).map(c -> c.besides(file)).orElse(file);
    }

    private static boolean isSpelling(String text, Version version) {
        return text.equals(version.value())
                || PypiVersion.key(text).filter(version::equals).isPresent();
    }

    /** {@code pypi/NAME/json} and {@code pypi/NAME/VERSION/json}. */
    private static Route legacy(List<String> segments) {
        int size = segments.size();
        if ((size != 3 && size != 4) || !segments.getLast().equals("json")) {
            return new Route.Unknown(UNKNOWN);
        }
        PackageName name = PypiNames.parse(segments.get(1));
        if (size == 3) {
            return legacy(name, Optional.empty());
        }
        Optional<Version> version = PypiVersion.key(segments.get(2));
        return version.isPresent()
                ? legacy(name, version)
                : new Route.Invalid("'" + segments.get(2) + "' is no version by PEP 440");
    }

    private static Route legacy(PackageName name, Optional<Version> version) {
        return new Route.Index(IndexKey.of(name), new PypiStyle.Legacy(version), View.MERGED);
    }
}
