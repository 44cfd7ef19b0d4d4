package dev.gatehouse.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.format.Parcel;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.Digest;
import dev.gatehouse.core.model.DigestAlgorithm;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.FormatId;
import dev.gatehouse.core.model.ItemKey;
import dev.gatehouse.core.model.PackageKey;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.model.RepositoryId;
import dev.gatehouse.core.model.SourceId;
import dev.gatehouse.core.model.Version;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records that cannot be wrong once they are there. */
class StoredRecordsTest {
    private static final PackageKey KEY =
            new PackageKey(new RepositoryId("r"), new PackageName(new FormatId("npm"), "x"));
    private static final Version ONE = new Version("1");

    @Test
    void aFileIsStoredUnderItsSha256() {
        Digest md5 = Digest.compute(DigestAlgorithm.MD5, new byte[0]);

        assertThatThrownBy(
                        () ->
                                new StoredFile(
                                        KEY,
                                        ONE,
                                        new FileName("f"),
                                        SourceId.LOCAL,
                                        0,
                                        Set.of(md5),
                                        Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stored file f without SHA-256");
    }

    @Test
    void aPackageHasAFile() {
        ItemKey item = new ItemKey(KEY, ONE, Optional.empty());

        assertThatThrownBy(() -> new Parcel(item, "x", "1", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReasonPhraseIsOfAtMost120CharactersOfAscii() {
        String phrase = Response.text(403, "").because("ä".repeat(200)).reason().orElseThrow();

        assertThat(phrase).isEqualTo("?".repeat(117) + "...");
    }
}
