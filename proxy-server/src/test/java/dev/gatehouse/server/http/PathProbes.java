package dev.gatehouse.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Targets that must be refused with 400. */
final class PathProbes {
    private PathProbes() {}

    /** By name. */
    static Map<String, String> all() {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("dot", "/a/./b");
        paths.put("two dots", "/a/../b");
        paths.put("two dots at the end", "/a/..");
        paths.put("dots escaped", "/a/%2e%2e/b");
        paths.put("dots half escaped", "/a/.%2E/b");
        paths.put("dots behind an escaped slash", "/a/%2e%2e%2fetc");
        paths.put("run of escaped slashes", "/%2F%2F%2F%2F..%2Fetc");
        paths.put("empty segment", "/a//b");
        paths.put("empty first segment", "//a");
        paths.put("escaped slash first", "/%2fa");
        paths.put("escaped slash last", "/a%2f");
        paths.put("double escape", "/@acme%252flib");
        paths.put("triple escape", "/%25252e");
        paths.put("escaped percent", "/100%25");
        paths.put("short escape", "/a%2");
        paths.put("lone percent", "/a%");
        paths.put("escape with letters", "/a%zz");
        paths.put("NUL", "/a%00b");
        paths.put("escaped CR LF", "/a%0d%0ab");
        paths.put("escaped DEL", "/a%7f");
        paths.put("C1 control", "/a%c2%85");
        paths.put("backslash", "/a\\b");
        paths.put("escaped backslash", "/a%5cb");
        paths.put("overlong slash", "/a%c0%afb");
        paths.put("overlong dot", "/%c0%ae%c0%ae/a");
        paths.put("surrogate", "/%ed%a0%80");
        paths.put("beyond Unicode", "/%f5%80%80%80");
        paths.put("cut UTF-8", "/a%c3");
        paths.put("raw byte above ASCII", "/\u00e9");
        paths.put("fragment", "/a#b");
        paths.put("quote", "/a\"b");
        paths.put("angle", "/a<b>");
        paths.put("relative", "a/b");
        paths.put("asterisk", "*");
        paths.put("bad escape in the query", "/a?b=%zz");
        paths.put("NUL in the query", "/a?b=%00");
        paths.put("fragment in the query", "/a?b#c");
        paths.put("query without path", "?a=b");
        paths.put("dot escaped last", "/a/%2e");
        paths.put("more parameters than anyone needs", "/a?" + "b=c&".repeat(200));

        return paths;
    }
}
