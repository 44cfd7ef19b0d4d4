package dev.gatehouse.benchmarks;

import dev.gatehouse.core.model.IndexKey;
import dev.gatehouse.maven.path.MavenName;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A {@code maven-metadata.xml} with 1,500 versions, as large projects have them. */
final class GeneratedMetadata {
    static final IndexKey KEY = IndexKey.of(MavenName.of("com.example:tool"));

    private static final int VERSIONS = 1_500;

    private GeneratedMetadata() {}

    static ByteBuffer document() {
        StringBuilder xml = new StringBuilder("<metadata><groupId>com.example</groupId>");
        xml.append("<artifactId>tool</artifactId><versioning><versions>\n");
        for (int i = 0; i < VERSIONS; i++) {
            String qualifier = i % 5 == 0 ? "-rc-" + i % 7 : "";
            xml.append(
                    "      <version>%d.%d.%d%s</version>\n"
                            .formatted(i / 100, i / 10 % 10, i % 10, qualifier));
        }
        xml.append("</versions><lastUpdated>20260101120000</lastUpdated></versioning></metadata>");
        return ByteBuffer.wrap(xml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
