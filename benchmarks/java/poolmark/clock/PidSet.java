// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.util.Arrays;

/** A few process ids, each once, without allocating on the way: searched from end to end, as workers are few. */
final class PidSet {

    private long[] pids = new long[16];
    private int size;

    int size() {
        return size;
    }

    long at(int index) {
        return pids[index];
    }

    boolean contains(long pid) {
        return indexOf(pid) >= 0;
    }

    void add(long pid) {
        if (contains(pid)) {
            return;
        }
        if (size == pids.length) {
            pids = Arrays.copyOf(pids, 2 * size);
        }
        pids[size++] = pid;
    }

    /** The last one takes the place of the removed one: a walk from the end to the front may remove where it stands. */
    void removeAt(int index) {
        pids[index] = pids[--size];
    }

    void clear() {
        size = 0;
    }

    private int indexOf(long pid) {
        for (int index = 0; index < size; index++) {
            if (pids[index] == pid) {
                return index;
            }
        }
        return -1;
    }
}
