package dev.gatehouse.core.signature;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file, which can be read more than once. */
public interface SignedContent {
    /** Their number. */
    long size();

    /** A new stream over all of them; who opens it closes it. */
    InputStream open() throws IOException;
}
