package dev.gatehouse.core.proxy;

import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.proxy.Catalogue.Place;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Finds the mount that a request is for: by the path, {@code /{repository}/{format}/…}, unless
 * something else says where the request belongs. Thread-safe, never blocks.
 */
public final class MountFinder {
    private final Catalogue catalogue;
    private final Roots roots;

    public MountFinder(Catalogue catalogue, Roots roots) {
        this.catalogue = catalogue;
        this.roots = roots;
    }

    /** What says where a request belongs when its path does not. */
    @FunctionalInterface
    public interface Roots {
        Way of(RequestHead head);
    }

    /** How the mount of a request is found. */
    public sealed interface Way {
        /** Its path names it. */
        record ByPath() implements Way {}

        /**
         * It is that one.
         *
         * @param passed how many segments of the path lead to it
         * @param base what links to it begin with
         */
        record At(Place place, int passed, URI base) implements Way {}

        /** There is none. */
        record Nowhere() implements Way {}
    }

    /** A mount, and the request as it looks from there. */
    public record Located(Mount<?, ?> mount, RequestHead head) {}

    /** The mount of a request, if there is one. */
    public Optional<Located> find(RequestHead head) {
        return switch (roots.of(head)) {
            case Way.ByPath _ -> byPath(head);
            case Way.At at -> at(head, at);
            case Way.Nowhere _ -> Optional.empty();
        };
    }

    private Optional<Located> byPath(RequestHead head) {
        List<String> segments = head.target().segments();
        return format(segments, 1)
                .flatMap(
                        format -> {
                            Place place = new Place(segments.getFirst(), format);
                            return at(head, new Way.At(place, 2, below(head, place)));
                        });
    }

    /** The format that this segment of a path names. */
    public static Optional<FormatId> format(List<String> segments, int at) {
        return segments.size() > at && segments.get(at).matches("[a-z]{1,16}")
                ? Optional.of(new FormatId(segments.get(at)))
                : Optional.empty();
    }

    /** What links to a mount begin with when its path names it. */
    public static URI below(RequestHead head, Place place) {
        return head.publicBase().resolve(place.repository() + "/" + place.format() + "/");
    }

    private Optional<Located> at(RequestHead head, Way.At at) {
        return catalogue
                .find(at.place())
                .map(
                        mount ->
                                new Located(
                                        mount,
                                        head.at(head.target().below(at.passed()), at.base())));
    }
}
