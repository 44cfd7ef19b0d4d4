package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Target;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns the bytes of a head into a request, or refuses it; no I/O. Safe for threads. */
final class RequestReader {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS");

    private final HttpLimits limits;
    private final Supplier<PublicNames> names;

    RequestReader(HttpLimits limits, Supplier<PublicNames> names) {
        this.limits = limits;
        this.names = names;
    }

    Inbound read(byte[] bytes, Peer peer) throws RefusedException {
        WireHead wire = WireHead.read(bytes, limits);
        Framing framing = FieldRules.check(wire);
        Method method = method(wire.method());
        Target target = TargetReader.read(origin(wire));
        Addressing addressing = new Addressing(names.get());
        URI base = addressing.base(wire, peer, VitalPaths.include(target));
        if (framing instanceof Framing.Length(long length) && length > limits.upload()) {
            throw Refusal.of(413, "body is larger than " + limits.upload() + " bytes");
        }
        boolean gzip = isGzip(wire);
        String client = addressing.client(wire, peer);
        RequestHead head = new RequestHead(method, target, headers(wire), base, client);
        boolean waits = wire.minor() == 1 && wire.first("expect").isPresent();
        return new Inbound(head, wire, framing, keepAlive(wire), waits, gzip);
    }

    private static Method method(String name) throws RefusedException {
        if (!METHODS.contains(name)) {
            throw Refusal.of(501, "method is not known here");
        }
        return Method.valueOf(name);
    }

    /** The path and query; an absolute target must name the same host as the Host field. */
    private static String origin(WireHead wire) throws RefusedException {
        String target = wire.target();
        String lower = target.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return target;
        }
        int start = target.indexOf("//") + 2;
        int end = start;
        while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        Optional<String> host = wire.first("host");
        if (host.isEmpty() || !host.get().equalsIgnoreCase(target.substring(start, end))) {
            throw Refusal.bad("target names another host than the Host field");
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static boolean isGzip(WireHead wire) throws RefusedException {
        String coding = wire.first("content-encoding").orElse("identity").toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default -> throw Refusal.of(415, "content-encoding is not gzip or identity");
        };
    }

    private static boolean keepAlive(WireHead wire) {
        List<String> options =
                wire.all("connection").stream()
                        .flatMap(value -> List.of(value.split(",", -1)).stream())
                        .map(option -> option.strip().toLowerCase(Locale.ROOT))
                        .toList();
        return !options.contains("close") && (wire.minor() == 1 || options.contains("keep-alive"));
    }

    private static Headers headers(WireHead wire) {
        return Headers.of(
                wire.fields().stream()
                        .filter(field -> !Addressing.isForwarding(field.name()))
                        .map(field -> new Headers.Field(field.name(), field.value()))
                        .toList());
    }
}
