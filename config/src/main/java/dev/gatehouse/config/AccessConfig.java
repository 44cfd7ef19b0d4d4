package dev.gatehouse.config;

/** Who may do what without a token. */
public record AccessConfig(Anonymous anonymous) {
    /** Anybody who reaches the server may install. */
    public static final AccessConfig DEFAULTS = new AccessConfig(Anonymous.READ);
}
