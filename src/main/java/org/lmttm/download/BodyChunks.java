package org.lmttm.download;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A response's body, taken piece by piece by a thread that can stop waiting: a stream's read cannot. */
final class BodyChunks implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private static final long TICK_MILLIS = 50;

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    /** Some bytes; none at the end; an error where it broke. */
    private record Piece(
            List<ByteBuffer> bytes, boolean end, @Nullable Throwable error) {}

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(bytes, false, null));
    }

    @Override
    public void onError(Throwable error) {
        pieces.add(new Piece(List.of(), true, error));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(List.of(), true, null));
    }

    /**
     * The next bytes; an empty list at the end.
     *
     * @throws CutOffException when the connection broke, or nothing came for so long
     * @throws CancellationException when the caller no longer wants them
     */
    List<ByteBuffer> next(Duration stall, BooleanSupplier cancelled) throws CutOffException {
        long end = System.nanoTime() + stall.toNanos();
        while (true) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            Piece piece;
            try {
                piece = pieces.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
            if (piece != null) {
                return bytes(piece);
            }
            if (System.nanoTime() - end > 0) {
                throw new CutOffException(
                        "the server sent nothing for " + stall.toMillis() / 1000.0 + " s", (Throwable) null);
            }
        }
    }

    private List<ByteBuffer> bytes(Piece piece) throws CutOffException {
        if (piece.error() != null) {
            throw new CutOffException("the connection broke (" + piece.error().getMessage() + ")", piece.error());
        }
        Flow.Subscription from = subscription;
        if (!piece.end() && from != null) {
            from.request(1);
        }
        return piece.bytes();
    }

    @Override
    public void close() {
        Flow.Subscription from = subscription;
        if (from != null) {
            from.cancel();
        }
    }
}
