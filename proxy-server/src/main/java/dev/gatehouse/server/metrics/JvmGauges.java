package dev.gatehouse.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.function.DoubleSupplier;

/** The few numbers of the JVM that tell whether it is well. */
final class JvmGauges {
    private JvmGauges() {}

    static void register(PrometheusRegistry registry) {
        gauge(registry, "jvm_heap_used_bytes", "Heap in use", () -> heap().getUsed());
        gauge(registry, "jvm_heap_max_bytes", "Largest heap", () -> heap().getMax());
        gauge(
                registry,
                "jvm_platform_threads",
                "Platform threads",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        gauge(
                registry,
                "process_uptime_seconds",
                "Time since the start",
                () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        CounterWithCallback.builder()
                .name("jvm_gc_seconds")
                .help("Time spent by the garbage collectors")
                .labelNames("collector")
                .callback(
                        counts -> {
                            for (GarbageCollectorMXBean gc :
                                    ManagementFactory.getGarbageCollectorMXBeans()) {
                                counts.call(
                                        Math.max(0, gc.getCollectionTime()) / 1000.0, gc.getName());
                            }
                        })
                .register(registry);
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private static void gauge(
            PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(measured -> measured.call(value.getAsDouble()))
                .register(registry);
    }
}
