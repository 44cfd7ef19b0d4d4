package dev.gatehouse.server.api.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that was looked at.
 *
 * @param check what kind of thing: {@code upstream}, {@code canary}, {@code disk}, …
 * @param next what to do about it; empty where nothing is to be done
 */
record Finding(String check, String subject, State state, String detail, String next) {
    /** How good it is. */
    enum State {
        OK,
        /** Worth knowing. */
        NOTE,
        /** Something does not work, or will not for long. */
        PROBLEM
    }

    static Finding ok(String check, String subject, String detail) {
        return new Finding(check, subject, State.OK, detail, "");
    }

    static Finding note(String check, String subject, String detail, String next) {
        return new Finding(check, subject, State.NOTE, detail, next);
    }

    static Finding problem(String check, String subject, String detail, String next) {
        return new Finding(check, subject, State.PROBLEM, detail, next);
    }

    Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("check", check);
        shape.put("subject", subject);
        shape.put("state", state.name().toLowerCase(Locale.ROOT));
        shape.put("detail", detail);
        shape.put("next", next);
        return shape;
    }
}
