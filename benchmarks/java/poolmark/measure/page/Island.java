// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Report;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Thinning;

/** The figures as JSON that may stand inside a page: an island of data in its text. */
final class Island {

    private static final JsonMapper JSON = mapper();

    /** A page has to be small enough to mail, and quick to draw on a phone. */
    private static final int MOST_POINTS = 5_000;

    private Island() {}

    /** {@return the figures, without a character that means anything to a reader of HTML} */
    static String json(Report report) {
        try {
            return JSON.writeValueAsString(new Data(
                    colours(report),
                    report.figures().stream()
                            .map(figure -> Thinning.thinned(figure, MOST_POINTS))
                            .toList()));
        } catch (JsonProcessingException recordsAlwaysCan) {
            throw new IllegalStateException(recordsAlwaysCan);
        }
    }

    private static List<String> colours(Report report) {
        int last = report.figures().stream()
                .flatMap(figure -> figure.series().stream())
                .mapToInt(Series::colour)
                .max()
                .orElse(0);
        return IntStream.rangeClosed(0, last).mapToObj(Palette::hex).toList();
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addMixIn(Point.class, AsArray.class)
                .addModule(new SimpleModule().addSerializer(double.class, new Rounded()))
                .build();
        mapper.getFactory().setCharacterEscapes(new Harmless());
        return mapper;
    }

    /**
     * What the scripts read.
     *
     * @param palette colours by their number
     * @param figures all figures
     */
    private record Data(List<String> palette, List<Figure> figures) {}

    /** Points come in thousands, so without the names of their parts. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"x", "y", "low", "high", "n", "label"})
    private interface AsArray {}

    /** No screen shows more than seven digits. */
    private static final class Rounded extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;
        private static final MathContext DIGITS = new MathContext(7);

        Rounded() {
            super(Double.class);
        }

        @Override
        public void serialize(Double number, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(number)) {
                json.writeNumber(new BigDecimal(number).round(DIGITS).doubleValue());
            } else {
                json.writeString(number.toString());
            }
        }
    }

    /** Writes what could end a script element, or a line of script, as an escape. */
    private static final class Harmless extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final String DANGEROUS = "<>&'\u2028\u2029";

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            DANGEROUS
                    .chars()
                    .filter(character -> character < codes.length)
                    .forEach(character -> codes[character] = ESCAPE_STANDARD);
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return DANGEROUS.indexOf(character) < 0 ? null : new SerializedString("\\u%04x".formatted(character));
        }
    }
}
