package org.lmttm.doctor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.lmttm.doctor.Examination.Section;
import org.lmttm.model.DeviceChoice;
import org.lmttm.model.DeviceException;
import org.lmttm.model.EngineFacts;
import org.lmttm.model.NativeEngine;
import org.lmttm.program.Program;

/**
 * Looks at everything that the program stands on: Java, the screen, the engine and its devices, room on disk and in
 * memory. The self-test computes for a few seconds. Blocks; call it off the window's thread.
 */
public final class Doctor {
    private static final long LITTLE_DISK = 2_000_000_000L;
    private static final long LITTLE_HEAP = 1_000_000_000L;

    private final List<Section> sections = new ArrayList<>();
    private final Consumer<String> progress;

    private Doctor(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Examines this machine.
     *
     * @param screen what the window's toolkit says of itself, which this floor does not know
     * @param cards what the driver of graphics cards says of them; empty where there is none
     * @param selfTest whether to compute, too: a training step and an isosurface, with their numbers checked
     * @param progress is told what is looked at, on the calling thread
     */
    public static Examination examine(
            List<Finding> screen, List<Finding> cards, boolean selfTest, Consumer<String> progress) {
        Doctor doctor = new Doctor(progress);
        doctor.add("Program", List.of(doctor.version(), java(), system()));
        doctor.add("Screen", screen);
        boolean engine = doctor.addEngine(cards);
        if (selfTest) {
            progress.accept("Self-test");
            List<Finding> tests = new ArrayList<>();
            tests.add(SelfTest.surface());
            if (engine) {
                tests.add(SelfTest.training(DeviceChoice.AUTO));
            }
            doctor.add("Self-test", tests);
        }
        doctor.add("Room", room());
        return new Examination(List.copyOf(doctor.sections));
    }

    private void add(String title, List<Finding> findings) {
        progress.accept(title);
        sections.add(new Section(title, List.copyOf(findings)));
    }

    private Finding version() {
        try {
            return Finding.ok("Version", Program.version());
        } catch (IOException e) {
            return Finding.problem("Version", String.valueOf(e.getMessage()), "Build or install the program anew.");
        }
    }

    private static Finding java() {
        return Finding.ok("Java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    }

    private static Finding system() {
        return Finding.ok(
                "System",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
    }

    /** Whether the engine starts. */
    private boolean addEngine(List<Finding> cards) {
        progress.accept("Engine");
        EngineFacts facts;
        try {
            facts = NativeEngine.facts();
        } catch (DeviceException e) {
            add(
                    "Engine",
                    List.of(
                            Finding.problem(
                                    "PyTorch",
                                    String.valueOf(e.getMessage()),
                                    "Install the program anew, or go back to its own libraries (Preferences › Computing, or lmttm engine --own); volumes and surfaces work without the engine.")));
            if (!cards.isEmpty()) {
                add("Devices", cards);
            }
            return false;
        }
        add(
                "Engine",
                List.of(
                        Finding.ok("PyTorch", facts.version() + (facts.cuda() ? " with CUDA" : " for the CPU")),
                        Finding.ok("DJL", facts.djlVersion()),
                        Finding.ok("Libraries", Program.withoutHome(facts.libraries())),
                        Finding.ok("Threads", Integer.toString(facts.threads()))));
        List<Finding> devices = new ArrayList<>();
        devices.add(Finding.ok("CPU", Runtime.getRuntime().availableProcessors() + " processors"));
        for (EngineFacts.Gpu gpu : facts.gpus()) {
            devices.add(Finding.ok(
                    "GPU " + gpu.index(),
                    "capability " + gpu.capability() + ", " + gigabytes(gpu.memory()) + " memory"));
        }
        devices.addAll(cards);
        if (facts.gpus().isEmpty()) {
            devices.add(gpuAbsence(facts));
        }
        add("Devices", devices);
        return true;
    }

    private static Finding gpuAbsence(EngineFacts facts) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        if (!loads(windows ? "nvcuda.dll" : "libcuda.so.1")) {
            return Finding.note(
                    "GPU",
                    "none: no NVIDIA driver is installed here",
                    "Networks compute on the CPU. Where there is an NVIDIA card, install its driver, then look again.");
        }
        return Finding.note(
                "GPU",
                "none: an NVIDIA driver is installed, but " + facts.absence(),
                facts.cuda()
                        ? "See GPU in the README."
                        : "In the window: Preferences › Computing, Engine libraries. Else: lmttm engine --download, or"
                                + " lmttm engine --use with the folder of an installed PyTorch.");
    }

    @SuppressWarnings("restricted") // whether a system library is there is known only by loading it
    private static boolean loads(String library) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(library, arena);
            return true;
        } catch (IllegalArgumentException e) { // what it throws when there is none
            return false;
        }
    }

    private static List<Finding> room() {
        List<Finding> findings = new ArrayList<>();
        findings.add(disk("Settings", Program.settingsFolder()));
        findings.add(disk("Temporary files", Path.of(System.getProperty("java.io.tmpdir"))));
        findings.add(Finding.ok("Log", Program.withoutHome(Program.logFolder())));
        long heap = Runtime.getRuntime().maxMemory();
        findings.add(
                heap < LITTLE_HEAP
                        ? Finding.note(
                                "Memory for Java",
                                gigabytes(heap),
                                "Large volumes need more: set LMTTM_JAVA_OPTIONS=-Xmx4g where the machine has it.")
                        : Finding.ok("Memory for Java", gigabytes(heap)));
        return findings;
    }

    private static Finding disk(String name, Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String place = Program.withoutHome(folder);
        try {
            if (!Files.isWritable(there)) {
                return Finding.problem(name, place + " cannot be written to", "Change its permissions, or the folder.");
            }
            long free = Files.getFileStore(there).getUsableSpace();
            String value = place + ", " + gigabytes(free) + " free";
            return free < LITTLE_DISK
                    ? Finding.note(name, value, "Runs and unpacked volumes may need more.")
                    : Finding.ok(name, value);
        } catch (IOException e) {
            return Finding.problem(name, place + ": " + e.getMessage(), "Look whether the disk is there.");
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
