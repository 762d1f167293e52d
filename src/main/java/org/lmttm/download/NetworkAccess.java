package org.lmttm.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether and how the network may be used.
 *
 * @param offline whether it must not be used at all
 * @param proxy {@code system}, {@code none}, or a proxy as {@code host:port}
 */
public record NetworkAccess(boolean offline, String proxy) {
    /** The network as the system has it. */
    public static final NetworkAccess SYSTEM = new NetworkAccess(false, "system");

    private static final String SYSTEM_PROXIES = "java.net.useSystemProxies";

    /**
     * What chooses a proxy for an address. The system's are those of the variables {@code https_proxy},
     * {@code http_proxy} and {@code no_proxy}, else what the desktop says.
     *
     * @param environment the process's variables
     * @throws IllegalArgumentException when the proxy is none of the three
     */
    ProxySelector selector(Map<String, String> environment) {
        if (proxy.equals("none")) {
            return ProxySelector.of(null);
        }
        if (!proxy.equals("system") && !proxy.isBlank()) {
            return ProxySelector.of(host(proxy));
        }
        return new SystemProxies(environment);
    }

    private static InetSocketAddress host(String text) {
        String bare = text.replaceFirst("(?i)^https?://", "").replaceFirst("/+$", "");
        int colon = bare.lastIndexOf(':');
        try {
            int port = Integer.parseInt(bare.substring(colon + 1));
            if (colon > 0 && port > 0 && port < 65_536) {
                return InetSocketAddress.createUnresolved(bare.substring(bare.indexOf('@') + 1, colon), port);
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "the proxy '" + text + "' is not system, none or host:port (Preferences › Network)");
    }

    /** Java asks the desktop, but not the variables that shells and containers use. */
    private static final class SystemProxies extends ProxySelector {
        private final Map<String, String> environment;
        private final ProxySelector desktop;

        SystemProxies(Map<String, String> environment) {
            this.environment = environment;
            if (System.getProperty(SYSTEM_PROXIES) == null) {
                System.setProperty(SYSTEM_PROXIES, "true"); // read when the first selector is made
            }
            ProxySelector usual = ProxySelector.getDefault();
            desktop = usual == null ? ProxySelector.of(null) : usual;
        }

        @Override
        public List<Proxy> select(URI address) {
            String host = String.valueOf(address.getHost());
            for (String spared : variable("no_proxy").split(",", -1)) {
                String suffix = spared.strip().replaceFirst("^\\*?\\.", "");
                if (suffix.equals("*") || (!suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix)))) {
                    return List.of(Proxy.NO_PROXY);
                }
            }
            String named = variable(address.getScheme() + "_proxy");
            if (named.isEmpty()) {
                named = variable("all_proxy");
            }
            return named.isEmpty() ? desktop.select(address) : List.of(new Proxy(Proxy.Type.HTTP, host(named)));
        }

        private String variable(String name) {
            String value = environment.get(name);
            return value != null ? value : environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
        }

        @Override
        public void connectFailed(URI address, SocketAddress proxy, IOException cause) {
            // the try fails and says so
        }
    }
}
