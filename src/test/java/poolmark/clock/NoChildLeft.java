// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves a process behind. */
final class NoChildLeft implements BeforeEachCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(NoChildLeft.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(HERE).put("before", children());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        @SuppressWarnings("unchecked")
        Set<Long> before = context.getStore(HERE).get("before", Set.class);
        Set<Long> left = children();
        left.removeAll(before);
        assertThat(left).as("children left behind").isEmpty();
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
