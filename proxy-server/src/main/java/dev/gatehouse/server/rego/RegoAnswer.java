package dev.gatehouse.server.rego;

import dev.gatehouse.core.policy.Judgement;
import dev.gatehouse.server.rego.value.RegoValue;
import dev.gatehouse.server.rego.value.RegoValue.Bool;
import dev.gatehouse.server.rego.value.RegoValue.Fields;
import dev.gatehouse.server.rego.value.RegoValue.Items;
import dev.gatehouse.server.rego.value.RegoValue.Members;
import dev.gatehouse.server.rego.value.RegoValue.Null;
import dev.gatehouse.server.rego.value.RegoValue.Text;
import dev.gatehouse.server.rego.value.RegoWriter;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a policy's exports say. Pure. */
final class RegoAnswer {
    /** A decision log with more is of no use. */
    private static final int LONGEST_OUTPUT = 64 * 1024;

    private RegoAnswer() {}

    /**
     * A match, or none. An undefined {@code match} is none; one that is no boolean is an error,
     * because nobody knows what its author meant.
     */
    static Judgement of(Fields output) {
        RegoValue match = output.values().get(new Text(RegoModule.MATCH));
        String json = json(output);
        if (match == null) {
            return new Judgement.Passed(json);
        }
        if (!(match instanceof Bool(boolean matched))) {
            return new Judgement.Failed(
                    "match is no boolean but " + shortened(RegoWriter.json(match)), false);
        }
        return matched
                ? new Judgement.Matched(
                        reasons(output.values().get(new Text(RegoModule.REASON))), json)
                : new Judgement.Passed(json);
    }

    /** Where a policy exports too much to be kept, what it decided is. */
    private static String json(Fields output) {
        String json = RegoWriter.json(output);
        if (json.length() <= LONGEST_OUTPUT) {
            return json;
        }
        SortedMap<RegoValue, RegoValue> match = new TreeMap<>(RegoValue.ORDER);
        Text name = new Text(RegoModule.MATCH);
        match.put(name, output.values().getOrDefault(name, new Null()));
        String decided = RegoWriter.json(new Fields(match));
        return decided.length() <= LONGEST_OUTPUT ? decided : "{}";
    }

    /** Those of a set, an array, the keys of an object, or one string. */
    private static List<String> reasons(@Nullable RegoValue reason) {
        return switch (reason) {
            case null -> List.of();
            case Null ignored -> List.of();
            case Text(String text) -> List.of(text);
            case Items(var items) -> texts(items);
            case Members(var members) -> texts(members);
            case Fields(var fields) -> texts(fields.keySet());
            case Bool ignored -> List.of(RegoWriter.json(reason));
            case RegoValue.Num ignored -> List.of(RegoWriter.json(reason));
        };
    }

    private static List<String> texts(Collection<RegoValue> values) {
        return values.stream()
                .map(v -> v instanceof Text(String text) ? text : RegoWriter.json(v))
                .toList();
    }

    private static String shortened(String json) {
        return json.length() <= 100 ? json : json.substring(0, 100) + "…";
    }
}
