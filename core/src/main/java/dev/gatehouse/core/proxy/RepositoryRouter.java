package dev.gatehouse.core.proxy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.format.Route;
import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.proxy.MountFinder.Located;

import java.io.IOException;
import java.util.Optional;

/** Hands each request to the mount that it is for. Thread-safe. */
public final class RepositoryRouter implements Handler {
    private static final int MOST_CHANGES = 3;

    private final MountFinder finder;
    private final Services services;
    private final RepositoryHandler handler;

    public RepositoryRouter(MountFinder finder, Services services) {
        this.finder = finder;
        this.services = services;
        this.handler = new RepositoryHandler(services);
    }

    /**
     * A reader who is told to try again is answered once more if the configuration has changed
     * meanwhile: an upstream that was removed cannot answer for what was decided with it.
     */
    @Override
    public Response handle(Request request) throws IOException, InterruptedException {
        for (int more = MOST_CHANGES; ; more--) {
            Optional<Located> located = finder.find(request.head());
            if (located.isEmpty()) {
                Optional<Response> keys = services.keysPage().answer(request);
                return keys.orElseGet(
                        () ->
                                Response.text(
                                        404,
                                        "no repository serves "
                                                + request.head().target().raw()
                                                + "\n"));
            }
            Mount<?, ?> mount = located.get().mount();
            Response response = handler.handle(mount, request.at(located.get().head()));
            boolean later = response.status() == 503 && request.head().method().isRead();
            if (!later || more == 0 || isInForce(mount, request.head())) {
                return response;
            }
        }
    }

    private boolean isInForce(Mount<?, ?> mount, RequestHead head) {
        return finder.find(head).filter(now -> now.mount().equals(mount)).isPresent();
    }

    /** The answer that is rendered already, if the sender may read it; never blocks. */
    public Optional<Response> ready(RequestHead head, Principal sender) {
        Optional<Located> located =
                finder.find(head).filter(l -> sender.may(Role.READ, l.mount().repositoryName()));
        if (located.isEmpty() || !head.method().isRead()) {
            return Optional.empty();
        }
        Mount<?, ?> mount = located.get().mount();
        return mount.format().route(located.get().head()) instanceof Route.Index wanted
                ? services.renderings().ready(mount, wanted, located.get().head(), sender.name())
                : Optional.empty();
    }
}
