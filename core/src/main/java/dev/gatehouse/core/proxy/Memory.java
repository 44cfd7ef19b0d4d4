package dev.gatehouse.core.proxy;

import java.util.Optional;

/**
 * A bounded memory: what it forgets is worked out again. Thread-safe, and never blocks on I/O.
 *
 * @param <K> has value equality
 */
public interface Memory<K, V> {
    Optional<V> find(K key);

    void put(K key, V value);

    void forget(K key);
}
