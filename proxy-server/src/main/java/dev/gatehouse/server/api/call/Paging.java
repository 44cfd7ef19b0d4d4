package dev.gatehouse.server.api.call;

import dev.gatehouse.core.http.Response;

import java.util.List;
import java.util.function.Function;

/**
 * Which page of a list is asked for, as Cloudsmith's command line asks for it: {@code page}, from
 * 1, and {@code page_size}.
 */
public record Paging(int page, int size) {
    /** The largest page. */
    public static final int MOST = 1000;

    private static final int USUAL = 30;

    /** What a call asks for. */
    public static Paging of(ApiCall call) {
        return new Paging(
                number(call, "page", 1, 1_000_000_000), number(call, "page_size", USUAL, MOST));
    }

    private static int number(ApiCall call, String name, int otherwise, int most) {
        String text = call.sent(name).orElse(Integer.toString(otherwise));
        if (!text.matches("[1-9]\\d{0,9}") || Long.parseLong(text) > most) {
            throw ApiException.invalid(name, "expected a number from 1 to " + most);
        }
        return Integer.parseInt(text);
    }

    /** How many items lie before this page. */
    public long start() {
        return (page - 1L) * size;
    }

    /** The items of this page. */
    public <T> List<T> of(List<T> all) {
        return all.stream().skip(start()).limit(size).toList();
    }

    /** The page of a list that is at hand, with the headers that tell how much there is. */
    public <T> Response answer(Json json, List<T> all, Function<T, ?> shape) {
        List<?> shown = of(all).stream().map(shape).toList();
        return headers(json.answer(200, shown), all.size());
    }

    /** An answer with the headers that tell how much there is. */
    public Response headers(Response answer, long count) {
        return answer.with("x-pagination-count", Long.toString(count))
                .with("x-pagination-page", Integer.toString(page))
                .with("x-pagination-pagesize", Integer.toString(size))
                .with(
                        "x-pagination-pagetotal",
                        Long.toString(Math.max(1, (count + size - 1) / size)));
    }
}
