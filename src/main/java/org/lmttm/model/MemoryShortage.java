package org.lmttm.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * That a computation failed for want of memory.
 *
 * @param place whose memory it was
 * @param details what was asked for and what there is, as far as is known
 */
public record MemoryShortage(Place place, String details) {
    private static final Pattern CUDA_TRIED = Pattern.compile("CUDA out of memory\\. Tried to allocate ([\\d.]+ \\w+)");
    private static final Pattern CUDA_HAS =
            Pattern.compile("GPU (\\d+) has a total capacity of ([\\d.]+ \\w+) of which ([\\d.]+ \\w+) is free");
    private static final Pattern CUDA_LIBRARY =
            Pattern.compile("CUDA error: out of memory|CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_ALLOC_FAILED");
    private static final Pattern CPU_TRIED =
            Pattern.compile("DefaultCPUAllocator: (?:can't allocate|not enough) memory: you tried to allocate (\\d+)");

    /** Whose memory can run out. */
    public enum Place {
        GPU("the GPU's memory", "close what else uses the GPU, or choose device cpu"),
        CPU("the machine's memory", "close other programs"),
        /** The Java heap, or direct buffers. */
        PROGRAM("the memory that the program may use", "start the program with more (-Xmx)");

        private final String words;
        private final String advice;

        Place(String words, String advice) {
            this.words = words;
            this.advice = advice;
        }
    }

    /** Looks for it in a failure and its causes; empty if the failure has another reason. */
    public static Optional<MemoryShortage> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            MemoryShortage found = of(cause);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static @Nullable MemoryShortage of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof OutOfMemoryError) {
            return new MemoryShortage(Place.PROGRAM, message);
        }
        Matcher tried = CUDA_TRIED.matcher(message);
        if (tried.find()) {
            Matcher has = CUDA_HAS.matcher(message);
            String rest = has.find()
                    ? "; GPU " + has.group(1) + " has " + has.group(2) + ", of which " + has.group(3) + " was free"
                    : "";
            return new MemoryShortage(Place.GPU, tried.group(1) + " more was asked for" + rest);
        }
        Matcher library = CUDA_LIBRARY.matcher(message);
        if (library.find()) {
            return new MemoryShortage(Place.GPU, library.group());
        }
        tried = CPU_TRIED.matcher(message);
        if (tried.find()) {
            double mebibytes = Double.parseDouble(tried.group(1)) / (1 << 20);
            return new MemoryShortage(Place.CPU, String.format(Locale.ROOT, "%.1f MiB more was asked for", mebibytes));
        }
        return null;
    }

    /** One line for people. */
    public String text() {
        return place.words + " is used up (" + details + ")";
    }

    /** What helps, whatever was computed. */
    public String advice() {
        return place.advice;
    }
}
