package org.lmttm.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** One try: asks the server for the rest of a file, and puts what comes behind what is there. */
final class Transfer {
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+|\\*)");
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final long TICK_MILLIS = 50;
    private static final long UNKNOWN = -1;

    private final HttpClient client;
    private final String name;
    private final DownloadLimits limits;
    private final DownloadProgress progress;
    private long counted;

    /**
     * A try.
     *
     * @param name the file, for messages
     */
    Transfer(HttpClient client, String name, DownloadLimits limits, DownloadProgress progress) {
        this.client = client;
        this.name = name;
        this.limits = limits;
        this.progress = progress;
    }

    /** Whether an address is one of the web. */
    static boolean isWeb(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return address.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    }

    /**
     * Fetches what is missing.
     *
     * @return whether what was there before is part of what is there now
     * @throws CutOffException when another try may do better
     * @throws DownloadException when none will
     */
    boolean fetch(URI address, PartFile part) throws IOException {
        long before = part.length();
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = ask(address, part, before);
        try (BodyChunks body = body(response)) {
            HttpHeaders headers = response.headers();
            return switch (response.statusCode()) {
                case 200 -> {
                    part.begin(tag(headers));
                    take(body, part, headers.firstValueAsLong("Content-Length").orElse(UNKNOWN));
                    yield false;
                }
                case 206 -> {
                    Matcher range = range(headers);
                    if (!range.matches() || range.group(1) == null || Long.parseLong(range.group(1)) != before) {
                        part.begin("");
                        throw new CutOffException("the server sent another part than it was asked for", Duration.ZERO);
                    }
                    take(body, part, range.group(2).equals("*") ? UNKNOWN : Long.parseLong(range.group(2)));
                    yield before > 0;
                }
                case 416 -> {
                    Matcher range = range(headers);
                    if (before > 0 && range.matches() && range.group(2).equals(String.valueOf(before))) {
                        yield true; // everything had come
                    }
                    part.begin("");
                    throw new CutOffException("the server does not have the part that is missing", Duration.ZERO);
                }
                default -> throw refusal(response, address);
            };
        }
    }

    private static BodyChunks body(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
        BodyChunks body = new BodyChunks();
        response.body().subscribe(body);
        return body;
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(URI first, PartFile part, long before)
            throws IOException {
        URI address = first;
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept-Encoding", "identity");
            if (before > 0) {
                request.header("Range", "bytes=" + before + "-");
                if (!part.tag().isEmpty()) {
                    request.header("If-Range", part.tag());
                }
            }
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request.build());
            if (!REDIRECTS.contains(response.statusCode())) {
                return response;
            }
            body(response).close();
            address = next(address, response.headers());
        }
        throw new DownloadException(name + ": " + first.getHost() + " sends from one address to the next, more than "
                + limits.redirects() + " times; fetch " + first + " in a browser");
    }

    private URI next(URI from, HttpHeaders headers) throws DownloadException {
        String location = headers.firstValue("Location").orElse("");
        try {
            URI to = from.resolve(URI.create(location));
            boolean lessSafe = "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
            if (!location.isEmpty() && isWeb(to) && !lessSafe) {
                return to;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new DownloadException(
                name + ": " + from.getHost() + " sends to '" + location + "', which is not followed");
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
        long end = System.nanoTime() + limits.stall().toNanos();
        try {
            while (true) {
                if (progress.cancelled()) {
                    throw new CancellationException();
                }
                try {
                    return answer.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (System.nanoTime() - end > 0) {
                        throw new CutOffException(request.uri().getHost() + " does not answer", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            throw failure(request.uri(), e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true); // does nothing to one that is done
        }
    }

    private IOException failure(URI address, Throwable cause) {
        if (cause instanceof SSLException) {
            return new DownloadException(
                    name + ": the connection to " + address.getHost() + " is not secure (" + cause.getMessage()
                            + "); if a proxy opens connections here, fetch the file in a browser",
                    cause);
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new CutOffException("cannot reach " + address.getHost() + " (" + reason + ")", cause);
    }

    private IOException refusal(HttpResponse<?> response, URI address) {
        int status = response.statusCode();
        if (PASSING.contains(status)) {
            Duration wait = retryAfter(response.headers());
            String said = address.getHost() + " answers " + status;
            return wait.compareTo(limits.longestPause()) <= 0
                    ? new CutOffException(said, wait)
                    : new DownloadException(
                            name + ": " + said + " and asks to wait " + wait.toSeconds() + " s; try again then");
        }
        String why = switch (status) {
            case 404, 410 -> "has no such file (" + status + ")";
            case 401, 403 -> "does not give the file to everybody (" + status + ")";
            case 407 -> "cannot be reached: the proxy wants a name and a password (407)";
            default -> "answers " + status;
        };
        return new DownloadException(name + ": " + address.getHost() + " " + why + "; asked for " + address);
    }

    private static Duration retryAfter(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("0").strip();
        try {
            if (text.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Duration until =
                    Duration.between(Instant.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeParseException _) {
            return Duration.ZERO; // neither seconds nor a date: as if it were not there
        }
    }

    private static Matcher range(HttpHeaders headers) {
        return RANGE.matcher(headers.firstValue("Content-Range").orElse("").strip());
    }

    /** A strong entity tag, else the date; weak tags do not do for parts (RFC 9110, 13.1.5). */
    private static String tag(HttpHeaders headers) {
        return headers.firstValue("ETag")
                .filter(tag -> !tag.startsWith("W/"))
                .or(() -> headers.firstValue("Last-Modified"))
                .orElse("");
    }

    private void take(BodyChunks body, PartFile part, long total) throws IOException {
        roomFor(total < 0 ? 0 : total - part.length(), total, part);
        progress.update(part.length(), total);
        counted = part.length();
        // while nothing comes, a listener that takes only so many reports a second still hears the last one
        BooleanSupplier stopped = () -> {
            progress.update(counted, total);
            return progress.cancelled();
        };
        for (List<ByteBuffer> bytes = body.next(limits.stall(), stopped);
                !bytes.isEmpty();
                bytes = body.next(limits.stall(), stopped)) {
            for (ByteBuffer piece : bytes) {
                counted += piece.remaining();
                if (counted > limits.mostBytes()) {
                    throw tooLarge(counted);
                }
                part.append(piece);
            }
            progress.update(counted, total);
        }
        if (total >= 0 && counted != total) {
            if (counted > total) {
                part.begin("");
            }
            throw new CutOffException("the server announced " + total + " bytes and sent " + counted, Duration.ZERO);
        }
    }

    private void roomFor(long missing, long total, PartFile part) throws IOException {
        if (total > limits.mostBytes()) {
            throw tooLarge(total);
        }
        long free = Files.getFileStore(part.path()).getUsableSpace();
        long wanted = missing + (long) (limits.unpacked() * Math.max(total, 0));
        if (free - wanted < limits.spareBytes()) {
            throw new DownloadException(name + ": needs " + (wanted >> 20) + " MiB more"
                    + (limits.unpacked() > 0 ? ", unpacked" : "") + ", but the disk of "
                    + part.path().toAbsolutePath().getParent() + " has " + (free >> 20)
                    + " MiB; make room or choose another folder");
        }
    }

    private DownloadException tooLarge(long bytes) {
        return new DownloadException(name + ": has " + (bytes >> 20) + " MiB or more; at most "
                + (limits.mostBytes() >> 20) + " MiB are fetched: this cannot be the file");
    }
}
