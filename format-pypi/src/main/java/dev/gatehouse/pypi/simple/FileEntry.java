package dev.gatehouse.pypi.simple;

import dev.gatehouse.core.model.FileName;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of an index as it stands there: its name and its links are not looked at yet.
 *
 * @param yanked see {@link PypiFile}, likewise the others
 */
record FileEntry(
        String name,
        String url,
        Map<String, String> hashes,
        Optional<String> requiresPython,
        Optional<String> yanked,
        Optional<Map<String, String>> coreMetadata,
        Optional<Boolean> gpgSig,
        OptionalLong size,
        Optional<String> uploadTime,
        Optional<String> provenance) {

    /** The file under that name and at that place. */
    PypiFile at(FileName file, URI base, URI location) {
        return new PypiFile(
                file,
                location,
                hashes,
                requiresPython,
                yanked,
                coreMetadata,
                gpgSig,
                size,
                uploadTime,
                provenance.flatMap(link -> Links.resolve(base, link)));
    }

    /**
     * Reads one object of PEP 691; the parser stands at its beginning, and then at its end.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static FileEntry read(JsonParser in) {
        require(in.currentToken() == JsonToken.START_OBJECT, "an object for each file");
        Draft draft = new Draft();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            draft.take(name, in);
        }
        return draft.entry();
    }

    static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected);
        }
    }

    /** A string or nothing. */
    static @Nullable String text(JsonParser in, String member) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        require(in.currentToken() == JsonToken.VALUE_STRING, "a string as " + member);
        return in.getString();
    }

    /** What has been read of an object. */
    private static final class Draft {
        private @Nullable String name;
        private @Nullable String url;
        private Map<String, String> hashes = Map.of();
        private @Nullable String requiresPython;
        private @Nullable String yanked;
        private @Nullable Map<String, String> coreMetadata;
        private @Nullable Map<String, String> oldMetadata;
        private @Nullable Boolean gpgSig;
        private OptionalLong size = OptionalLong.empty();
        private @Nullable String uploadTime;
        private @Nullable String provenance;

        void take(String member, JsonParser in) {
            switch (member) {
                case "filename" -> name = text(in, member);
                case "url" -> url = text(in, member);
                case "hashes" -> hashes = hashes(in, member);
                case "requires-python" -> requiresPython = text(in, member);
                case "yanked" -> yanked = yanked(in);
                case "core-metadata" -> coreMetadata = metadata(in, member);
                case "dist-info-metadata", "data-dist-info-metadata" ->
                        oldMetadata = metadata(in, member);
                case "gpg-sig" -> gpgSig = flag(in, member);
                case "size" -> size = size(in);
                case "upload-time" -> uploadTime = text(in, member);
                case "provenance" -> provenance = text(in, member);
                default -> in.skipChildren();
            }
        }

        FileEntry entry() {
            String file = name;
            String link = url;
            if (file == null || link == null) {
                throw new IllegalArgumentException("expected filename and url of each file");
            }
            return new FileEntry(
                    file,
                    link,
                    hashes,
                    Optional.ofNullable(requiresPython),
                    Optional.ofNullable(yanked),
                    Optional.ofNullable(coreMetadata).or(() -> Optional.ofNullable(oldMetadata)),
                    Optional.ofNullable(gpgSig),
                    size,
                    Optional.ofNullable(uploadTime),
                    Optional.ofNullable(provenance));
        }

        /** True without a reason is an empty reason, and an empty reason is none (PEP 691). */
        private static @Nullable String yanked(JsonParser in) {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                return in.getString().isEmpty() ? null : in.getString();
            }
            return Boolean.TRUE.equals(flag(in, "yanked")) ? "" : null;
        }

        private static @Nullable Map<String, String> metadata(JsonParser in, String member) {
            if (in.currentToken() == JsonToken.START_OBJECT) {
                return hashes(in, member);
            }
            return Boolean.TRUE.equals(flag(in, member)) ? Map.of() : null;
        }

        private static Map<String, String> hashes(JsonParser in, String member) {
            require(in.currentToken() == JsonToken.START_OBJECT, "an object as " + member);
            Map<String, String> hashes = new LinkedHashMap<>();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                require(in.nextToken() == JsonToken.VALUE_STRING, "strings in " + member);
                hashes.put(name, in.getString());
            }
            return hashes;
        }

        private static @Nullable Boolean flag(JsonParser in, String member) {
            return switch (in.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                default -> throw new IllegalArgumentException("expected a boolean as " + member);
            };
        }

        private static OptionalLong size(JsonParser in) {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return OptionalLong.empty();
            }
            boolean whole =
                    in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getLongValue() >= 0;
            require(whole, "a number of bytes as size");
            return OptionalLong.of(in.getLongValue());
        }
    }
}
