package org.lmttm.cli;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lmttm.model.DeviceException;
import org.lmttm.model.MemoryShortage;
import org.lmttm.program.Program;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(
        name = "lmttm",
        description = {
            "3D medical volumes and the Linked Memory Token Turing Machine.",
            "Research use only — not for clinical use."
        },
        footer = "Without a command the window opens.",
        mixinStandardHelpOptions = true,
        versionProvider = LmttmCommand.Version.class)
public final class LmttmCommand {
    private static final List<Class<?>> COMMANDS = List.of(
            OpenCommand.class,
            InfoCommand.class,
            SliceCommand.class,
            ConvertCommand.class,
            PredictCommand.class,
            TraceCommand.class,
            ReportCommand.class,
            AuditCommand.class,
            EvaluateCommand.class,
            CalibrateCommand.class,
            TrainCommand.class,
            ConfigCommand.class,
            ImportCommand.class,
            IsosurfaceCommand.class,
            RaycastCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            DatasetsCommand.class,
            EngineCommand.class,
            SamplesCommand.class,
            TourCommand.class);
    private static final String OPEN = "open";

    LmttmCommand() {}

    /** The program's version, as the build stamped it. */
    public static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[] {"lmttm " + Program.version()};
        }
    }

    /**
     * Runs one command.
     *
     * @param args the command and its options; none opens the window, and so do files alone, as a desktop hands them
     *     over
     * @param out receives the answer
     * @param err receives one line when the command fails
     * @return 0, 1 (failed) or 2 (wrong usage)
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        List<String> words = words(args);
        CommandLine line = new CommandLine(new LmttmCommand());
        addCommands(line, words.getFirst());
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, arguments) -> {
            CommandLine failing = e.getCommandLine();
            failing.getErr()
                    .println("lmttm: " + oneLine(e.getMessage()) + " (see: "
                            + failing.getCommandSpec().qualifiedName() + " --help)");
            return 2;
        });
        line.setExecutionExceptionHandler((e, failing, result) -> {
            failing.getErr().println("lmttm: " + describe(e));
            return 1;
        });
        return line.execute(words.toArray(String[]::new));
    }

    private static List<String> words(String[] args) {
        if (args.length == 0) {
            return List.of(OPEN);
        }
        boolean file = !args[0].startsWith("-") && command(args[0]).isEmpty() && exists(args[0]);
        return file ? Stream.concat(Stream.of(OPEN), Stream.of(args)).toList() : List.of(args);
    }

    private static boolean exists(String path) {
        try {
            return Files.exists(Path.of(path));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /** Adds the command of that name, or all where none has it: reading the options of all takes most of a short run. */
    static void addCommands(CommandLine line, String name) {
        boolean version = name.equals("--version") || name.equals("-V");
        List<Class<?>> wanted = version
                ? List.of()
                : command(name).<List<Class<?>>>map(List::of).orElse(COMMANDS);
        for (Class<?> command : wanted) {
            if (!line.getSubcommands().containsKey(nameOf(command))) {
                line.addSubcommand(command);
            }
        }
    }

    private static Optional<Class<?>> command(String name) {
        return COMMANDS.stream().filter(c -> nameOf(c).equals(name)).findAny();
    }

    private static String nameOf(Class<?> command) {
        return requireNonNull(command.getAnnotation(Command.class)).name();
    }

    /** One line that says what went wrong, naming the file where the exception knows it. */
    private static String describe(Exception e) {
        Exception cause = e instanceof UncheckedIOException unchecked ? requireNonNull(unchecked.getCause()) : e;
        String message = oneLine(cause.getMessage());
        return switch (cause) {
            case NoSuchFileException _ -> message + ": no such file or folder";
            case FileNotFoundException _ -> message;
            case AccessDeniedException _ -> message + ": access denied";
            case FileAlreadyExistsException _ -> message + ": exists already";
            case FileSystemException file -> file.getReason() == null ? "cannot use the file " + message : message;
            case IOException _ -> message;
            case IllegalArgumentException _ -> message;
            case CommandFailedException _ -> message;
            case DeviceException _ -> message;
            default -> {
                LoggerFactory.getLogger(LmttmCommand.class).debug("unexpected failure", cause);
                yield MemoryShortage.in(cause)
                        .map(shortage -> shortage.text() + "; " + shortage.advice())
                        .orElseGet(() -> "unexpected " + cause.getClass().getSimpleName() + ": " + message);
            }
        };
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "no reason given" : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
