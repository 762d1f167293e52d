package org.lmttm.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final DownloadLimits QUICK = new DownloadLimits(
            3, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofMillis(700), 3, 10 << 20, 1 << 20, 0);
    private static final String V1 = "\"v1\"";

    private final byte[] content = bytes(1, 300_000);

    @TempDir
    private Path folder;

    private Path target;

    /** Keeps what a download says. */
    private static final class Told implements DownloadProgress {
        private final List<Long> done = new ArrayList<>();
        private final List<String> retries = new ArrayList<>();
        private long total;
        private long stopAt = Long.MAX_VALUE;

        @Override
        public void update(long bytes, long of) {
            done.add(bytes);
            total = of;
        }

        @Override
        public void retrying(String why) {
            retries.add(why);
        }

        @Override
        public boolean cancelled() {
            return !done.isEmpty() && done.getLast() >= stopAt;
        }
    }

    @BeforeEach
    void nameTarget() {
        target = folder.resolve("sets").resolve("some.npz");
    }

    @Test
    void aFileComesWholeAndNothingElseStays() throws Exception {
        Told told = new Told();
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            download(server).fetch(told);
        }

        assertThat(target).hasBinaryContent(content);
        assertThat(files()).containsExactly("some.npz");
        assertThat(told.total).isEqualTo(content.length);
        assertThat(told.retries).isEmpty();
    }

    @Test
    void whatWasCutOffGoesOnWhereItStopped() throws Exception {
        Told told = new Told();
        try (FileServer server =
                new FileServer(FileServer.cutOff(content, V1, 100_000), FileServer.file(content, V1))) {
            download(server).fetch(told);

            assertThat(server.ranges()).hasSize(2).first().isEqualTo("null");
            assertThat(server.ranges().getLast()).matches("bytes=[1-9]\\d*-");
        }
        assertThat(target).hasBinaryContent(content);
        assertThat(told.retries).hasSize(1);
    }

    @Test
    void whatIsStoppedStaysAndGoesOnTheNextTime() throws Exception {
        Told stopping = new Told();
        stopping.stopAt = 1;
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            assertThatThrownBy(() -> download(server).fetch(stopping)).isInstanceOf(CancellationException.class);
            assertThat(target).doesNotExist();
            assertThat(files()).contains("some.npz.part");

            download(server).fetch(DownloadProgress.NONE);

            assertThat(server.ranges().getLast()).matches("bytes=[1-9]\\d*-");
        }
        assertThat(target).hasBinaryContent(content);
        assertThat(files()).containsExactly("some.npz");
    }

    @Test
    void aServerThatIgnoresThePartBeginsAnew() throws Exception {
        begun(bytes(9, 1000), V1);
        FileServer.Answer whole = exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
        try (FileServer server = new FileServer(whole)) {
            download(server).fetch(DownloadProgress.NONE);
            assertThat(server.ranges()).containsExactly("bytes=1000-");
        }
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void aPartOfAnotherVersionIsNotGoneOnWith() throws Exception {
        begun(bytes(9, 1000), "\"v0\"");
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            download(server).fetch(DownloadProgress.NONE);
        }
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void aPartThatTurnsOutWrongIsFetchedAgainFromTheStart() throws Exception {
        begun(bytes(9, 1000), "");
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            download(server).fetch(DownloadProgress.NONE);
            assertThat(server.ranges()).containsExactly("bytes=1000-", "null");
        }
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void aPartThatIsWholeIsTakenAsItIs() throws Exception {
        begun(content, V1);
        try (FileServer server = new FileServer(FileServer.status(416, "Content-Range", "bytes */" + content.length))) {
            download(server).fetch(DownloadProgress.NONE);
        }
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void anotherPartThanAskedForIsNotPutIntoTheFile() throws Exception {
        begun(Arrays.copyOf(content, 1000), V1);
        FileServer.Answer elsewhere = exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/" + content.length);
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(content, 0, 10);
        };
        try (FileServer server = new FileServer(elsewhere, FileServer.file(content, V1))) {
            download(server).fetch(DownloadProgress.NONE);
        }
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void aWrongFileIsNamedWithBothChecksumsAndNotKept() throws Exception {
        byte[] other = bytes(2, 5000);
        try (FileServer server = new FileServer(FileServer.file(other, V1))) {
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("some.npz")
                    .hasMessageContaining(md5(content))
                    .hasMessageContaining(md5(other))
                    .hasMessageContaining("another file of 5000 bytes")
                    .hasMessageContaining("put it into " + target.getParent());
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aServerThatAnnouncesTooMuchIsGivenUpAndWhatCameStays() throws Exception {
        try (ServerSocket socket = FileServer.raw(response(content.length + 10))) {
            assertThatThrownBy(() -> download(place(socket)).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("given up after 3 tries");
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void aServerThatAnnouncesTooLittleSendsAWrongFile() throws Exception {
        try (ServerSocket socket = FileServer.raw(response(1000))) {
            assertThatThrownBy(() -> download(place(socket)).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("sent another file of 1000 bytes");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aServerThatFallsSilentIsAskedAgain() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FileServer.Answer silent = exchange -> {
            exchange.getResponseHeaders().set("ETag", V1);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 1000);
            exchange.getResponseBody().flush();
            await(never);
        };
        Told told = new Told();
        try (FileServer server = new FileServer(silent, FileServer.file(content, V1))) {
            download(server).fetch(told);
            assertThat(server.ranges()).containsExactly("null", "bytes=1000-");
        }
        assertThat(target).hasBinaryContent(content);
        assertThat(told.retries).singleElement().asString().contains("sent nothing for 0.7 s");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (FileServer server = new FileServer(exchange -> await(never))) {
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("localhost does not answer");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aBusyServerIsAskedAgainWhenItSaysSo() throws Exception {
        Told told = new Told();
        long before = System.nanoTime();
        try (FileServer server = new FileServer(
                FileServer.status(503, "Retry-After", "1"), FileServer.status(503), FileServer.file(content, V1))) {
            download(server).fetch(told);
        }
        assertThat(target).hasBinaryContent(content);
        assertThat(told.retries).hasSize(2).allMatch(why -> why.contains("503"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aServerThatAsksForTooLongAWaitIsNotWaitedFor() throws Exception {
        try (FileServer server = new FileServer(FileServer.status(503, "Retry-After", "3600"))) {
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("asks to wait 3600 s");
            assertThat(server.ranges()).hasSize(1);
        }
    }

    @Test
    void whatIsNotThereIsAskedForOnce() throws Exception {
        try (FileServer server = new FileServer(FileServer.status(404))) {
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("has no such file (404)")
                    .hasMessageContaining(server.place());
            assertThat(server.ranges()).hasSize(1);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        try (FileServer server = new FileServer(
                FileServer.status(302, "Location", "/elsewhere/some.npz"), FileServer.file(content, V1))) {
            download(server).fetch(DownloadProgress.NONE);
        }
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void aCircleOfRedirectsEnds() throws Exception {
        try (FileServer server = new FileServer(FileServer.status(302, "Location", "/again"))) {
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("more than 3 times");
            assertThat(server.ranges()).hasSize(4);
        }
    }

    @Test
    void aRedirectOutOfTheWebIsNotFollowed() throws Exception {
        try (FileServer server = new FileServer(FileServer.status(302, "Location", "file:///etc/passwd"))) {
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("'file:///etc/passwd', which is not followed");
        }
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItComes() throws Exception {
        FileServer.Answer huge = exchange -> {
            exchange.sendResponseHeaders(200, 11L << 20);
            exchange.getResponseBody().write(content);
        };
        try (FileServer server = new FileServer(huge)) {
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("at most 10 MiB");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingComes() throws Exception {
        DownloadLimits greedy = new DownloadLimits(
                3,
                QUICK.firstPause(),
                QUICK.longestPause(),
                QUICK.stall(),
                3,
                QUICK.mostBytes(),
                Long.MAX_VALUE / 2,
                0);
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            Download download = new Download(
                    URI.create(server.place() + "some.npz"),
                    target,
                    Checksum.md5(md5(content)),
                    NetworkAccess.SYSTEM,
                    greedy);
            assertThatThrownBy(() -> download.fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("make room or choose another folder");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void offlineNothingIsAsked() throws Exception {
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            Download download = new Download(
                    URI.create(server.place() + "some.npz"),
                    target,
                    Checksum.md5(md5(content)),
                    new NetworkAccess(true, "system"),
                    QUICK);
            assertThatThrownBy(() -> download.fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("switched off")
                    .hasMessageContaining(server.place() + "some.npz");
            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void aFileThatIsThereIsNotFetchedAndAnotherOfItsNameNotReplaced() throws Exception {
        Files.createDirectories(target.getParent());
        try (FileServer server = new FileServer(FileServer.file(content, V1))) {
            Files.write(target, content);
            download(server).fetch(DownloadProgress.NONE);
            Files.write(target, bytes(3, 10));
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("is another file");
            assertThat(server.ranges()).isEmpty();
        }
        assertThat(target).hasBinaryContent(bytes(3, 10));
    }

    @Test
    void twoDownloadsDoNotWriteIntoOneFile() throws Exception {
        Files.createDirectories(target.getParent());
        try (FileServer server = new FileServer(FileServer.file(content, V1));
                PartFile _ = PartFile.open(target)) {
            assertThatThrownBy(() -> download(server).fetch(DownloadProgress.NONE))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("is being downloaded already");
        }
    }

    @Test
    void aProxyIsAskedForWhatIsElsewhere() throws Exception {
        List<String> asked = new ArrayList<>();
        FileServer.Answer asProxy = (HttpExchange exchange) -> {
            asked.add(exchange.getRequestURI().toString());
            FileServer.file(content, V1).to(exchange);
        };
        try (FileServer proxy = new FileServer(asProxy)) {
            String host = URI.create(proxy.place()).getAuthority();
            new Download(
                            URI.create("http://datasets.example/some.npz"),
                            target,
                            Checksum.md5(md5(content)),
                            new NetworkAccess(false, host),
                            QUICK)
                    .fetch(DownloadProgress.NONE);
        }
        assertThat(asked).containsExactly("http://datasets.example/some.npz");
        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void proxiesOfTheSystemAreThoseOfItsVariables() {
        ProxySelector selector = new NetworkAccess(false, "system")
                .selector(Map.of("https_proxy", "http://proxy.example:3128/", "NO_PROXY", "localhost,.inside.example"));

        assertThat(selector.select(URI.create("https://zenodo.org/x")).toString())
                .contains("proxy.example", "3128");
        assertThat(selector.select(URI.create("https://a.inside.example/x")).toString())
                .isEqualTo("[DIRECT]");
        assertThat(new NetworkAccess(false, "none").selector(Map.of()).select(URI.create("https://zenodo.org/x")))
                .allMatch(proxy -> proxy.address() == null);
        assertThatThrownBy(() -> new NetworkAccess(false, "proxy.example").selector(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'proxy.example' is not system, none or host:port");
    }

    private Download download(FileServer server) {
        return download(server.place());
    }

    private Download download(String place) {
        return new Download(
                URI.create(place + "some.npz"), target, Checksum.md5(md5(content)), NetworkAccess.SYSTEM, QUICK);
    }

    private static String place(ServerSocket socket) {
        return "http://localhost:" + socket.getLocalPort() + "/";
    }

    private byte[] response(int announced) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Length: " + announced + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }

    private void begun(byte[] bytes, String tag) throws IOException {
        Files.createDirectories(target.getParent());
        try (PartFile part = PartFile.open(target)) {
            part.begin(tag);
            part.append(ByteBuffer.wrap(bytes));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(target.getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }

    private static byte[] bytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
