// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;

/**
 * The rulers of a run.
 *
 * @param readings in the order of time
 * @param drift how each of them moved
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Rulers(List<RulerReading> readings, List<RulerDrift> drift) {

    /** {@return the rulers of a run that has not begun} */
    public static Rulers unread() {
        return new Rulers(List.of(), List.of());
    }

    /** {@return these with further readings} */
    public Rulers with(List<RulerReading> more) {
        List<RulerReading> all = new ArrayList<>(readings);
        all.addAll(more);
        return new Rulers(all, RulerDrift.of(all));
    }
}
