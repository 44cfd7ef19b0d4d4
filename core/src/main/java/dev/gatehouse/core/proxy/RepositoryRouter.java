package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.proxy.Catalogue.Place;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds repository and format by the path: {@code /{repository}/{format}/…}. Thread-safe.
 *
 * <p>npm drops the path of the registry from some calls, so a default repository may answer those
 * at the root: {@code /-/npm/…} and {@code /{package}/-/{file}}, never {@code /{name}}.
 */
public final class RepositoryRouter implements Handler {
    private final Catalogue catalogue;
    private final Services services;
    private final RepositoryHandler handler;
    private final RootMount root;

    public RepositoryRouter(Catalogue catalogue, Services services, RootMount root) {
        this.catalogue = catalogue;
        this.services = services;
        this.handler = new RepositoryHandler(services);
        this.root = root;
    }

    /** Which mount answers a path at the root, if any. */
    @FunctionalInterface
    public interface RootMount {
        Optional<Place> of(Target target);
    }

    /** A mount, and the request as it looks from there. */
    private record Located(Mount<?, ?> mount, RequestHead head) {}

    @Override
    public Response handle(Request request) throws IOException, InterruptedException {
        Optional<Located> located = locate(request.head());
        if (located.isEmpty()) {
            return Response.text(
                    404, "no repository serves " + request.head().target().raw() + "\n");
        }
        return handler.handle(located.get().mount(), request.at(located.get().head()));
    }

    /** The answer that is rendered already, for a sender who may read; never blocks. */
    public Optional<Response> ready(RequestHead head, Predicate<String> mayRead) {
        Optional<Located> located =
                locate(head).filter(l -> mayRead.test(l.mount().repositoryName()));
        if (located.isEmpty() || !head.method().isRead()) {
            return Optional.empty();
        }
        Mount<?, ?> mount = located.get().mount();
        return mount.format().route(located.get().head()) instanceof Route.Index wanted
                ? services.renderings().ready(mount, wanted, located.get().head())
                : Optional.empty();
    }

    private Optional<Located> locate(RequestHead head) {
        List<String> segments = head.target().segments();
        Optional<Place> atRoot = root.of(head.target());
        if (atRoot.isPresent()) {
            return locate(head, atRoot.get(), 0);
        }
        if (segments.size() < 2 || !segments.get(1).matches("[a-z]{1,16}")) {
            return Optional.empty();
        }
        return locate(head, new Place(segments.get(0), new FormatId(segments.get(1))), 2);
    }

    private Optional<Located> locate(RequestHead head, Place place, int passed) {
        return catalogue
                .find(place)
                .map(
                        mount ->
                                new Located(
                                        mount,
                                        head.at(head.target().below(passed), base(head, place))));
    }

    /** Links always go below the mount, even when the request came to the root. */
    private static URI base(RequestHead head, Place place) {
        return head.publicBase().resolve(place.repository() + "/" + place.format() + "/");
    }
}
