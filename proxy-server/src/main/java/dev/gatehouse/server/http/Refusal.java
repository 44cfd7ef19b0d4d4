package dev.gatehouse.server.http;

/**
 * Why a message is not taken: the connection ends after it.
 *
 * @param status 400, 408, 413, 414, 415, 417, 421, 431, 501
 * @param reason one line of ASCII for people; never holds bytes of the message
 */
record Refusal(int status, String reason) {
    static RefusedException bad(String reason) {
        return new RefusedException(new Refusal(400, reason));
    }

    static RefusedException of(int status, String reason) {
        return new RefusedException(new Refusal(status, reason));
    }
}
