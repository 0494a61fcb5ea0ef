// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.fork;

/** A fork in small: watches its host, then ends by itself ({@code end}) or sleeps for ever. */
final class WatchingMain {

    private static final long PATIENCE_MILLIS = 30_000;

    private WatchingMain() {}

    public static void main(String[] args) throws InterruptedException {
        HostWatch.start();
        Thread watch = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("poolmark-host-watch"))
                .findFirst()
                .orElseThrow();
        if (args.length > 0) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEndOf(watch)));
            return;
        }
        System.out.println("watching");
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void awaitEndOf(Thread watch) {
        try {
            watch.join(PATIENCE_MILLIS);
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
        System.out.println(watch.isAlive() ? "still reading" : "let go");
    }
}
