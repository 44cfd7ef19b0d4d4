package dev.gatehouse.server.crash;

import dev.gatehouse.server.crash.Ledger.State;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Compares what a server has with what the clients know. What differs is a failure. */
final class Audit {
    private final Registry registry;
    private final Ledger ledger;
    private final Wares wares;

    Audit(Registry registry, Ledger ledger, Wares wares) {
        this.registry = registry;
        this.ledger = ledger;
        this.wares = wares;
    }

    void check(Collection<Ware> all) throws IOException, InterruptedException {
        for (Ware ware : all) {
            Optional<State> state = ledger.state(ware);
            if (state.isPresent()) {
                check(ware, state.get());
            }
        }
    }

    private void check(Ware ware, State state) throws IOException, InterruptedException {
        switch (state) {
            case PUBLISHED -> published(ware);
            case DELETED -> gone(ware);
            case CACHED -> whole(ware);
            case PUBLISHING -> settlePublication(ware);
            case DELETING -> settleDeletion(ware);
        }
    }

    /** A publication that nobody was told of is there whole, or not at all. */
    private void settlePublication(Ware ware) throws IOException, InterruptedException {
        if (isListed(registry.local(ware.name()), ware)) {
            published(ware);
            ledger.record(ware, State.PUBLISHED);
        } else {
            ledger.forget(ware);
        }
    }

    private void settleDeletion(Ware ware) throws IOException, InterruptedException {
        if (isListed(registry.local(ware.name()), ware)) {
            published(ware);
            ledger.record(ware, State.PUBLISHED);
        } else {
            gone(ware);
            ledger.record(ware, State.DELETED);
        }
    }

    private void published(Ware ware) throws IOException, InterruptedException {
        Optional<JsonNode> packument = registry.packument(ware.name());
        if (!isListed(packument, ware)) {
            ledger.fail(ware, "is not in its packument " + packument);
        }
        if (packument.filter(p -> p.path("versions").has(Wares.OVERTAKING)).isPresent()) {
            ledger.fail(ware, "was overtaken");
        }
        whole(ware);
    }

    private boolean isListed(Optional<JsonNode> packument, Ware ware) {
        return packument
                .map(p -> p.path("versions").path(ware.version()).path("dist"))
                .filter(d -> d.path("integrity").asString("").equals(wares.integrity(ware)))
                .isPresent();
    }

    private void whole(Ware ware) throws IOException, InterruptedException {
        Registry.Answer answer = registry.tarball(ware);
        if (answer.status() != 200) {
            ledger.fail(ware, "is lost: " + answer.status());
        } else if (!Arrays.equals(answer.body(), wares.tarball(ware))) {
            ledger.fail(ware, "has come with " + answer.body().length + " wrong bytes");
        }
    }

    private void gone(Ware ware) throws IOException, InterruptedException {
        if (registry.packument(ware.name()).isPresent()) {
            ledger.fail(ware, "has a packument again");
        }
        int status = registry.tarball(ware).status();
        if (status != 404 && status != 403) {
            ledger.fail(ware, "was deleted, and its tarball is answered with " + status);
        }
    }
}
