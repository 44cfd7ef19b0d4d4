package dev.gatehouse.config;

import java.util.List;

/**
 * Who may do what, besides what tokens and users say.
 *
 * @param oidc the jobs that may exchange an identity of their CI for a token
 */
public record AccessConfig(Anonymous anonymous, List<TrustedPublisher> oidc) {
    /** Anybody who reaches the server may install. */
    public static final AccessConfig DEFAULTS = new AccessConfig(Anonymous.READ, List.of());

    public AccessConfig {
        oidc = List.copyOf(oidc);
    }
}
