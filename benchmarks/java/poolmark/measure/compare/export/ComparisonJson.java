// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.Comparison.Numbers;
import poolmark.measure.compare.view.Comparison.Party;

/**
 * A comparison with every number in it, so that all can be computed again. What is not known, or not finite, is null: there
 * are no other numbers in JSON.
 */
public final class ComparisonJson {

    /** Name and major version of the form. */
    public static final String SCHEMA = "poolmark/comparison/1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ComparisonJson() {}

    /**
     * Writes it.
     *
     * @param comparison what to tell
     * @return a JSON document, indented
     */
    public static String of(Comparison comparison) {
        ObjectNode root = NODES.objectNode();
        root.put("schema", SCHEMA);
        root.put("kind", comparison.kind().label());
        root.put("exitCode", comparison.outcome().exitCode());
        root.put("headline", comparison.headline());
        root.put("method", comparison.method());
        root.set("baseline", party(comparison.baseline()));
        root.set("candidate", party(comparison.candidate()));
        root.set("judgements", judgements(comparison.sorted()));
        root.set("advisory", judgements(comparison.sortedAdvisory()));
        ArrayNode missing = root.putArray("missing");
        comparison.outcome().missing().forEach(cell -> missing.add(missing(cell)));
        comparison.outcome().doubts().forEach(root.putArray("doubts")::add);
        comparison.warnings().forEach(root.putArray("warnings")::add);
        ArrayNode numbers = root.putArray("numbers");
        comparison.numbers().forEach(entry -> numbers.add(numbers(entry)));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            // A tree of nodes is JSON already.
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode party(Party party) {
        return NODES.objectNode()
                .put("name", party.name())
                .put("host", party.host())
                .put("jdk", party.jdk())
                .put("commit", party.commit());
    }

    private static ArrayNode judgements(List<Judgement> judgements) {
        ArrayNode array = NODES.arrayNode();
        judgements.forEach(judgement -> array.add(judgement(judgement)));
        return array;
    }

    private static ObjectNode judgement(Judgement judgement) {
        ObjectNode node = NODES.objectNode();
        node.put("benchmark", judgement.cell().benchmark());
        ObjectNode params = node.putObject("params");
        judgement.cell().params().forEach(params::put);
        node.put("metric", judgement.metric().name());
        node.put("unit", judgement.metric().unit());
        node.put("better", judgement.metric().better().name().toLowerCase(Locale.ROOT));
        node.put("verdict", judgement.verdict().name());
        number(node, "baseline", judgement.baseline());
        number(node, "candidate", judgement.candidate());
        number(node, "ratio", judgement.ratio());
        number(node, "low", judgement.low());
        number(node, "high", judgement.high());
        number(node, "p", judgement.p());
        number(node, "pHolm", judgement.pHolm());
        number(node, "limit", judgement.delta());
        node.put("stage", judgement.stage());
        node.put("n", judgement.rounds());
        node.put("roundsThatWouldTell", judgement.roundsThatWouldTell());
        return node.put("reason", judgement.reason());
    }

    private static ObjectNode missing(Missing cell) {
        ObjectNode node = NODES.objectNode();
        node.put("benchmark", cell.cell().benchmark());
        ObjectNode params = node.putObject("params");
        cell.cell().params().forEach(params::put);
        return node.put("kind", cell.kind().name()).put("reason", cell.reason());
    }

    private static ObjectNode numbers(Numbers numbers) {
        ObjectNode node = NODES.objectNode();
        node.put("cell", numbers.cell());
        node.put("metric", numbers.metric());
        node.put("unit", numbers.unit());
        node.put("stage", numbers.stage());
        array(node.putArray("baseline"), numbers.baseline());
        array(node.putArray("candidate"), numbers.candidate());
        return node;
    }

    private static void array(ArrayNode array, double[] numbers) {
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                array.add(number);
            } else {
                array.addNull();
            }
        }
    }

    private static void number(ObjectNode node, String name, double number) {
        if (Double.isFinite(number)) {
            node.put(name, number);
        } else {
            node.putNull(name);
        }
    }
}
