package dev.gatehouse.server.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What an upstream knows us by. It goes to the upstream's own origin only; no text shows it. */
public sealed interface Credentials {

    /** The value of {@code Authorization}. */
    String authorization();

    /** RFC 7617, in UTF-8. */
    record Basic(String username, String password) implements Credentials {
        public Basic {
            if (username.indexOf(':') >= 0) {
                throw new IllegalArgumentException("the user name has a colon (RFC 7617)");
            }
        }

        @Override
        public String authorization() {
            byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return "Basic[" + username + ", ***]";
        }
    }

    /** RFC 6750. */
    record Bearer(String token) implements Credentials {
        public Bearer {
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException(
                        "the token is empty or has a blank, control or non-ASCII character");
            }
        }

        @Override
        public String authorization() {
            return "Bearer " + token;
        }

        @Override
        public String toString() {
            return "Bearer[***]";
        }
    }
}
