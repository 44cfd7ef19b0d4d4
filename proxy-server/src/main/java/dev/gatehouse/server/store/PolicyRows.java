package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.policy.Exemption;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.StoredDecision;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keys and values about policies, under the rules of {@link Rows}. */
final class PolicyRows {
    /** No policy has an empty id. */
    static final byte[] JUDGED_FOR = Keys.of("");

    private PolicyRows() {}

    record Exempted(
            String format,
            String name,
            String version,
            String by,
            String reason,
            Instant createdAt,
            Instant expiresAt) {
        static Exempted of(Exemption e) {
            return new Exempted(
                    e.name().format().value(),
                    e.name().value(),
                    e.version().value(),
                    e.by(),
                    e.reason(),
                    e.createdAt(),
                    e.expiresAt());
        }

        Exemption of(String id) {
            return new Exemption(
                    id,
                    new PackageName(new FormatId(format), name),
                    new Version(version),
                    by,
                    reason,
                    createdAt,
                    expiresAt);
        }
    }

    /** What a decision is about. */
    record Item(
            String repository, String format, String name, String version, Optional<String> file) {
        static Item of(ItemKey item) {
            PackageName name = item.key().name();
            return new Item(
                    item.key().repository().value(),
                    name.format().value(),
                    name.value(),
                    item.version().value(),
                    item.file().map(FileName::value));
        }

        ItemKey item() {
            PackageName of = new PackageName(new FormatId(format), name);
            return new ItemKey(
                    new PackageKey(new RepositoryId(repository), of),
                    new Version(version),
                    file.map(FileName::new));
        }
    }

    record Decision(
            String correlation,
            String input,
            String repository,
            Item item,
            String name,
            String version,
            String policy,
            String policyName,
            long policyVersion,
            boolean match,
            List<String> reasons,
            String output,
            List<PolicyRow.Action> actions,
            Optional<String> error,
            Instant startedAt,
            Instant endedAt) {
        static Decision of(StoredDecision d) {
            return new Decision(
                    d.correlation(),
                    d.input(),
                    d.repository(),
                    Item.of(d.item()),
                    d.name(),
                    d.version(),
                    d.policy(),
                    d.policyName(),
                    d.policyVersion(),
                    d.match(),
                    d.reasons(),
                    d.output(),
                    d.actions().stream().map(PolicyRow.Action::of).toList(),
                    d.error(),
                    d.startedAt(),
                    d.endedAt());
        }

        StoredDecision of(String id) {
            return new StoredDecision(
                    id,
                    correlation,
                    input,
                    repository,
                    item.item(),
                    name,
                    version,
                    policy,
                    policyName,
                    policyVersion,
                    match,
                    reasons,
                    output,
                    actions.stream().map(PolicyRow.Action::action).toList(),
                    error,
                    startedAt,
                    endedAt);
        }
    }

    record Input(String json) {}

    record Judged(String generation) {}

    static List<Op> encode(Change.OfPolicies change, RowCodec codec) throws IOException {
        return switch (change) {
            case Change.PutPolicy(var p) ->
                    List.of(put(Column.POLICIES, Keys.of(p.id()), codec.write(PolicyRow.of(p))));
            case Change.DropPolicy(var id) -> List.of(new Op.Delete(Column.POLICIES, Keys.of(id)));
            case Change.PutExemption(var e) ->
                    List.of(put(Column.EXEMPTIONS, Keys.of(e.id()), codec.write(Exempted.of(e))));
            case Change.DropExemption(var id) ->
                    List.of(new Op.Delete(Column.EXEMPTIONS, Keys.of(id)));
            case Change.PutDecision(var d) ->
                    List.of(
                            put(Column.DECISIONS, Keys.of(d.id()), codec.write(Decision.of(d))),
                            put(
                                    Column.DECISION_INPUTS,
                                    Keys.of(d.input(), d.id()),
                                    codec.write(new Rows.Nothing())));
            case Change.PutDecisionInput(var id, var json) ->
                    List.of(put(Column.DECISION_INPUTS, Keys.of(id), codec.write(new Input(json))));
            case Change.TrimDecisions(var before) -> List.of(new Op.TrimDecisions(before));
            case Change.PutJudgedFor(var generation) ->
                    List.of(put(Column.POLICIES, JUDGED_FOR, codec.write(new Judged(generation))));
        };
    }

    private static Op put(Column column, byte[] key, byte[] value) {
        return new Op.Put(column, key, value);
    }
}
