package org.lmttm.cli;

import org.lmttm.model.DeviceChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that names the device of a command's computations. */
final class DeviceOption {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            converter = Converter.class,
            description = "auto (default: a GPU where there is one), cpu, gpu0, gpu1, … or cuda:0, cuda:1, …")
    private DeviceChoice choice = DeviceChoice.AUTO;

    DeviceChoice choice() {
        return choice;
    }

    static final class Converter implements ITypeConverter<DeviceChoice> {
        @Override
        public DeviceChoice convert(String text) {
            try {
                return new DeviceChoice(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
