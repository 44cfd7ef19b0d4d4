package dev.gatehouse.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.http.Headers;
import dev.gatehouse.core.http.Method;
import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.http.Target;
import dev.gatehouse.core.signature.RepositoryKey;
import dev.gatehouse.core.signature.RepositorySigner;
import dev.gatehouse.core.signature.UnusableKeyException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of a repository that signs what is published in it. */
class OwnKeysTest {
    private Gate gate;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(new SealedLineFormat());
        gate.configure(s -> s.signing(true));
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
    }

    private static String sealed(int key, String content) {
        return ScriptedSigner.seal(
                "%040X".formatted(key), content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void publicationsThatRaceMakeOneKey() throws Exception {
        int racers = 8;
        var threads = new Thread[racers];
        for (int i = 0; i < racers; i++) {
            String version = Integer.toString(i);
            threads[i] = Thread.ofVirtual().unstarted(() -> publishUnchecked(version));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(gate.signer.made()).isEqualTo(1);
        assertThat(gate.services.own().keys().all(Gate.REPOSITORY)).hasSize(1);
        assertThat(gate.versions("x")).hasSize(racers);
    }

    private void publishUnchecked(String version) {
        try {
            gate.local("x", version);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAnOldKeyHasSignedStaysAndNewFilesAreSignedByTheNewOne() throws Exception {
        gate.local("x", "1");
        var owner = new RepositorySigner.Owner(Gate.REPOSITORY, "m");

        List<RepositoryKey> made = gate.services.own().keys().rotate(owner, "alice");

        gate.local("x", "2");
        assertThat(made).singleElement().matches(RepositoryKey::isActive);
        assertThat(Gate.text(gate.file("x", "1", "x-1.sig"))).isEqualTo(sealed(1, "local 1"));
        assertThat(Gate.text(gate.file("x", "2", "x-2.sig"))).isEqualTo(sealed(2, "local 2"));
        assertThat(gate.services.own().keys().all(Gate.REPOSITORY))
                .extracting(RepositoryKey::isActive)
                .containsExactlyInAnyOrder(false, true);
        gate.signer.key = Optional.empty();
        assertThatThrownBy(() -> gate.services.own().keys().rotate(owner, "alice"))
                .isInstanceOf(UnusableKeyException.class);
        assertThat(gate.services.own().keys().all(Gate.REPOSITORY)).hasSize(2);
    }

    @Test
    void whereThereAreNoKeysNoneIsReplaced() throws Exception {
        var owner = new RepositorySigner.Owner(Gate.REPOSITORY, "m");

        assertThat(gate.services.own().keys().rotate(owner, "alice")).isEmpty();
    }

    @Test
    void aKeyThatCannotBeOpenedIsNeverReplacedAndNothingIsPublishedUnsigned() throws Exception {
        gate.local("x", "1");
        gate.signer.key = Optional.of("B");

        assertThatThrownBy(() -> gate.publish("x", "add 2 x-2 local 2"))
                .isInstanceOf(UnusableKeyException.class);
        assertThatThrownBy(() -> gate.services.own().keys().requireUsable(Gate.REPOSITORY))
                .isInstanceOf(UnusableKeyException.class);

        assertThat(gate.signer.made()).isEqualTo(1);
        assertThat(gate.versions("x")).containsExactly("1 local");
        gate.signer.key = Optional.of("A");
        gate.services.own().keys().requireUsable(Gate.REPOSITORY);
        gate.local("x", "2");
        assertThat(gate.signer.made()).isEqualTo(1);
    }

    @Test
    void allPublicKeysAreServedToWhoMayRead() throws Exception {
        assertThat(keys().status()).isEqualTo(404);
        gate.services.backlog().catchUp();
        var owner = new RepositorySigner.Owner(Gate.REPOSITORY, "m");
        gate.services.own().keys().rotate(owner, "alice");

        assertThat(Gate.text(keys())).contains("public %040X\n".formatted(1), "%040X".formatted(2));
    }

    /** The answer to what is asked of no format. */
    private Response outside(String path, Principal by) throws Exception {
        RequestHead below = gate.head(Method.GET, "", Headers.none());
        Target target = new Target(List.of(path.split("/", -1)), false, Map.of(), path);
        RequestHead head = below.at(target, below.publicBase());
        return gate.router.handle(new Request(head, Gate.body(""), by));
    }

    private Response keys() throws Exception {
        return outside("main/-/keys/pgp.asc", Gate.ALICE);
    }

    @Test
    void nobodyIsToldTheKeysOfARepositoryThatIsNotThereOrNotForThem() throws Exception {
        gate.services.backlog().catchUp();
        Principal stranger = new Principal("anonymous", Role.NONE, Set.of());

        assertThat(outside("other/-/keys/pgp.asc", Gate.ALICE).status()).isEqualTo(404);
        assertThat(outside("main/-/keys/pgp.asc", stranger).status()).isEqualTo(404);
        assertThat(outside("main/-/keys/others.asc", Gate.ALICE).status()).isEqualTo(404);
        assertThat(outside("main/-/keys", Gate.ALICE).status()).isEqualTo(404);
        assertThat(keys().status()).isEqualTo(200);
    }
}
