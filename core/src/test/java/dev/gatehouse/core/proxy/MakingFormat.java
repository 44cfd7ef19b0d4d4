package dev.gatehouse.core.proxy;

import dev.gatehouse.core.format.Rendering;
import dev.gatehouse.core.format.Rendition;
import dev.gatehouse.core.format.StoredBytes;
import dev.gatehouse.core.model.FileName;
import dev.gatehouse.core.model.PackageName;
import dev.gatehouse.core.trust.VisibleIndex;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The same with files that are made of others: of {@code FILE} that holds {@code makes TEXT}, a
 * {@code FILE.sig} of that text, shown in the index as {@code beside FILE.sig=DIGEST}. One that
 * holds {@code fails} or {@code is a bug} makes nothing.
 */
final class MakingFormat extends LineFormat {
    private static final String MAKES = "makes ";

    @Override
    public Map<FileName, ByteBuffer> companions(
            PackageName name, Line release, FileName file, StoredBytes bytes) throws IOException {
        String text;
        try (InputStream in = Channels.newInputStream(bytes.open())) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (text.equals("fails")) {
            throw new IOException("it fails");
        }
        if (text.equals("is a bug")) {
            throw new IllegalStateException("a bug");
        }
        return text.startsWith(MAKES)
                ? Map.of(
                        new FileName(file + ".sig"),
                        StandardCharsets.UTF_8.encode(text.substring(MAKES.length())))
                : Map.of();
    }

    @Override
    public boolean hasCompanions(Line release, FileName file) {
        return !file.value().endsWith(".sig");
    }

    @Override
    public Rendering renderIndex(VisibleIndex<Line, String> index, Rendition rendition) {
        Rendering plain = super.renderIndex(index, rendition);
        if (!(plain instanceof Rendering.Document document)) {
            return plain;
        }
        StringBuilder notes = new StringBuilder();
        new TreeMap<>(names(rendition))
                .forEach((file, sha256) -> notes.append("beside " + file + "=" + sha256 + "\n"));
        List<ByteBuffer> segments = new ArrayList<>(document.segments());
        segments.add(StandardCharsets.UTF_8.encode(notes.toString()));
        return new Rendering.Document(segments, document.headers());
    }

    private static Map<String, String> names(Rendition rendition) {
        Map<String, String> names = new TreeMap<>();
        rendition
                .kept()
                .forEach(
                        (file, digests) ->
                                digests.stream()
                                        .filter(d -> file.value().endsWith(".sig"))
                                        .filter(d -> d.hex().length() == 64)
                                        .forEach(d -> names.put(file.value(), d.hex())));
        return names;
    }
}
