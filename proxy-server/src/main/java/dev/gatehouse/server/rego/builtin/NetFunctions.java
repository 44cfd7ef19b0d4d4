package dev.gatehouse.server.rego.builtin;

import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Num;
import dev.gatehouse.server.rego.value.RegoValue.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code net.cidr_*}; the plain ones are part of OPA's WebAssembly. */
final class NetFunctions {
    private NetFunctions() {}

    /** One network or address, and how the result names it. */
    private record Named(RegoValue name, String text) {}

    static Map<String, Builtin> all() {
        return Map.of(
                "net.cidr_is_valid",
                a -> new Bool(a.isText(0) && CidrBlock.parse(a.text(0)).isPresent()),
                "net.cidr_expand",
                a ->
                        Members.of(
                                block(a.text(0)).all(BoundedText.MOST).stream()
                                        .<RegoValue>map(Text::new)
                                        .toList()),
                "net.cidr_contains_matches",
                NetFunctions::containsMatches);
    }

    private static CidrBlock block(String text) {
        return CidrBlock.parse(text).orElseThrow(() -> new UndefinedException("no network"));
    }

    private static RegoValue containsMatches(Arguments a) {
        List<RegoValue> pairs = new ArrayList<>();
        List<Named> parts = named(a.value(1));
        for (Named whole : named(a.value(0))) {
            for (Named part : parts) {
                if (contains(whole.text(), part.text())) {
                    pairs.add(new Items(List.of(whole.name(), part.name())));
                }
            }
        }
        return Members.of(pairs);
    }

    private static boolean contains(String whole, String part) {
        CidrBlock network = block(whole);
        Optional<byte[]> address = CidrBlock.address(part);
        return address.isPresent()
                ? network.contains(address.get())
                : network.contains(block(part));
    }

    private static List<Named> named(RegoValue value) {
        List<Named> all = new ArrayList<>();
        switch (value) {
            case Text text -> all.add(new Named(text, text.value()));
            case Items(var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    all.add(new Named(Num.of(i), text(items.get(i))));
                }
            }
            case Members(var members) -> members.forEach(m -> all.add(new Named(m, text(m))));
            case Fields fields -> fields.values().forEach((k, v) -> all.add(new Named(k, text(v))));
            default -> {}
        }
        return all;
    }

    /** A string, or the first of an array. */
    private static String text(RegoValue value) {
        return value instanceof Items(var items) && !items.isEmpty()
                ? Arguments.text(items.getFirst())
                : Arguments.text(value);
    }
}
