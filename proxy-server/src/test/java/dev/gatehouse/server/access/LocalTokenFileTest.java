package dev.gatehouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.config.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class LocalTokenFileTest {
    @TempDir private Path directory = Path.of("");

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        LocalTokenFile file = LocalTokenFile.in(directory);

        file.write(new Secret("first"));
        file.write(new Secret("second"));

        assertThat(file.read()).contains(new Secret("second"));
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        LocalTokenFile file = LocalTokenFile.in(directory);

        file.write(new Secret("secret"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkThatLiesInTheWayIsNotFollowed() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "untouched");
        Files.createSymbolicLink(directory.resolve("local-token"), target);
        Files.createSymbolicLink(directory.resolve("local-token.new"), target);

        LocalTokenFile.in(directory).write(new Secret("secret"));

        assertThat(target).hasContent("untouched");
    }

    @Test
    void withoutAFileThereIsNoToken() throws IOException {
        assertThat(LocalTokenFile.in(directory).read()).isEmpty();
    }

    @Test
    void anotherFileIsNotTakenForAToken() throws IOException {
        Files.writeString(directory.resolve("local-token"), "x".repeat(5000));

        assertThatThrownBy(() -> LocalTokenFile.in(directory).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the file of a token");
    }
}
