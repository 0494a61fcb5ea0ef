// SPDX-License-Identifier: Apache-2.0
package poolmark.peers;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Future;
import poolmark.bench.peers.driver.Conversation;

/** Asks Hazelcast: this JVM is a member without data, two others do the work. */
public final class HazelcastDriver {

    private HazelcastDriver() {}

    /** The driver, or one of the members. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("member")) {
            Hazelcast.newHazelcastInstance(config(false));
            Members.serve();
            Runtime.getRuntime().halt(0);
        }
        Conversation conversation = new Conversation(args);
        conversation.version("Hazelcast 5.7.0, Java " + Runtime.version());
        new Calls(conversation, workers -> new Grid()).answer();
        System.exit(0);
    }

    private static Config config(boolean isDriver) {
        Config config = new Config().setLiteMember(isDriver).setClusterName("poolmark-peers");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getNetworkConfig()
                .setPort(15701)
                .getInterfaces()
                .setEnabled(true)
                .addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig()
                .getJoin()
                .getTcpIpConfig()
                .setEnabled(true)
                .setMembers(List.of("127.0.0.1:15701", "127.0.0.1:15702", "127.0.0.1:15703"));
        return config;
    }

    private static final class Grid implements Calls.Pool {

        private final Members members = Members.start(HazelcastDriver.class);
        private final HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config(true));
        private final IExecutorService executor = hazelcast.getExecutorService("poolmark");
        private final List<Member> workers = hazelcast.getCluster().getMembers().stream()
                .filter(member -> !member.isLiteMember())
                .toList();
        private int turn;

        Grid() throws IOException {
            if (workers.size() != Members.COUNT) {
                throw new IOException("the grid has " + workers.size() + " members");
            }
        }

        @Override
        public <T> Future<T> submit(Calls.Call<T> call) {
            return executor.submitToMember(call, workers.get(turn++ % workers.size()));
        }

        @Override
        public void close() {
            hazelcast.getLifecycleService().terminate();
            members.close();
        }
    }
}
