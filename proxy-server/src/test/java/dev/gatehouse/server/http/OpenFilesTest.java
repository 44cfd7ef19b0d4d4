package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class OpenFilesTest {
    @TempDir private Path directory;

    private Path file(int size) throws IOException {
        return Files.write(directory.resolve("file-" + size), new byte[size]);
    }

    @Test
    void closesFilesThatNobodyNeeds() throws IOException {
        OpenFiles files = new OpenFiles(2, Runnable::run);
        List<SharedRegion> regions = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            regions.add(files.region(file(i), 0, i));
        }

        regions.forEach(SharedRegion::release);

        assertThat(files.leased()).isZero();
        assertThat(files.open()).isEqualTo(2);
        files.close();
        assertThat(files.open()).isZero();
    }

    @Test
    void aRegionOutlivesTheCacheThatLentIt() throws IOException {
        OpenFiles files = new OpenFiles(2, Runnable::run);
        SharedRegion region = files.region(file(10), 0, 10);

        files.close();

        assertThat(region.isOpen()).isTrue();
        region.release();
        assertThat(files.leased()).isZero();
    }

    @Test
    void lendsNothingBeyondTheEnd() throws IOException {
        OpenFiles files = new OpenFiles(2, Runnable::run);
        Path file = file(10);

        assertThatThrownBy(() -> files.region(file, 5, 6)).isInstanceOf(IOException.class);
        assertThat(files.leased()).isZero();
    }
}
