// SPDX-License-Identifier: Apache-2.0
package poolmark.peers;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCompute;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.lang.IgniteFuture;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import poolmark.bench.peers.driver.Conversation;

/** Asks Ignite: this JVM is a client node, two others are servers. */
public final class IgniteDriver {

    private IgniteDriver() {}

    /** The driver, or one of the servers. */
    public static void main(String[] args) throws Exception {
        System.setProperty("IGNITE_QUIET", "true");
        System.setProperty("IGNITE_NO_ASCII", "true");
        System.setProperty("IGNITE_UPDATE_NOTIFIER", "false");
        System.setProperty("java.net.preferIPv4Stack", "true");
        if (args[0].equals("member")) {
            Ignition.start(configuration(false));
            Members.serve();
            Runtime.getRuntime().halt(0);
        }
        Conversation conversation = new Conversation(args);
        conversation.version("Ignite 2.17.0, Java " + Runtime.version());
        new Calls(conversation, workers -> new Grid()).answer();
        System.exit(0);
    }

    private static IgniteConfiguration configuration(boolean isDriver) {
        TcpDiscoverySpi discovery = new TcpDiscoverySpi()
                .setIpFinder(new TcpDiscoveryVmIpFinder().setAddresses(List.of("127.0.0.1:48500..48503")))
                .setLocalPort(48500)
                .setLocalPortRange(3);
        return new IgniteConfiguration()
                .setClientMode(isDriver)
                .setLocalHost("127.0.0.1")
                .setWorkDirectory(System.getProperty("poolmark.peers.work"))
                .setMetricsLogFrequency(0)
                .setDiscoverySpi(discovery);
    }

    private static final class Grid implements Calls.Pool {

        private final Members members = Members.start(IgniteDriver.class);
        private final Ignite ignite = Ignition.start(configuration(true));
        private final IgniteCompute servers = ignite.compute(ignite.cluster().forServers());

        Grid() throws IOException {}

        @Override
        public <T> Future<T> submit(Calls.Call<T> call) {
            CompletableFuture<T> result = new CompletableFuture<>();
            servers.callAsync(call::call).listen(done -> complete(result, done));
            return result;
        }

        private static <T> void complete(CompletableFuture<T> result, IgniteFuture<T> done) {
            try {
                result.complete(done.get());
            } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        }

        @Override
        public void close() {
            Ignition.stop(ignite.name(), true);
            members.close();
        }
    }
}
