package dev.gatehouse.server.http;

import dev.gatehouse.core.http.Handler;
import dev.gatehouse.core.http.ReadyAnswers;

import java.util.concurrent.ThreadFactory;

/**
 * What all connections of a server share.
 *
 * @param threads makes the thread of each request
 */
record Front(
        HttpSettings settings,
        RequestReader reader,
        ReadyAnswers ready,
        Handler handler,
        ResponseWriter writer,
        InFlight inFlight,
        Connections connections,
        HttpMetrics metrics,
        ThreadFactory threads) {}
