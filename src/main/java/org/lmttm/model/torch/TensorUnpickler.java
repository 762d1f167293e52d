package org.lmttm.model.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pickle of dictionaries, lists, tuples, text, numbers and tensors. A pickle is a program that may call any
 * class; here only those of tensors have a meaning, and operations that no file of tensors needs are refused. What it
 * makes is never larger than a small multiple of the pickle.
 */
final class TensorUnpickler extends Unpickler {
    /** PyTorch spends about 55 on a tensor. */
    private static final int MOST_OPERATIONS = 1_000_000;

    private final Map<String, Long> entries;
    private int operations;

    /** @param entries bytes of each storage's entry, by key */
    TensorUnpickler(Map<String, Long> entries) {
        this.entries = entries;
    }

    @Override
    protected Object dispatch(short operation) throws IOException {
        if (++operations > MOST_OPERATIONS) {
            throw new PickleException("its pickle has more than " + MOST_OPERATIONS + " operations");
        }
        switch (operation) {
            case Opcodes.GLOBAL -> stack.add(permitted(line(), line()));
            case Opcodes.STACK_GLOBAL -> {
                Object name = stack.pop();
                stack.add(permitted(text(stack.pop()), text(name)));
            }
            case Opcodes.INST -> throw refused(line() + "." + line());
            case Opcodes.REDUCE -> reduce();
            case Opcodes.BUILD -> build();
            case Opcodes.BINPERSID -> stack.add(storage(stack.pop()));
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.SETITEM -> {
                Object value = stack.pop();
                put(List.of(stack.pop(), value));
            }
            case Opcodes.SETITEMS -> put(stack.pop_all_since_marker());
            case Opcodes.BINUNICODE -> stack.add(longText(4));
            case Opcodes.BINUNICODE8 -> stack.add(longText(8));
            case Opcodes.PROTO,
                    Opcodes.FRAME,
                    Opcodes.STOP,
                    Opcodes.MARK,
                    Opcodes.NONE,
                    Opcodes.NEWTRUE,
                    Opcodes.NEWFALSE,
                    Opcodes.BININT,
                    Opcodes.BININT1,
                    Opcodes.BININT2,
                    Opcodes.LONG1,
                    Opcodes.BINFLOAT,
                    Opcodes.SHORT_BINUNICODE,
                    Opcodes.EMPTY_LIST,
                    Opcodes.APPEND,
                    Opcodes.APPENDS,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT,
                    Opcodes.MEMOIZE,
                    Opcodes.BINGET,
                    Opcodes.LONG_BINGET -> {
                return super.dispatch(operation);
            }
            default ->
                throw new PickleException(String.format(
                        "its pickle uses operation 0x%02x, which no file of tensors needs", operation & 0xffff));
        }
        return NO_RETURN_VALUE;
    }

    private String line() throws IOException {
        return PickleUtils.readline(input);
    }

    /** Text whose length stands before it; the length is checked before anything is allocated. */
    private String longText(int lengthBytes) throws IOException {
        byte[] length = PickleUtils.readbytes(input, lengthBytes);
        long bytes = lengthBytes == 4 ? PickleUtils.bytes_to_uint(length, 0) : PickleUtils.bytes_to_long(length, 0);
        if (bytes < 0 || bytes > input.available()) {
            throw new PickleException("its pickle ends within a text of " + Long.toUnsignedString(bytes) + " bytes");
        }
        return new String(PickleUtils.readbytes(input, (int) bytes), StandardCharsets.UTF_8);
    }

    private static Object permitted(String module, String name) {
        IObjectConstructor constructor = switch (module + "." + name) {
            case "collections.OrderedDict" -> TensorUnpickler::dictionary;
            case "torch._utils._rebuild_tensor_v2" -> TensorUnpickler::tensor;
            case "torch._utils._rebuild_parameter" -> TensorUnpickler::parameter;
            default -> null;
        };
        if (constructor != null) {
            return constructor;
        }
        if (module.equals("torch")) {
            return StorageType.named(name).orElseThrow(() -> refused("torch." + name));
        }
        throw refused(module + "." + name);
    }

    private static PickleException refused(String className) {
        String shown = className.length() > 100 ? className.substring(0, 100) + "…" : className;
        return new PickleException(
                "asks for the class or function " + shown + "; only tensors are read from such files");
    }

    private void reduce() {
        Object arguments = stack.pop();
        Object callee = stack.pop();
        if (!(callee instanceof IObjectConstructor constructor) || !(arguments instanceof Object[] values)) {
            throw new PickleException("its pickle calls what is no class of tensors");
        }
        stack.add(constructor.construct(values));
    }

    /** PyTorch hangs the versions of modules on the dictionary here, which nobody needs. */
    private void build() {
        stack.pop();
        if (!(stack.peek() instanceof Map)) {
            throw new PickleException("its pickle gives a state to what has none");
        }
    }

    private void put(List<Object> items) {
        if (!(stack.peek() instanceof Map<?, ?> target) || items.size() % 2 != 0) {
            throw new PickleException("its pickle puts items into what is no dictionary");
        }
        @SuppressWarnings("unchecked") // only dictionaries made here are on the stack
        Map<Object, @Nullable Object> dictionary = (Map<Object, @Nullable Object>) target;
        for (int i = 0; i < items.size(); i += 2) {
            // Other keys could be made to take for ever to compare.
            if (!(items.get(i) instanceof String || items.get(i) instanceof Integer)) {
                throw new PickleException("its pickle has a dictionary with keys that are neither text nor numbers");
            }
            dictionary.put(items.get(i), items.get(i + 1));
        }
    }

    private static Object dictionary(Object[] arguments) {
        if (arguments.length > 0) {
            throw new PickleException("its pickle fills an OrderedDict in an unknown way");
        }
        return new LinkedHashMap<>();
    }

    private static Object tensor(Object[] arguments) {
        if (arguments.length < 4 || !(arguments[0] instanceof StoredTensor.Storage storage)) {
            throw new PickleException("its pickle makes a tensor without a storage");
        }
        return new StoredTensor(storage, whole(arguments[1]), wholes(arguments[2]), wholes(arguments[3]));
    }

    private static Object parameter(Object[] arguments) {
        if (arguments.length == 0 || !(arguments[0] instanceof StoredTensor)) {
            throw new PickleException("its pickle makes a parameter without a tensor");
        }
        return arguments[0];
    }

    /** ("storage", class, key, device, count). */
    private Object storage(Object id) {
        if (!(id instanceof Object[] parts)
                || parts.length < 5
                || !"storage".equals(parts[0])
                || !(parts[1] instanceof StorageType type)) {
            throw new PickleException("its pickle refers to what is no storage of tensors");
        }
        String key = text(parts[2]);
        long count = whole(parts[4]);
        Long bytes = entries.get(key);
        if (bytes == null) {
            throw new PickleException("the storage " + (key.length() > 40 ? "of a tensor" : key) + " is missing");
        }
        if (count < 0 || count > bytes / type.bytes()) {
            throw new PickleException(
                    "the storage " + key + " has " + bytes + " bytes, too few for " + count + " numbers");
        }
        return new StoredTensor.Storage(type, key, count);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new PickleException("its pickle has something else where a text should stand");
    }

    private static long whole(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new PickleException("its pickle has something else where a whole number should stand");
    }

    private static long[] wholes(@Nullable Object value) {
        if (!(value instanceof Object[] values)) {
            throw new PickleException("its pickle has something else where a shape should stand");
        }
        long[] wholes = new long[values.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = whole(values[i]);
        }
        return wholes;
    }
}
