package dev.gatehouse.config.discovery;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Elements of an XML text that have plain values below them. Documents with a DTD are not read. */
final class XmlBlocks {
    private XmlBlocks() {}

    /**
     * The values of each element at that path, by the names of the elements below it; nothing if
     * the text is not XML.
     *
     * @param path such as {@code settings/mirrors/mirror}
     */
    static List<Map<String, String>> at(String path, String text) {
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            return read(path, factory.createXMLStreamReader(new StringReader(text)));
        } catch (XMLStreamException e) {
            return List.of();
        }
    }

    private static List<Map<String, String>> read(String path, XMLStreamReader xml)
            throws XMLStreamException {
        List<Map<String, String>> blocks = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        StringBuilder value = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw new XMLStreamException("a DTD is not read");
                case XMLStreamConstants.START_ELEMENT -> {
                    open.addLast(xml.getLocalName());
                    value.setLength(0);
                    if (String.join("/", open).equals(path)) {
                        blocks.add(new HashMap<>());
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        value.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String name = open.removeLast();
                    if (String.join("/", open).equals(path)) {
                        blocks.getLast().put(name, value.toString().strip());
                    }
                }
                default -> {}
            }
        }
        return blocks;
    }
}
