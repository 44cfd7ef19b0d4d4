package dev.gatehouse.maven.xml;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML with an indent of two. Not thread-safe. */
public final class XmlText {
    private final StringBuilder text =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element that holds others. */
    public XmlText begin(String element) {
        indent().append('<').append(element).append(">\n");
        open.push(element);
        return this;
    }

    /** Ends the one that began last. */
    public XmlText end() {
        String element = open.pop();
        indent().append("</").append(element).append(">\n");
        return this;
    }

    /** An element with text; left out when the text is empty. */
    public XmlText leaf(String element, String content) {
        if (!content.isEmpty()) {
            indent().append('<').append(element).append('>');
            content.chars().forEach(this::character);
            text.append("</").append(element).append(">\n");
        }
        return this;
    }

    private void character(int c) {
        switch (c) {
            case '&' -> text.append("&amp;");
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            default -> text.append((char) c);
        }
    }

    private StringBuilder indent() {
        return text.repeat("  ", open.size());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
