package org.lmttm.download;

import java.time.Duration;

/**
 * What a download may take.
 *
 * @param tries in a row that bring nothing new
 * @param firstPause before the second try; doubled for each further one
 * @param longestPause between tries, and the longest that a server may ask for
 * @param stall without a byte, after which a try is given up
 * @param redirects followed in a try
 * @param mostBytes of a file
 * @param spareBytes of the disk that must stay free
 * @param unpacked room that must stay as well for what is unpacked from the file, in multiples of its size
 */
public record DownloadLimits(
        int tries,
        Duration firstPause,
        Duration longestPause,
        Duration stall,
        int redirects,
        long mostBytes,
        long spareBytes,
        double unpacked) {
    /** These, where something as many times as large as the file is unpacked from it beside it. */
    public DownloadLimits unpacking(double times) {
        return new DownloadLimits(tries, firstPause, longestPause, stall, redirects, mostBytes, spareBytes, times);
    }

    /** Six tries from one second on, two minutes at most between them, 30 s without a byte, 16 GiB, 256 MiB to spare. */
    public static final DownloadLimits USUAL = new DownloadLimits(
            6, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofSeconds(30), 5, 16L << 30, 256L << 20, 0);
}
