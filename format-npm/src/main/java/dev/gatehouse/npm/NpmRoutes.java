package dev.gatehouse.npm;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.IndexStyle;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.format.View;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.npm.name.NamedPath;
import dev.gatehouse.npm.name.NpmName;
import dev.gatehouse.npm.packument.NpmStyle;

import java.util.List;
import java.util.Objects;

/** npm's paths below a registry's URL. Pure. */
final class NpmRoutes {
    private static final String DASH = "-";
    private static final String REVISION = "-rev";

    private final ServiceRoutes services;

    NpmRoutes(ServiceRoutes services) {
        this.services = services;
    }

    Route route(RequestHead head) {
        List<String> segments = head.target().segments();
        if (segments.isEmpty()) {
            return services.root();
        }
        if (segments.getFirst().equals(DASH)) {
            return services.route(head, segments.subList(1, segments.size()));
        }
        try {
            NamedPath path = NamedPath.of(segments);
            return ofPackage(path.name(), path.rest(), head);
        } catch (IllegalArgumentException e) {
            return new Route.Invalid(Objects.toString(e.getMessage()));
        }
    }

    private static Route ofPackage(PackageName name, List<String> rest, RequestHead head) {
        boolean reads = head.method().isRead();
        boolean writes = head.method() == Method.PUT || head.method() == Method.DELETE;
        if (rest.isEmpty() && reads) {
            return new Route.Index(IndexKey.of(name), styleOf(head), viewOf(head));
        }
        if (rest.size() == 1 && reads) {
            IndexStyle style = new NpmStyle.OneVersion(rest.getFirst());
            return new Route.Index(IndexKey.of(name), style, viewOf(head));
        }
        if (rest.size() >= 2 && rest.getFirst().equals(DASH) && reads) {
            return file(name, rest.subList(1, rest.size()));
        }
        if (writes && isChange(rest, head.method())) {
            return new Route.Publish(Role.PUBLISH);
        }
        return new Route.Unknown("no such path of an npm registry");
    }

    /** {@code name}, {@code name/-rev/R}, or {@code name/-/file/-rev/R} as unpublish sends it. */
    private static boolean isChange(List<String> rest, Method method) {
        int revision = rest.indexOf(REVISION);
        if (revision < 0) {
            return rest.isEmpty() && method == Method.PUT;
        }
        boolean last = revision == rest.size() - 2;
        boolean ofFile = rest.getFirst().equals(DASH) && method == Method.DELETE;
        return last && (revision == 0 || ofFile);
    }

    /** Some registries write the scope twice: {@code @scope/name/-/@scope/name-1.0.0.tgz}. */
    private static Route file(PackageName name, List<String> rest) {
        String path = String.join("/", rest);
        String scope = name.value().substring(0, name.value().indexOf('/') + 1);
        String last =
                !scope.isEmpty() && path.startsWith(scope) ? path.substring(scope.length()) : path;
        FileName file = new FileName(last);
        return new Route.File(name, NpmName.versionOf(name, file), file);
    }

    /** Clients that are about to publish or to edit must not see what others have of the name. */
    private static View viewOf(RequestHead head) {
        boolean publishes =
                head.headers().first("npm-command").filter("publish"::equals).isPresent();
        return publishes || isForWriting(head) ? View.LOCAL : View.MERGED;
    }

    private static IndexStyle styleOf(RequestHead head) {
        if (isForWriting(head)) {
            return new NpmStyle.Full(true);
        }
        return Accepts.abbreviated(head.headers().all("accept"))
                ? new NpmStyle.Abbreviated()
                : new NpmStyle.Full(false);
    }

    private static boolean isForWriting(RequestHead head) {
        return head.target().parameter("write").filter("true"::equals).isPresent();
    }
}
