package org.lmttm.download;

/** How a download, or looking through a folder, says how far it is and learns that it should stop. */
public interface DownloadProgress {
    /** Says nothing and never stops. */
    DownloadProgress NONE = (done, total) -> {};

    /**
     * So much is done; less than before when the server began anew.
     *
     * @param done bytes
     * @param total bytes; negative while unknown
     */
    void update(long done, long total);

    /** The bytes are there and are compared with the checksum. */
    default void checking() {}

    /** What came is right and is unpacked. */
    default void unpacking() {}

    /** A try failed and the next one follows after a pause. */
    default void retrying(String why) {}

    /** Whether to stop; the work then ends with a {@link java.util.concurrent.CancellationException}. */
    default boolean cancelled() {
        return false;
    }
}
