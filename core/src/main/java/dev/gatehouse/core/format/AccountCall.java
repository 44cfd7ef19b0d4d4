package dev.gatehouse.core.format;

import dev.gatehouse.core.http.Request;
import dev.gatehouse.core.http.Response;
import dev.gatehouse.core.model.PackageName;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A request about the sender's own credentials, as the clients of a format make it. The adapter
 * reads and answers it; no repository decides it.
 */
public interface AccountCall {
    /**
     * Whether it says in a way of its own who sends it: what else it presents, such as a token that
     * has expired, is not judged then.
     */
    boolean hasOwnProof();

    /**
     * Reads what is wanted.
     *
     * @throws dev.gatehouse.core.http.BadRequestException when that cannot be made out
     */
    Wish read(Request request) throws IOException;

    /** What the client is told; after which time to try again is added to it. */
    Response answer(Outcome outcome);

    /** What is wanted. */
    sealed interface Wish {
        /** A token for a user. */
        record LogIn(String user, String password) implements Wish {
            @Override
            public String toString() {
                return "LogIn[" + user + "]";
            }
        }

        /** The end of a token. */
        record LogOut(String token) implements Wish {
            @Override
            public String toString() {
                return "LogOut[]";
            }
        }

        /** For whom an identity must be made out. */
        record AskAudience() implements Wish {}

        /**
         * A token for a job that proves who it is.
         *
         * @param identity a JSON Web Token of its CI
         * @param name the only package that the token is for; without one, all that the identity is
         *     good for
         */
        record Exchange(String identity, Optional<PackageName> name) implements Wish {
            @Override
            public String toString() {
                return "Exchange[" + name + "]";
            }
        }
    }

    /** What came of it. */
    sealed interface Outcome {
        /** A token was made, for that user or job. */
        record Issued(String token, String owner) implements Outcome {
            @Override
            public String toString() {
                return "Issued[" + owner + "]";
            }
        }

        /** A token has ended. */
        record Ended() implements Outcome {}

        /** For whom an identity must be made out. */
        record Audience(String audience) implements Outcome {}

        /**
         * Nothing was done.
         *
         * @param pause after which time to try again; zero: that would not help
         */
        record Refused(int status, String text, Duration pause) implements Outcome {
            public Refused(int status, String text) {
                this(status, text, Duration.ZERO);
            }
        }
    }
}
