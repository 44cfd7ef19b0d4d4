package dev.gatehouse.core.proxy;

import java.util.function.ToLongFunction;

/** Makes bounded memories. */
public interface Memories {
    /** One that holds at most so many entries. */
    <K, V> Memory<K, V> counted(String name, long mostEntries);

    /** One that holds at most so many bytes, by the weight of its values. */
    <K, V> Memory<K, V> weighed(String name, long mostBytes, ToLongFunction<V> weight);
}
