package dev.gatehouse.server.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts text into lines of at most {@value #WIDTH} columns. Nothing is left out. Pure. */
final class Layout {
    static final int WIDTH = 100;
    private static final int GAP = 2;
    private static final int NARROWEST = 10;

    private Layout() {}

    /** Rows under headings; a cell that is too wide goes on in the next line of its column. */
    static List<String> table(List<String> headings, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(headings);
        all.addAll(rows);
        int[] widths = widths(all);
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            List<List<String>> cells = new ArrayList<>();
            for (int column = 0; column < row.size(); column++) {
                cells.add(pieces(row.get(column), widths[column]));
            }
            int height = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int line = 0; line < height; line++) {
                lines.add(line(cells, line, widths));
            }
        }
        return lines;
    }

    private static int[] widths(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        while (Arrays.stream(widths).sum() + GAP * (columns - 1) > WIDTH) {
            int widest = 0;
            for (int column = 1; column < columns; column++) {
                widest = widths[column] > widths[widest] ? column : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static String line(List<List<String>> cells, int line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            List<String> pieces = cells.get(column);
            String piece = line < pieces.size() ? pieces.get(line) : "";
            text.append(piece).append(" ".repeat(widths[column] - piece.length() + GAP));
        }
        return text.toString().stripTrailing();
    }

    /** A sentence in lines, the later ones as far in as the first. */
    static List<String> wrapped(String text) {
        String indent = " ".repeat(text.length() - text.stripLeading().length());
        return pieces(text.strip(), WIDTH - indent.length()).stream().map(indent::concat).toList();
    }

    /** Broken at spaces where there are any. */
    private static List<String> pieces(String text, int width) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            pieces.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        pieces.add(rest);
        return pieces;
    }
}
