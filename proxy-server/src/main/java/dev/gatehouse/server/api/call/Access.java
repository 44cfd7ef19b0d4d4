package dev.gatehouse.server.api.call;

import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.access.Role;

/** Who may call a route. */
public sealed interface Access {
    /** To read in the repository of the path. */
    static Access read() {
        return new InRepository(Role.READ);
    }

    /** To publish in the repository of the path. */
    static Access publish() {
        return new InRepository(Role.PUBLISH);
    }

    /** To administer the repository of the path. */
    static Access admin() {
        return new InRepository(Role.ADMIN);
    }

    /** To administer all repositories. */
    static Access operator() {
        return new Everywhere(Role.ADMIN);
    }

    /** Anybody: for those who watch whether the process is up. */
    record Anybody() implements Access {}

    /** Whoever has the ticket that the route asks for: a secret of one use. */
    record Ticket() implements Access {}

    /** Anybody on this machine, and any token. */
    record Observer() implements Access {}

    /** Any token. */
    record AnyToken() implements Access {}

    /**
     * A token with that role in the repository of the path; to change anything, one that is bound
     * to no packages.
     */
    record InRepository(Role role) implements Access {}

    /** A token with that role that is bound to no repository. */
    record Everywhere(Role role) implements Access {}

    /** What that sender lacks, as {@code 401} or {@code 403} tell it. */
    sealed interface Answer {
        record Granted() implements Answer {}

        record NeedsToken() implements Answer {}

        record Denied(String reason) implements Answer {}
    }

    /**
     * Whether that sender may call.
     *
     * @param repository of the path; empty where the path has none
     */
    default Answer judge(Principal sender, boolean fromLoopback, String repository) {
        return switch (this) {
            case Anybody _, Ticket _ -> new Answer.Granted();
            case Observer _ when fromLoopback -> new Answer.Granted();
            case Observer _ -> token(sender, true, "");
            case AnyToken _ -> token(sender, true, "");
            case InRepository(Role role) ->
                    token(
                            sender,
                            sender.may(role, repository)
                                    && (role == Role.READ || sender.packages().isEmpty()),
                            "the role %s in %s".formatted(role, repository));
            case Everywhere(Role role) ->
                    token(
                            sender,
                            sender.role().allows(role)
                                    && sender.repositories().isEmpty()
                                    && sender.packages().isEmpty(),
                            "the role %s in all repositories".formatted(role));
        };
    }

    private static Answer token(Principal sender, boolean suffices, String needed) {
        if (sender.isAnonymous()) {
            return new Answer.NeedsToken();
        }
        return suffices
                ? new Answer.Granted()
                : new Answer.Denied(sender.name() + " may not do this: it needs " + needed);
    }
}
