package dev.gatehouse.server.api.call;

import java.util.List;
import java.util.Map;

/**
 * A call that is answered with {@code {"detail", "fields"}} in the shape of Cloudsmith's errors.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, List<String>> fields;

    private ApiException(int status, String detail, Map<String, List<String>> fields) {
        super(detail);
        this.status = status;
        this.fields = fields;
    }

    /** The call is wrong: 400. */
    public static ApiException invalid(Map<String, List<String>> fields) {
        return new ApiException(400, "Invalid input.", fields);
    }

    /** One field or parameter is wrong: 400. */
    public static ApiException invalid(String field, String problem) {
        return invalid(Map.of(field, List.of(problem)));
    }

    /** The fields are well formed and cannot be taken: 422. */
    public static ApiException unprocessable(Map<String, List<String>> fields) {
        return new ApiException(422, "Invalid input.", fields);
    }

    /** One field cannot be taken: 422. */
    public static ApiException unprocessable(String field, String problem) {
        return unprocessable(Map.of(field, List.of(problem)));
    }

    /** Somebody else was faster: 412. */
    public static ApiException changed(String detail) {
        return new ApiException(412, detail, Map.of());
    }

    /** What the call is about is not there: 404. */
    public static ApiException missing(String detail) {
        return new ApiException(404, detail, Map.of());
    }

    /** The caller may not do it: 403. */
    public static ApiException denied(String detail) {
        return new ApiException(403, detail, Map.of());
    }

    /** What was sent is too large: 413. */
    public static ApiException tooLarge(String detail) {
        return new ApiException(413, detail, Map.of());
    }

    /** There is too much under way: 429. */
    public static ApiException tooMany(String detail) {
        return new ApiException(429, detail, Map.of());
    }

    /** It cannot be done as things stand: 409. */
    public static ApiException conflict(String detail) {
        return new ApiException(409, detail, Map.of());
    }

    public int status() {
        return status;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, List<String>> fields() {
        return fields;
    }
}
