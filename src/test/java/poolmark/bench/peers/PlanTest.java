// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poolmark.bench.cli.UsageException;
import poolmark.bench.peers.rivals.Peer;

class PlanTest {

    private static final Pattern ALL = Pattern.compile("");

    private static Peer peer(String id, Peer.Standing standing, String install, String... asked) {
        return new Peer(id, List.of(), List.of(), Set.of(asked), Map.of(), standing, install);
    }

    private final List<Peer> peers = List.of(
            peer("light", Peer.Standing.YARDSTICK, null, "apply", "async", "map", "start", "open"),
            peer("heavy", Peer.Standing.HEAVY, null, "apply"),
            peer("absent", Peer.Standing.OTHER, "apt-get install absent", "apply"));

    @Test
    void everyRoundMustAskEveryCellOnceAndStartsTwice() {
        Plan plan = Plan.of(peers, Effort.WHOLE, Pattern.compile("light"), 1);
        assertThat(plan.order())
                .hasSize(Effort.WHOLE.mostRounds())
                .allSatisfy(round -> assertThat(round)
                        .containsExactlyInAnyOrder(
                                "apply light",
                                "async light",
                                "map light",
                                "start light",
                                "start light",
                                "open light",
                                "open light"));
    }

    @Test
    void lookAndWhoeverIsNoYardstickMustBeAskedForStartsOnceARound() {
        Peer other = peer("other", Peer.Standing.OTHER, null, "start");
        Pattern starts = Pattern.compile("start");
        assertThat(Plan.of(peers, Effort.QUICK, starts, 1).order())
                .allSatisfy(round -> assertThat(round).containsExactly("start light"));
        assertThat(Plan.of(List.of(other), Effort.WHOLE, starts, 1).order().get(0))
                .containsExactly("start other");
    }

    @Test
    void ordersOfTheRoundsMustDifferAndBeRepeatedByTheSeed() {
        Plan plan = Plan.of(peers, Effort.WHOLE, ALL, 7);
        assertThat(plan.order().stream().distinct().count()).isGreaterThan(1);
        assertThat(Plan.of(peers, Effort.WHOLE, ALL, 7)).isEqualTo(plan);
        assertThat(Plan.of(peers, Effort.WHOLE, ALL, 8)).isNotEqualTo(plan);
    }

    @Test
    void heavyPeerMustBeAskedInTheFirstRoundsAndAMissingOneNever() {
        List<List<String>> order = Plan.of(peers, Effort.WHOLE, ALL, 1).order();
        assertThat(order.get(0)).contains("apply heavy");
        assertThat(order.get(order.size() - 1)).doesNotContain("apply heavy");
        assertThat(order).allSatisfy(round -> assertThat(round).doesNotContain("apply absent"));
    }

    @Test
    void everyQuestionMustHaveParameters() {
        assertThat(Effort.QUESTIONS)
                .allSatisfy(question ->
                        assertThat(Effort.QUICK.parameters(question)).containsKey("workers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "--only", "--only [", "--seed soon", "--jdk /no/such/jdk", "-o"})
    void badArgumentsMustBeRefusedWithWhatWasTyped(String typed) {
        String[] words = typed.split(" ");
        assertThatThrownBy(() -> PeersCommand.parse(List.of(words)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(words[0]);
    }
}
