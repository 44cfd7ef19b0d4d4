package dev.gatehouse.server.testing;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as a collector got it.
 *
 * @param parent empty for one that begins a trace
 * @param kind 2: of a server; 3: of a client
 * @param failed whether its status says so
 */
public record SeenSpan(
        String trace,
        String id,
        String parent,
        String name,
        long kind,
        Map<String, String> attributes,
        List<Event> events,
        boolean failed) {
    /** What happened on its way. */
    public record Event(String name, Map<String, String> attributes) {}

    /** All spans of an export (opentelemetry-proto, {@code ExportTraceServiceRequest}). */
    static List<SeenSpan> of(byte[] export) {
        return ProtoFields.read(export).messages(1).stream()
                .flatMap(resource -> resource.messages(2).stream())
                .flatMap(scope -> scope.messages(2).stream())
                .map(SeenSpan::of)
                .toList();
    }

    private static SeenSpan of(ProtoFields span) {
        return new SeenSpan(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                span.text(5),
                span.number(6),
                attributes(span, 9),
                span.messages(11).stream()
                        .map(event -> new Event(event.text(2), attributes(event, 3)))
                        .toList(),
                span.messages(15).stream().anyMatch(status -> status.number(3) == 2));
    }

    private static String hex(ProtoFields message, int field) {
        return message.bytes(field).map(HexFormat.of()::formatHex).orElse("");
    }

    private static Map<String, String> attributes(ProtoFields message, int field) {
        Map<String, String> attributes = new TreeMap<>();
        for (ProtoFields pair : message.messages(field)) {
            ProtoFields value = pair.messages(2).getFirst();
            attributes.put(
                    pair.text(1), value.has(1) ? value.text(1) : Long.toString(value.number(3)));
        }
        return attributes;
    }

    public boolean isOfClient() {
        return kind == 3;
    }

    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** The names of its events, in order. */
    public List<String> eventNames() {
        return events.stream().map(Event::name).toList();
    }
}
