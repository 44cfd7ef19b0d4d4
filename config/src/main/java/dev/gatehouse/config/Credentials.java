package dev.gatehouse.config;

/** How an upstream is told who asks. */
public sealed interface Credentials {
    /** Nothing is sent. */
    record None() implements Credentials {}

    /** User and password (Basic). */
    record Login(String username, Secret password) implements Credentials {}

    /** A token (Bearer). */
    record Token(Secret token) implements Credentials {}
}
