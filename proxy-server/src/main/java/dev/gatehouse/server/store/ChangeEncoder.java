package dev.gatehouse.server.store;

import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.ItemState;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.Provenance;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;
import dev.gatehouse.core.store.AuditEvent;
import dev.gatehouse.core.store.AuditLink;
import dev.gatehouse.core.store.Change;
import dev.gatehouse.core.store.FileUse;
import dev.gatehouse.core.store.LocalPackage;
import dev.gatehouse.core.store.RepositoryIdentity;
import dev.gatehouse.core.store.StoredFile;
import dev.gatehouse.core.store.StoredIndex;
import dev.gatehouse.core.store.StoredToken;
import dev.gatehouse.core.store.UpstreamIdentity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns changes into steps on keys and values. Thread-safe. */
final class ChangeEncoder {
    private final RowCodec codec;

    ChangeEncoder(RowCodec codec) {
        this.codec = codec;
    }

    List<Op> encode(List<Change> changes) throws IOException {
        List<Op> ops = new ArrayList<>();
        for (Change change : changes) {
            ops.addAll(encode(change));
        }
        return ops;
    }

    private List<Op> encode(Change change) throws IOException {
        return switch (change) {
            case Change.PutIndex(var index) -> put(index);
            case Change.DropIndex(var repository, var key, var source) ->
                    delete(Column.INDEX_DOCUMENTS, key(repository, key, source));
            case Change.PutFile(var file) -> put(file);
            case Change.DropFile drop -> drop(drop);
            case Change.Pin(var key, var version, var owner) ->
                    put(Column.PINS, key(key, version), new Rows.Pin(owner.value()));
            case Change.Unpin(var key, var version) -> delete(Column.PINS, key(key, version));
            case Change.PutLocal(var local) -> put(local);
            case Change.DropLocal(var key) -> drop(key);
            case Change.PutProvenance(var provenance) -> put(provenance);
            case Change.DropProvenance(var key, var source) ->
                    delete(Column.PROVENANCE, key(key, source));
            case Change.PutPresent(var key, var source, var at) ->
                    put(Column.PRESENT, key(key, source), new Rows.Seen(at));
            case Change.DropPresent(var key, var source) ->
                    delete(Column.PRESENT, key(key, source));
            case Change.PutAbsent(var key, var source, var at) ->
                    put(Column.ABSENT, key(key, source), new Rows.Seen(at));
            case Change.PutState(var state) -> put(state);
            case Change.PutFileUse(var use) -> put(use);
            case Change.OfSignatures signatures -> SignatureRows.encode(signatures, codec);
            case Change.PutAudit(var event) -> append(event);
            case Change.TrimAudit(var through) -> List.of(new Op.Trim(through));
            case Change.OfAccess access -> encode(access);
            case Change.OfWebhooks webhooks -> WebhookRows.encode(webhooks, codec);
            case Change.OfPolicies policies -> PolicyRows.encode(policies, codec);
            case Change.OfAdvisories advisories -> AdvisoryRows.encode(advisories, codec);
            case Change.PutRepository(var repository) -> put(repository);
            case Change.DropRepository(var id) -> drop(id);
            case Change.PutManaged(var managed) ->
                    put(Column.MANAGED, Keys.of(managed.id().value()), ManagedRow.of(managed));
            case Change.PutUpstream(var upstream) -> put(upstream);
            case Change.DropUpstream(var upstream) -> drop(upstream);
        };
    }

    private static List<Op> drop(PackageKey local) {
        return join(
                delete(Column.RELEASES, Keys.of(local)),
                delete(Column.LOCAL_NAMES, Keys.of(local)));
    }

    private List<Op> encode(Change.OfAccess change) throws IOException {
        return switch (change) {
            case Change.PutToken(var token) -> put(token);
            case Change.DropToken(var id) ->
                    join(
                            delete(Column.TOKENS, Keys.of(id)),
                            delete(Column.TOKEN_USES, Keys.of(id)));
            case Change.PutTokenUse(var id, var at) ->
                    put(Column.TOKEN_USES, Keys.of(id), new Rows.Seen(at));
            case Change.PutUser(var user) ->
                    put(Column.USERS, Keys.of(user.name()), AccessRows.User.of(user));
            case Change.DropUser(var name) -> delete(Column.USERS, Keys.of(name));
        };
    }

    /** The key of an index document; those of one source lie together. */
    static byte[] key(RepositoryId repository, IndexKey key, SourceId source) {
        return Keys.of(
                repository.value(),
                key.name().format().value(),
                source.value(),
                key.name().value(),
                key.part());
    }

    private static byte[] key(PackageKey key, Version version) {
        return Keys.of(key, version.value());
    }

    private static byte[] key(PackageKey key, SourceId source) {
        return Keys.of(key, source.value());
    }

    private static byte[] key(UpstreamIdentity it) {
        return Keys.of(it.repository().value(), it.format().value(), it.id().value());
    }

    private List<Op> put(StoredIndex i) throws IOException {
        return put(
                Column.INDEX_DOCUMENTS, key(i.repository(), i.key(), i.source()), Rows.Index.of(i));
    }

    private List<Op> put(StoredFile f) throws IOException {
        byte[] key = Keys.of(f.key(), f.version().value(), f.file().value());
        return put(Column.FILES, key, Rows.File.of(f));
    }

    private static List<Op> drop(Change.DropFile f) {
        return join(
                delete(Column.FILES, Keys.of(f.key(), f.version().value(), f.file().value())),
                join(
                        delete(Column.FILE_USES, Keys.of(f.key(), f.file().value())),
                        SignatureRows.drop(f)));
    }

    private List<Op> put(FileUse use) throws IOException {
        byte[] key = Keys.of(use.key(), use.file().value());
        return put(Column.FILE_USES, key, new Rows.Used(use.count(), use.lastAt()));
    }

    private List<Op> put(LocalPackage local) throws IOException {
        byte[] key = Keys.of(local.key());
        return join(
                put(Column.RELEASES, key, Rows.Local.of(local)),
                put(Column.LOCAL_NAMES, key, new Rows.Nothing()));
    }

    private List<Op> put(Provenance p) throws IOException {
        return put(Column.PROVENANCE, key(p.key(), p.source()), Rows.Origin.of(p));
    }

    private List<Op> put(ItemState state) throws IOException {
        ItemKey item = state.item();
        byte[] key =
                Keys.of(
                        item.key(),
                        item.version().value(),
                        item.file().map(FileName::value).orElse(""));
        return put(Column.STATES, key, Rows.State.of(state));
    }

    private List<Op> append(AuditEvent e) throws IOException {
        byte[] value = codec.write(Rows.Event.of(e));
        return List.of(new Op.Append(e.id(), value, AuditLink.content(e)));
    }

    private List<Op> put(StoredToken t) throws IOException {
        return put(Column.TOKENS, Keys.of(t.id()), AccessRows.Token.of(t));
    }

    private List<Op> put(RepositoryIdentity it) throws IOException {
        return put(
                Column.REPOSITORIES,
                Keys.of(it.id().value()),
                new Rows.Repository(it.name(), it.createdAt()));
    }

    private List<Op> put(UpstreamIdentity it) throws IOException {
        return put(
                Column.UPSTREAMS,
                key(it),
                new Rows.Upstream(it.name(), it.url(), it.trust(), it.changedAt()));
    }

    private static List<Op> drop(RepositoryId id) {
        byte[] prefix = Keys.of(id.value());
        return Arrays.stream(Column.values())
                .filter(Column::isOfRepository)
                .<Op>map(column -> new Op.DeleteAll(column, prefix))
                .toList();
    }

    private static List<Op> drop(UpstreamIdentity upstream) {
        byte[] key = key(upstream);
        return List.of(
                new Op.Delete(Column.UPSTREAMS, key),
                new Op.Delete(Column.REGISTRY_KEYS, key),
                new Op.DeleteAll(Column.INDEX_DOCUMENTS, key),
                new Op.Erase(upstream));
    }

    private List<Op> put(Column column, byte[] key, Object row) throws IOException {
        return List.of(new Op.Put(column, key, codec.write(row)));
    }

    private static List<Op> delete(Column column, byte[] key) {
        return List.of(new Op.Delete(column, key));
    }

    private static List<Op> join(List<Op> some, List<Op> more) {
        List<Op> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
