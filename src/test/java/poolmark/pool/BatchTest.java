// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.ObjectBytes;
import poolmark.pool.wire.UntransferableException;

/** Arguments gathered for one chunk. */
class BatchTest {

    private static final int MORE_THAN_LARGE = 2_000_000;

    private final Codec codec = Codec.ofParent(new ObjectBytes(BatchTest.class.getClassLoader(), null));

    @Test
    void integersMustBeTakenUpToTheFirstOtherValueAndNeverBeyondWhatIsLarge() throws UntransferableException {
        Batch batch = new Batch(4);
        Object[] arguments = {1, 2, "three", 4};
        assertThat(batch.addIntegers(arguments, 0, 4)).isEqualTo(2);
        batch.add(codec, arguments[2]);
        assertThat(batch.addIntegers(arguments, 3, 4))
                .as("ends differ from here on")
                .isEqualTo(3);
        batch.add(codec, arguments[3]);
        assertThat(batch.count()).isEqualTo(4);

        Object[] many = new Object[MORE_THAN_LARGE];
        Arrays.fill(many, 7);
        Batch large = new Batch(many.length);
        int taken = large.addIntegers(many, 0, many.length);
        assertThat(large.isLarge()).isTrue();
        assertThat(taken).isLessThan(MORE_THAN_LARGE).isEqualTo(large.count());
    }

    @Test
    void whatCannotTravelMustLeaveTheBatchAsItWas() throws UntransferableException {
        Batch batch = new Batch(3);
        batch.addIntegers(new Object[] {1, 2}, 0, 2);
        assertThatThrownBy(() -> batch.add(codec, new Object())).isInstanceOf(UntransferableException.class);
        assertThat(batch.count()).isEqualTo(2);
        assertThat(batch.addIntegers(new Object[] {3}, 0, 1))
                .as("still integers alone")
                .isEqualTo(1);
    }
}
