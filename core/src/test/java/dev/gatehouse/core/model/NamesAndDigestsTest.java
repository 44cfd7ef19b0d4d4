package dev.gatehouse.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

/** Names, versions and digests that exist are valid ones. */
class NamesAndDigestsTest {
    private static final FormatId NPM = new FormatId("npm");

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a\nb", "a\u0000b"})
    void aFileNameIsOneSegmentWithoutControls(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileName(text));
    }

    @Test
    void aFileNameHasAtMost255Characters() {
        assertThat(new FileName("a".repeat(255))).hasToString("a".repeat(255));
        assertThatIllegalArgumentException().isThrownBy(() -> new FileName("a".repeat(256)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\rb"})
    void aPackageNameIsNeitherEmptyNorHasControls(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PackageName(NPM, text));
    }

    @Test
    void aPackageNameHasAtMost512Characters() {
        assertThat(new PackageName(NPM, "a".repeat(512)).value()).hasSize(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PackageName(NPM, "a".repeat(513)));
    }

    @Test
    void packageNamesAreInOrderOfFormatAndThenOfName() {
        PackageName npm = new PackageName(NPM, "b");
        PackageName pypi = new PackageName(new FormatId("pypi"), "a");

        assertThat(npm).isLessThan(pypi);
        assertThat(new PackageName(NPM, "a")).isLessThan(npm);
        assertThat(npm).isEqualByComparingTo(new PackageName(NPM, "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.0\t", "1.0\u007f"})
    void aVersionIsNeitherEmptyNorHasControls(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Version(text));
    }

    @Test
    void aVersionHasAtMost256Characters() {
        assertThat(new Version("1".repeat(256)).value()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> new Version("1".repeat(257)));
    }

    @Test
    void idsHaveOneTo64Characters() {
        assertThat(new RepositoryId("r".repeat(64)).value()).hasSize(64);
        assertThat(new SourceId("s".repeat(64)).isLocal()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new RepositoryId(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new RepositoryId("r".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceId(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceId("s".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Npm", "npm1", "abcdefghijklmnopq"})
    void aFormatIdIsOneTo16LowerCaseLetters(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FormatId(text));
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void aDigestIsAsLongAsItsAlgorithmSays(DigestAlgorithm algorithm) {
        Digest digest = Digest.compute(algorithm, new byte[] {1, 2, 3});

        assertThat(digest.hex()).hasSize(2 * algorithm.bytes());
        assertThat(new Digest(algorithm, digest.hex().toUpperCase(Locale.ROOT))).isEqualTo(digest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Digest(algorithm, digest.hex() + "00"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Digest(algorithm, "z".repeat(2 * algorithm.bytes())));
    }

    @Test
    void onlyDigestsFromSha256UpProveBytes() {
        assertThat(DigestAlgorithm.MD5.isStrong()).isFalse();
        assertThat(DigestAlgorithm.SHA1.isStrong()).isFalse();
        assertThat(DigestAlgorithm.SHA256.isStrong()).isTrue();
        assertThat(DigestAlgorithm.SHA512.isStrong()).isTrue();
    }
}
