package dev.gatehouse.core.http;

/** The request methods that a package client may use; any other is refused by the server. */
public enum Method {
    GET,
    HEAD,
    PUT,
    POST,
    DELETE,
    PATCH,
    OPTIONS;

    /** Whether it only reads: {@code GET} or {@code HEAD}. */
    public boolean isRead() {
        return this == GET || this == HEAD;
    }
}
