package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.FormatName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names in directories of cached packages; nothing is guessed. */
class CacheDirectoryTest {
    @TempDir private Path directory = Path.of("");

    private void file(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private CacheDirectory.Found names(FormatName format) throws IOException {
        return new CacheDirectory(directory, "central").names(format);
    }

    @Test
    void ofMavenOnlyWhatCameFromThatRepositoryCounts() throws IOException {
        file("org/acme/lib/1.0/_remote.repositories", "#NOTE\nlib-1.0.jar>central=\n");
        file("org/acme/lib/1.0/lib-1.0.jar", "bytes");
        file("com/ours/tool/2.0/_remote.repositories", "tool-2.0.jar>internal=\n");
        file("com/ours/made/2.0/_remote.repositories", "made-2.0.jar>=\n");

        CacheDirectory.Found found = names(FormatName.MAVEN);

        assertThat(found.names()).containsExactly("org.acme:lib");
        assertThat(found.notUnderstood()).isEqualTo(2);
    }

    @Test
    void ofNpmTheDirectoryTellsTheWholeName() throws IOException {
        file("is-odd/is-odd-3.0.1.tgz", "");
        file("@acme/ui/ui-1.0.0.tgz", "");
        file("acme-ui-1.0.0.tgz", "");
        file("some/where/else-1.0.0.tgz", "");

        CacheDirectory.Found found = names(FormatName.NPM);

        assertThat(found.names()).containsExactly("@acme/ui", "is-odd");
        assertThat(found.notUnderstood()).isEqualTo(2);
    }

    @Test
    void ofPythonWheelsAndSourceArchivesTellTheirNames() throws IOException {
        file("a/zope.interface-6.0-cp311-cp311-linux_x86_64.whl", "");
        file("b/typing_extensions-4.9.0.tar.gz", "");
        file("backports.zoneinfo-0.2.1.zip", "");
        file("what.zip", "");

        CacheDirectory.Found found = names(FormatName.PYPI);

        assertThat(found.names())
                .containsExactly("backports.zoneinfo", "typing_extensions", "zope.interface");
        assertThat(found.notUnderstood()).isEqualTo(1);
    }
}
