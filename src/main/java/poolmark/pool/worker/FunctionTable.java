// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import poolmark.pool.wire.ByteSource;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.RunRequest;

/**
 * The functions this worker was sent, by number. One that holds state is rebuilt for every request, so that no request
 * sees what an earlier one changed in it.
 */
final class FunctionTable {

    private final Map<Integer, byte[]> encoded = new HashMap<>();
    private final Map<Integer, Invocable> reusable = new HashMap<>();
    private final Codec codec;

    FunctionTable(Codec codec) {
        this.codec = codec;
    }

    /** Remembers a function. A number that is defined again stands for the new one. */
    void define(byte[] payload) throws IOException {
        ByteSource source = new ByteSource(payload);
        int id = RunRequest.readDefinitionId(source);
        byte[] function = new byte[source.remaining()];
        System.arraycopy(payload, source.position(), function, 0, function.length);
        encoded.put(id, function);
        reusable.remove(id);
    }

    /** The function of that number. */
    Invocable find(int id) throws IOException {
        Invocable known = reusable.get(id);
        if (known != null) {
            return known;
        }
        byte[] function = encoded.get(id);
        if (function == null) {
            throw new IllegalStateException("function " + id + " was never defined");
        }
        Object decoded = codec.read(new ByteSource(function));
        Invocable callable = new Invocable(decoded);
        if (Codec.isConstant(decoded)) {
            reusable.put(id, callable);
        }
        return callable;
    }

    /** A function that is used once. */
    Invocable load(byte[] function) throws IOException {
        return new Invocable(codec.read(new ByteSource(function)));
    }
}
