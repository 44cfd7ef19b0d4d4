package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.format.BadUpstreamException;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.pypi.name.PypiNames;

import org.jsoup.nodes.Element;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;

/** The list of projects in both forms, read and written as it comes: it can have 40 MB. */
public final class NameList {
    private static final long MOST_BYTES = 1L << 30;

    private NameList() {}

    /** Reads a list in the form that its first character shows; what is no name is passed over. */
    public static void read(InputStream list, Consumer<PackageName> names)
            throws IOException, BadUpstreamException {
        BufferedInputStream bytes = new BufferedInputStream(list, 64 << 10);
        bytes.mark(1);
        int first = bytes.read();
        bytes.reset();
        Reader text = StrictText.reader(bytes, StandardCharsets.UTF_8);
        if (first == '{') {
            readJson(text, names);
        } else {
            HtmlElements.each(text, element -> takeLink(element, names));
        }
    }

    private static void readJson(Reader text, Consumer<PackageName> names)
            throws BadUpstreamException {
        JsonFactory factory = JsonLimits.factory(MOST_BYTES);
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), text)) {
            in.nextToken();
            for (String member = in.nextName(); member != null; member = in.nextName()) {
                in.nextToken();
                if (member.equals("projects") && in.currentToken() == JsonToken.START_ARRAY) {
                    readProjects(in, names);
                } else {
                    in.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new BadUpstreamException("list of projects: " + e.getOriginalMessage(), e);
        }
    }

    private static void readProjects(JsonParser in, Consumer<PackageName> names) {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            readProject(in, names);
        }
    }

    private static void readProject(JsonParser in, Consumer<PackageName> names) {
        for (String member = in.nextName(); member != null; member = in.nextName()) {
            in.nextToken();
            if (member.equals("name") && in.currentToken() == JsonToken.VALUE_STRING) {
                take(in.getString(), names);
            } else {
                in.skipChildren();
            }
        }
    }

    private static void takeLink(Element element, Consumer<PackageName> names) {
        if (element.nameIs("a") && element.hasAttr("href")) {
            take(element.text().strip(), names);
        }
    }

    private static void take(String text, Consumer<PackageName> names) {
        PackageName name;
        try {
            name = PypiNames.parse(text);
        } catch (IllegalArgumentException unusable) {
            return;
        }
        names.accept(name);
    }

    /** Writes a list. */
    public static void write(MediaType type, Iterator<PackageName> names, OutputStream out)
            throws IOException {
        switch (type) {
            case JSON -> writeJson(names, out);
            case HTML, TEXT_HTML -> writeHtml(names, out);
        }
    }

    private static void writeJson(Iterator<PackageName> names, OutputStream to) {
        JsonFactory factory =
                JsonFactory.builder()
                        .disable(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .build();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), to)) {
            out.writeStartObject();
            out.writeObjectPropertyStart("meta");
            out.writeStringProperty("api-version", ProjectWriter.API_VERSION);
            out.writeEndObject();
            out.writeArrayPropertyStart("projects");
            while (names.hasNext()) {
                out.writeStartObject();
                out.writeStringProperty("name", names.next().value());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    /** Names are in normal form, so nothing in them needs an escape. */
    private static void writeHtml(Iterator<PackageName> names, OutputStream to) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        out.write("<!DOCTYPE html>\n<html>\n<head>\n");
        out.write("<meta name=\"pypi:repository-version\" content=\"");
        out.write(
                ProjectWriter.API_VERSION + "\">\n<title>Simple index</title>\n</head>\n<body>\n");
        while (names.hasNext()) {
            String name = names.next().value();
            out.write("<a href=\"" + name + "/\">" + name + "</a><br>\n");
        }
        out.write("</body>\n</html>\n");
        out.flush();
    }
}
