// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Report;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Series.Role;

class PageTest {

    private static final int TWO_MEGABYTES = 2_000_000;

    @Test
    void pageMustBeSmallEnoughToSend() {
        assertThat(Page.html(MadeUpReport.plain()).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(TWO_MEGABYTES);
    }

    @Test
    void pageMustNameNothingElsewhere() {
        String page = withoutLibrary(Page.html(MadeUpReport.plain()));
        assertThat(Pattern.compile("(src|href|action|data)\\s*=\\s*[\"'](?!#)|url\\(|@import")
                        .matcher(page)
                        .results()
                        .map(found -> found.group()))
                .isEmpty();
    }

    @Test
    void policyMustAllowTheScriptsOfThePageAndNothingElse() {
        Page.Parts parts = new Page.Parts(Outline.of(MadeUpReport.plain()), "{}");
        assertThat(parts.policy())
                .startsWith("default-src 'none'; ")
                .contains(parts.library().hash(), parts.style().hash())
                .doesNotContain("unsafe", "http", "data:", "*");
        assertThat(parts.scripts())
                .allSatisfy(script -> assertThat(parts.policy()).contains(script.hash()));
    }

    @Test
    void dataMustComeBackAsItWas() throws Exception {
        String hostile = "</script><!-- & \u2028 '\"";
        Report report = MadeUpReport.with(hostile);
        String json = Island.json(report);
        assertThat(json).doesNotContain("<", ">", "&", "'", "\u2028");
        JsonNode figure = new ObjectMapper().readTree(json).path("figures").path(0);
        Series first = report.figures().get(0).series().get(0);
        assertThat(figure.path("series").path(0).path("name").asText()).isEqualTo(first.name());
        assertThat(figure.path("series").path(0).path("points")).hasSameSizeAs(first.points());
        assertThat(figure.path("series").path(0).path("points").path(1).path(1).asDouble())
                .isEqualTo(first.points().get(1).y());
        assertThat(figure.path("bands").path(0).path("to").asText()).isEqualTo("Infinity");
    }

    @Test
    void licencesOfTheLibraryMustBeInThePage() {
        assertThat(Page.html(MadeUpReport.plain()))
                .contains("Licensed to the Apache Software Foundation")
                .contains("Copyright 2017-2024 The Apache Software Foundation")
                .contains("Redistribution and use in source and binary forms");
    }

    @Test
    void answersToOneQuestionMustStandTogether() {
        assertThat(Outline.of(MadeUpReport.plain()).answers())
                .extracting(Outline.Answer::question, answer -> answer.texts().size())
                .contains(tuple("Fastest", 2));
    }

    @Test
    void longTableMustEndAndSayWhereTheRestIs() {
        Figure figure = points(5_000);
        assertThat(Table.of(figure).rows()).hasSize(1_000);
        assertThat(Page.html(new Report("long", "", "", List.of(), List.of(), List.of(figure), List.of(), List.of())))
                .contains("plots/many.csv has all 5000 points");
    }

    @Test
    void columnsInWhichNothingStandsMustBeLeftOut() {
        assertThat(Table.of(points(3)).head()).containsExactly("x [s]", "y");
        assertThat(Table.of(points(3)).rows().get(2).cells()).containsExactly("2", "0.2");
    }

    @Test
    void intervalOfABarMustBeGivenFromItsFoot() {
        Figure cpu = MadeUpReport.plain().figures().get(1);
        Table table = Table.of(cpu);
        assertThat(table.head()).contains("whole bar from", "whole bar to");
        double workers = cpu.series().get(0).points().get(0).y();
        double low = cpu.series().get(1).points().get(0).low();
        assertThat(table.rows())
                .filteredOn(row -> row.series().equals("parent"))
                .first()
                .satisfies(row ->
                        assertThat(Double.parseDouble(row.cells().get(2))).isCloseTo(workers + low, within(0.01)));
    }

    private static Figure points(int count) {
        List<Point> points = IntStream.range(0, count)
                .mapToObj(at -> Point.at(at, at / 10.0))
                .toList();
        return new Figure(
                "many",
                "samples-in-order",
                "",
                "Many",
                "",
                "",
                Kind.POINTS,
                new Axis("x", "s", Axis.Scale.LINEAR),
                new Axis("y", "", Axis.Scale.LINEAR),
                List.of(),
                List.of(new Series("all", Role.DATA, 0, points)),
                List.of(),
                List.of());
    }

    private static String withoutLibrary(String page) {
        return page.replace(Inlined.library().text(), "");
    }
}
