package dev.gatehouse.pypi.simple;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Consumer;

/** The elements of an HTML document one after the other, without keeping the document. */
final class HtmlElements {
    private HtmlElements() {}

    /** Hands on each element when it has ended; malformed text is an {@link IOException}. */
    static void each(Reader html, Consumer<Element> taking) throws IOException {
        try (StreamParser parser = new StreamParser(Parser.htmlParser()).parse(html, "")) {
            Iterator<Element> elements = parser.iterator();
            while (elements.hasNext()) {
                Element element = elements.next();
                taking.accept(element);
                forget(element);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Else the document would be kept, and each step would walk over what came before. */
    private static void forget(Element element) {
        boolean holdsAll =
                element.parent() == null || element.nameIs("body") || element.nameIs("head");
        if (holdsAll) {
            return;
        }
        for (Node before = element.previousSibling(); before != null; ) {
            Node next = before.previousSibling();
            before.remove();
            before = next;
        }
        element.remove();
    }
}
