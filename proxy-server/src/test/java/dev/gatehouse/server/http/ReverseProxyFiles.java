package dev.gatehouse.server.http;

import java.nio.file.Path;

/** The smallest configurations by which reverse proxies do their work over kept connections. */
final class ReverseProxyFiles {
    /** With the port of the server, then its own. */
    static final String NGINX =
            """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr;
            events { worker_connections 512; }
            http {
              access_log off;
              client_header_timeout 3s;
              client_body_timeout 3s;
              keepalive_timeout 1s;
              lingering_timeout 1s;
              client_body_temp_path cache/body;
              proxy_temp_path cache/proxy;
              fastcgi_temp_path cache/fastcgi;
              uwsgi_temp_path cache/uwsgi;
              scgi_temp_path cache/scgi;
              upstream gate { server 127.0.0.1:%d; keepalive 8; }
              server {
                listen 127.0.0.1:%d;
                client_max_body_size 0;
                location / {
                  proxy_pass http://gate;
                  proxy_http_version 1.1;
                  proxy_request_buffering off;
                  proxy_set_header Connection "";
                  proxy_set_header Host $http_host;
                }
              }
            }
            """;

    /** With its own port, then that of the server. */
    static final String HAPROXY =
            """
            global
              maxconn 512
            defaults
              mode http
              timeout client 3s
              timeout server 30s
              timeout connect 30s
              timeout http-request 3s
              timeout http-keep-alive 1s
              http-reuse always
            frontend front
              bind 127.0.0.1:%d
              default_backend gate
            backend gate
              server gate 127.0.0.1:%d
            """;

    /** With its own port, that of the server, and its directory, three times. */
    static final String SQUID =
            """
            http_port 127.0.0.1:%d accel defaultsite=localhost vhost
            cache_peer 127.0.0.1 parent %d 0 no-query no-digest originserver name=gate
            cache_peer_access gate allow all
            never_direct allow all
            http_access allow all
            cache deny all
            access_log none
            cache_log %s/cache.log
            pid_filename %s/squid.pid
            coredump_dir %s
            cache_effective_user proxy
            request_timeout 3 seconds
            read_timeout 30 seconds
            client_idle_pconn_timeout 1 seconds
            client_lifetime 10 seconds
            shutdown_lifetime 0 seconds
            pinger_enable off
            netdb_filename none
            """;

    /** With the port of the server. */
    static final String VARNISH =
            """
            vcl 4.1;
            backend gate { .host = "127.0.0.1"; .port = "%d"; }
            sub vcl_recv { return (pass); }
            """;

    /** With its own port. */
    static final String TRAFFIC_SERVER =
            """
            CONFIG proxy.config.http.server_ports STRING %d:ip-in=127.0.0.1
            CONFIG proxy.config.url_remap.pristine_host_hdr INT 1
            CONFIG proxy.config.http.cache.http INT 0
            CONFIG proxy.config.http.keep_alive_no_activity_timeout_in INT 1
            CONFIG proxy.config.http.transaction_no_activity_timeout_in INT 3
            CONFIG proxy.config.exec_thread.autoconfig.enabled INT 0
            CONFIG proxy.config.exec_thread.limit INT 2
            CONFIG proxy.config.admin.user_id STRING #-1
            CONFIG proxy.config.log.logging_enabled INT 0
            """;

    static final String TRAFFIC_SERVER_CLIENTS =
            """
            ip_allow:
              - apply: in
                ip_addrs: 127.0.0.1
                action: allow
                methods: ALL
            """;

    private ReverseProxyFiles() {}

    static String trafficServerDirectories(Path home, Path program) {
        return """
        prefix: %1$s
        exec_prefix: %1$s
        bindir: %2$s
        sbindir: %2$s
        sysconfdir: %1$s/etc
        datadir: %1$s/cache
        includedir: %1$s
        libdir: %1$s
        libexecdir: %1$s
        localstatedir: %1$s/var
        runtimedir: %1$s/var
        logdir: %1$s/log
        cachedir: %1$s/cache
        """
                .formatted(home, program.resolveSibling(""));
    }
}
