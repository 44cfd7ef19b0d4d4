package dev.gatehouse.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** All versions of dependencies and plugins stand in the root {@code pom.xml}. */
class ModulePomTest {
    private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
    private static final Pattern VERSION =
            Pattern.compile("<version>.*?</version>|<[a-z.-]+\\.version>");

    @Test
    void noModuleNamesAVersion() throws IOException {
        var poms =
                SourceTree.find().modules().stream()
                        .map(module -> module.resolve("pom.xml"))
                        .toList();
        assertThat(poms).hasSizeGreaterThan(5);

        for (Path pom : poms) {
            assertThat(versionsIn(Files.readString(pom))).as("%s", pom).isEmpty();
        }
    }

    @Test
    void aVersionOfADependencyIsFound() {
        var pom =
                """
                <project>
                  <parent>
                    <version>1</version>
                  </parent>
                  <dependencies><dependency><version>2</version></dependency></dependencies>
                </project>
                """;

        assertThat(versionsIn(pom)).containsExactly("<version>2</version>");
    }

    private static List<String> versionsIn(String pom) {
        var ownPart = PARENT.matcher(pom).replaceFirst("");
        return VERSION.matcher(ownPart).results().map(match -> match.group()).toList();
    }
}
