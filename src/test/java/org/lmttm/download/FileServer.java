package org.lmttm.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine whose next answers a test decides; the last answer is given again. */
public final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();

    /** Answers a request. */
    @FunctionalInterface
    public interface Answer {
        /** Answers it; the exchange is closed by the server. */
        void to(HttpExchange exchange) throws IOException;
    }

    /** A server that gives these answers in turn. */
    public FileServer(Answer... inTurn) throws IOException {
        answers.addAll(List.of(inTurn));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        try (exchange) {
            answer.to(exchange);
        }
    }

    /** The folder that is served. */
    public String place() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /** The part that each request asked for, "null" where it asked for everything. */
    public List<String> ranges() {
        return List.copyOf(ranges);
    }

    /** Gives a file, or the part of it that is asked for where the version is the same. */
    public static Answer file(byte[] content, String tag) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            String range = exchange.getRequestHeaders().getFirst("Range");
            String version = exchange.getRequestHeaders().getFirst("If-Range");
            int from = range == null || (version != null && !version.equals(tag))
                    ? 0
                    : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            exchange.getResponseBody().write(content, from, content.length - from);
        };
    }

    /** Announces a file and sends its first bytes only. */
    public static Answer cutOff(byte[] content, String tag, int bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            throw new IOException("cut off as the test wants it");
        };
    }

    /** An answer without a body. */
    public static Answer status(int status, String... headers) {
        return exchange -> {
            for (int h = 0; h < headers.length; h += 2) {
                exchange.getResponseHeaders().set(headers[h], headers[h + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** A server that answers every request with these bytes as they are, headers included, and closes. */
    static ServerSocket raw(byte[] response) throws IOException {
        ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept();
                        OutputStream out = client.getOutputStream();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        // the request is read to its end, so that closing does not reset the connection
                    }
                    out.write(response);
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
        return socket;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
