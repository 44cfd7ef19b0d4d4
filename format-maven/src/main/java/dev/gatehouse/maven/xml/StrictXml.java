package dev.gatehouse.maven.xml;

import java.io.CharArrayReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks through an XML document that nobody vouches for. No document type, no entity but the five
 * of XML, nothing fetched; bytes are UTF-8 whatever the declaration says, so that there is one
 * reading, and what is not UTF-8 is refused. An undeclared entity, of which old POMs have some in
 * people's names, reads as U+FFFD. Thread-safe.
 */
public final class StrictXml {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_DEPTH = 128;

    /** Nothing that stands deeper means anything; its long paths are not written out. */
    private static final int DEEPEST_TOLD = 6;

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final String SECURE = "http://javax.xml.XMLConstants/property/";

    /** One for each document: a factory need not be thread-safe. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(SECURE + "accessExternalDTD", "");
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("nothing outside a document is read");
                });
        return factory;
    }

    /**
     * Is told of the elements of a document, save the deep ones; paths are like {@code
     * metadata/versioning}.
     */
    public interface Visitor {
        /** An element begins. */
        void begins(String path) throws MalformedXmlException;

        /** It ends; its own text, without that of elements in it, stripped. */
        void ends(String path, String text) throws MalformedXmlException;
    }

    /**
     * Walks through a document.
     *
     * @throws MalformedXmlException when it is malformed or goes over a limit, or the visitor says
     */
    public void walk(ByteBuffer document, Visitor visitor) throws MalformedXmlException {
        walk(document, CodingErrorAction.REPORT, visitor);
    }

    /**
     * The same for documents that people have written: old POMs have names in other codings than
     * they say. A byte that is not UTF-8 reads as U+FFFD, which stands in no coordinate.
     *
     * @throws MalformedXmlException as {@link #walk}
     */
    public void walkWritten(ByteBuffer document, Visitor visitor) throws MalformedXmlException {
        walk(document, CodingErrorAction.REPLACE, visitor);
    }

    private static void walk(ByteBuffer document, CodingErrorAction onOther, Visitor visitor)
            throws MalformedXmlException {
        if (document.remaining() > MOST_BYTES) {
            throw new MalformedXmlException(
                    "XML of " + document.remaining() + " bytes: at most " + MOST_BYTES);
        }
        CharBuffer text = decode(document.duplicate(), onOther);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text.get();
        }
        if (text.isEmpty()) {
            throw new MalformedXmlException("an empty document");
        }
        try {
            XMLStreamReader reader =
                    factory()
                            .createXMLStreamReader(
                                    new CharArrayReader(
                                            text.array(),
                                            text.arrayOffset() + text.position(),
                                            text.remaining()));
            new Walk(reader, visitor).run();
        } catch (XMLStreamException e) {
            throw new MalformedXmlException("no XML: " + Objects.toString(e.getMessage()), e);
        }
    }

    private static CharBuffer decode(ByteBuffer document, CodingErrorAction onOther)
            throws MalformedXmlException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(onOther)
                    .onUnmappableCharacter(onOther)
                    .decode(document);
        } catch (CharacterCodingException e) {
            throw new MalformedXmlException("bytes that are not UTF-8", e);
        }
    }

    private static final class Walk {
        private final XMLStreamReader reader;
        private final Visitor visitor;
        private final StringBuilder path = new StringBuilder();
        private final Deque<StringBuilder> texts = new ArrayDeque<>();

        Walk(XMLStreamReader reader, Visitor visitor) {
            this.reader = reader;
            this.visitor = visitor;
        }

        void run() throws XMLStreamException, MalformedXmlException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin();
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                            text(reader.getText());
                    case XMLStreamConstants.ENTITY_REFERENCE -> text("\ufffd");
                    case XMLStreamConstants.DTD ->
                            throw new MalformedXmlException("a document type is not taken");
                    default -> {
                        // comments, processing instructions and white space around the root
                    }
                }
            }
        }

        private void begin() throws MalformedXmlException {
            if (texts.size() == MOST_DEPTH) {
                throw new MalformedXmlException("more than " + MOST_DEPTH + " elements deep");
            }
            if (!path.isEmpty()) {
                path.append('/');
            }
            path.append(reader.getLocalName());
            texts.push(new StringBuilder());
            if (texts.size() <= DEEPEST_TOLD) {
                visitor.begins(path.toString());
            }
        }

        private void end() throws MalformedXmlException {
            String own = texts.pop().toString().strip();
            if (texts.size() < DEEPEST_TOLD) {
                visitor.ends(path.toString(), own);
            }
            path.setLength(Math.max(0, path.lastIndexOf("/")));
        }

        private void text(String more) {
            if (!texts.isEmpty()) {
                texts.peek().append(more);
            }
        }
    }
}
