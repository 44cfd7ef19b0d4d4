package dev.gatehouse.server;

import dev.gatehouse.config.Secret;
import dev.gatehouse.core.access.Principal;
import dev.gatehouse.core.http.RequestHead;
import dev.gatehouse.core.proxy.Journal;
import dev.gatehouse.core.proxy.Kernel;
import dev.gatehouse.core.proxy.MountFinder;
import dev.gatehouse.server.access.AccountDesk;
import dev.gatehouse.server.access.Accounts;
import dev.gatehouse.server.access.Authentication;
import dev.gatehouse.server.access.AuthenticationFilter;
import dev.gatehouse.server.access.FailedLogins;
import dev.gatehouse.server.access.LocalTokenFile;
import dev.gatehouse.server.access.Logins;
import dev.gatehouse.server.access.TokenBook;
import dev.gatehouse.server.access.UserBook;
import dev.gatehouse.server.access.Verdict;
import dev.gatehouse.server.access.oidc.OidcExchange;
import dev.gatehouse.server.access.password.Passwords;
import dev.gatehouse.server.filter.AccessLogFilter;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who comes in: the parts of {@code server.access}, put together. */
record Doorkeeper(
        TokenBook tokens, Accounts accounts, Authentication authentication, AccountDesk desk) {
    /** A password's comparison fills a core: half of them are left to everybody else. */
    private static int atOnce() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    }

    /** What the parts are built over. */
    record Ground(
            Kernel kernel, MountFinder finder, List<ServedFormat> formats, LiveSettings live) {}

    /** Reads what the store has. */
    static Doorkeeper of(Ground ground, SecureRandom random) throws IOException {
        Kernel kernel = ground.kernel();
        Journal journal = kernel.journal();
        UserBook users = UserBook.load(kernel.metadata(), journal);
        TokenBook tokens =
                TokenBook.load(
                        kernel.metadata(),
                        journal,
                        users,
                        random,
                        new ForwardClock(kernel.clock()));
        Passwords passwords = new Passwords(random, atOnce());
        FailedLogins failures = new FailedLogins(kernel.memories(), kernel.clock());
        Authentication authentication =
                new Authentication(
                        tokens,
                        new Logins(users, passwords, kernel.memories(), random, kernel.clock()),
                        failures,
                        ground.live()::anonymous);
        Accounts accounts = new Accounts(users, tokens, passwords, kernel.clock());
        AccountDesk.Parts parts =
                new AccountDesk.Parts(
                        accounts,
                        authentication,
                        exchange(ground, new OidcExchange.Desk(tokens, failures, journal)),
                        journal);
        return new Doorkeeper(tokens, accounts, authentication, desk(ground, parts));
    }

    /** Lets in the first administrator, and callers on this machine, until the process ends. */
    void open(Map<String, String> environment, Path directory) throws IOException {
        Optional.ofNullable(environment.get("GATEHOUSE_ADMIN_TOKEN"))
                .map(Secret::new)
                .ifPresent(tokens::giveAdmin);
        LocalTokenFile.in(directory).write(tokens.giveLocal());
    }

    private static OidcExchange exchange(Ground ground, OidcExchange.Desk desk) {
        return new OidcExchange(
                () -> Publishers.of(ground.live().publishers(), ground.formats()),
                ground.kernel().upstreams(),
                desk,
                ground.kernel().clock());
    }

    private static AccountDesk desk(Ground ground, AccountDesk.Parts parts) {
        return new AccountDesk(
                parts,
                ground.finder(),
                ground.formats().stream().flatMap(f -> f.rootCalls().stream()).toList());
    }

    /** The filter that knows senders; whom it refuses stands in both logs. */
    AuthenticationFilter filter(AccessLogFilter log, Journal journal) {
        return new AuthenticationFilter(
                authentication,
                desk::isOwnProof,
                (head, refused) -> tell(log, journal, head, refused));
    }

    private static void tell(
            AccessLogFilter log, Journal journal, RequestHead head, Verdict.Refused refused) {
        log.tell(head, Principal.ANONYMOUS, refused.response());
        journal.denied(new Journal.Denied("", refused.user(), head.remote(), refused.reason()));
    }
}
