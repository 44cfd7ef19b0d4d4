package dev.gatehouse.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * White space of Java sources is decided by google-java-format (AOSP style), run here because it
 * parses with the JDK's own compiler and Maven may run on an older JDK. {@code
 * -Dtest=FormattingTest -Dformat=apply} rewrites the files instead of complaining.
 */
class FormattingTest {
    @Test
    void everyJavaFileIsFormatted() {
        var files = SourceTree.find().javaFiles();
        assertThat(files).hasSizeGreaterThan(50);
        var apply = "apply".equals(System.getProperty("format"));

        var run =
                format(
                        apply ? List.of("-i") : List.of("--dry-run", "--set-exit-if-changed"),
                        files);

        assertThat(run.complaints())
                .as("mvn test -pl proxy-server -am -Dtest=FormattingTest -Dformat=apply")
                .isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aCrookedFileIsNamed(@TempDir Path directory) throws IOException {
        var crooked = Files.writeString(directory.resolve("Crooked.java"), "class  Crooked { }\n");

        var run = format(List.of("--dry-run", "--set-exit-if-changed"), List.of(crooked));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.complaints()).contains("Crooked.java");
    }

    private static Run format(List<String> flags, List<Path> files) {
        var out = new StringWriter();
        var err = new StringWriter();
        var arguments =
                Stream.of(Stream.of("--aosp"), flags.stream(), files.stream().map(Path::toString))
                        .flatMap(part -> part)
                        .toArray(String[]::new);
        var exitCode =
                ToolProvider.findFirst("google-java-format")
                        .orElseThrow()
                        .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(exitCode, out + err.toString());
    }

    private record Run(int exitCode, String complaints) {}
}
