package dev.gatehouse.server.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of entity tags in conditions (RFC 9110, section 8.8.3); pure. */
public final class EntityTags {
    private static final Pattern TAG =
            Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\")");

    private final boolean any;
    private final List<String> strong = new ArrayList<>();
    private final List<String> opaque = new ArrayList<>();

    private EntityTags(List<String> values) {
        any = values.stream().anyMatch(value -> value.strip().equals("*"));
        for (String value : values) {
            Matcher tag = TAG.matcher(value);
            while (tag.find()) {
                opaque.add(tag.group(2));
                if (tag.group(1) == null) {
                    strong.add(tag.group(2));
                }
            }
        }
    }

    /** The tags in the values of such a header. */
    public static EntityTags of(List<String> values) {
        return new EntityTags(values);
    }

    /** The comparison of If-Match and If-Range: both tags strong and the same. */
    public boolean matchStrongly(String tag) {
        return any || strong.contains(tag);
    }

    /** The comparison of If-None-Match: the same but for weakness. */
    public boolean matchWeakly(String tag) {
        return any || opaque.contains(tag.startsWith("W/") ? tag.substring(2) : tag);
    }
}
