package dev.gatehouse.core.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** The body of a request; content codings are already undone. Read at most once. */
public interface RequestBody {
    /** No body at all. */
    RequestBody EMPTY =
            new RequestBody() {
                @Override
                public InputStream open() {
                    return InputStream.nullInputStream();
                }

                @Override
                public OptionalLong length() {
                    return OptionalLong.of(0);
                }
            };

    /**
     * Opens it for reading; a client that waits for {@code 100 Continue} is told to go on by the
     * first read. Reads fail with an {@link IOException} when the client breaks off or goes over a
     * limit.
     */
    InputStream open() throws IOException;

    /** Its length in bytes when the client declared it and no coding was undone. */
    OptionalLong length();
}
