package dev.gatehouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Tables, sentences and progress. */
class LayoutTest {
    @Test
    void aTableThatFitsStandsInColumnsAsWideAsTheyNeedToBe() {
        assertThat(Layout.table(List.of("A", "B"), List.of(List.of("one", "x"))))
                .containsExactly("A    B", "one  x");
    }

    @Test
    void tablesFitAndLoseNothing() {
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int columns = 1 + random.nextInt(7);
            List<List<String>> rows = new ArrayList<>();
            for (int row = 0; row < 5; row++) {
                rows.add(cells(random, columns));
            }

            List<String> lines = Layout.table(cells(random, columns), rows);

            assertThat(lines).as("seed %d", seed).allMatch(line -> line.length() <= 100);
            String text = String.join("", lines).replace(" ", "");
            for (List<String> row : rows) {
                long marks = String.join("", row).chars().filter(c -> c == '#').count();
                assertThat(text.chars().filter(c -> c == '#').count())
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(marks);
            }
            int letters = rows.stream().mapToInt(r -> length(r)).sum();
            assertThat(text.length()).as("seed %d", seed).isGreaterThanOrEqualTo(letters);
        }
    }

    private static int length(List<String> row) {
        return String.join("", row).replace(" ", "").length();
    }

    private static List<String> cells(SplittableRandom random, int columns) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            StringBuilder cell = new StringBuilder();
            for (int i = random.nextInt(random.nextInt(4) == 0 ? 300 : 20); i > 0; i--) {
                cell.append("ab# ".charAt(random.nextInt(4)));
            }
            cells.add(cell.toString().strip());
        }
        return cells;
    }

    @Test
    void aSentenceGoesOnAsFarInAsItBegan() {
        String text = "    " + "word ".repeat(30).strip();

        List<String> lines = Layout.wrapped(text);

        assertThat(lines).hasSize(2).allMatch(l -> l.startsWith("    word") && l.length() <= 100);
    }

    @Test
    void workThatTakesLongShowsOnATerminalThatItGoesOn() throws InterruptedException {
        Watched watched = new Watched();

        String result =
                new Progress(watched.writer(), true, Duration.ofMillis(1))
                        .during("counting", () -> watched.await("counting"));

        assertThat(result).isEqualTo("seen");
        assertThat(watched.text()).contains("gatehouse: counting … ").endsWith("\r\033[K");
    }

    @Test
    void elsewhereProgressWritesNothing() throws InterruptedException {
        Watched watched = new Watched();

        new Progress(watched.writer(), false, Duration.ZERO).during("counting", () -> "done");

        assertThat(watched.text()).isEmpty();
    }

    /** A terminal whose text can be waited for. */
    private static final class Watched {
        private final StringWriter text = new StringWriter();

        PrintWriter writer() {
            return new PrintWriter(text);
        }

        String text() {
            return text.toString();
        }

        String await(String wanted) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!text().contains(wanted)) {
                if (System.nanoTime() > end) {
                    return "not seen";
                }
                Thread.sleep(1);
            }
            return "seen";
        }
    }
}
