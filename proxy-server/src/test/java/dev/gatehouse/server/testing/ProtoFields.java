package dev.gatehouse.server.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One message of protocol buffers, read by the numbers of its fields (the wire format alone). */
final class ProtoFields {
    private final Map<Integer, List<Object>> fields = new LinkedHashMap<>();

    private ProtoFields() {}

    static ProtoFields read(byte[] message) {
        ProtoFields read = new ProtoFields();
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            read.fields
                    .computeIfAbsent((int) (tag >>> 3), _ -> new ArrayList<>())
                    .add(value(in, (int) (tag & 7)));
        }
        return read;
    }

    private static Object value(ByteBuffer in, int type) {
        return switch (type) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> bytes(in, (int) varint(in));
            case 5 -> (long) in.getInt();
            default -> throw new IllegalStateException("wire type " + type);
        };
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    List<ProtoFields> messages(int field) {
        return all(field).map(value -> read((byte[]) value)).toList();
    }

    Optional<byte[]> bytes(int field) {
        return all(field).map(byte[].class::cast).findFirst();
    }

    String text(int field) {
        return bytes(field).map(b -> new String(b, StandardCharsets.UTF_8)).orElse("");
    }

    long number(int field) {
        return all(field).map(Long.class::cast).findFirst().orElse(0L);
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    private Stream<Object> all(int field) {
        return fields.getOrDefault(field, List.of()).stream();
    }
}
