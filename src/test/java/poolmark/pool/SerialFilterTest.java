// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class SerialFilterTest {

    private static ProcessPool pool;

    record OfMine(int value) implements Serializable {}

    static final class MyException extends Exception {

        private static final long serialVersionUID = 1L;

        MyException() {
            super("mine");
        }
    }

    @BeforeAll
    static void open() {
        pool = ProcessPool.builder()
                .processes(1)
                .serialFilter(SerialFilters.plainValues())
                .open();
        pool.apply(() -> 0); // its threads are there before the first test looks
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void plainValuesMustPass() {
        Object value = pool.apply(() -> new TreeMap<>(Map.of(
                "a", List.of(1, 2L, 3.0), "b", BigInteger.TEN, "c", LocalDate.of(2026, 11, 23), "d", new int[3])));
        assertThat(value).isInstanceOf(TreeMap.class).asString().contains("[1, 2, 3.0]", "10", "2026-11-23");
    }

    @Test
    void resultOfAnyOtherClassMustBeRefusedAndNameIt() {
        assertThatThrownBy(() -> pool.apply(() -> new OfMine(1)))
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining(OfMine.class.getName(), "REJECTED");
        assertThat(pool.<Integer>apply(() -> 2)).isEqualTo(2);
    }

    @Test
    void exceptionOfAnyOtherClassMustArriveAsText() {
        assertThatThrownBy(() -> pool.apply(() -> {
                    throw new MyException();
                }))
                .isInstanceOf(TaskFailedException.class)
                .cause()
                .isInstanceOfSatisfying(RemoteTaskException.class, remote -> {
                    assertThat(remote.className()).isEqualTo(MyException.class.getName());
                    assertThat(remote.remoteMessage()).isEqualTo("mine");
                    assertThat(remote.remoteTrace()).contains("SerialFilterTest");
                });
    }

    @Test
    void exceptionOfTheJdkMustArriveItself() {
        assertThatThrownBy(() -> pool.apply(() -> Integer.parseInt("x")))
                .isInstanceOf(TaskFailedException.class)
                .hasCauseInstanceOf(NumberFormatException.class);
    }
}
