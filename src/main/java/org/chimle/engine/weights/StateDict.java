package org.chimle.engine.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the pickle of a PyTorch state dict. A pickle is a program: this one may build numbers, names, tuples, lists,
 * dictionaries of names and references to tensors, and asking for anything else ends it. Every step's memory is bounded
 * by the bytes it takes in the file.
 */
final class StateDict extends Unpickler {

	/** A thousand tensors take about 100 KiB. */
	static final long MOST_BYTES = 1 << 22;

	private static final int MOST_NAME = 1 << 12;

	/** Steps that need no check beyond the library's own. */
	private static final Set<Short> HARMLESS = Set.of(Opcodes.PROTO, Opcodes.MARK, Opcodes.STOP, Opcodes.POP,
		Opcodes.NONE, Opcodes.NEWTRUE, Opcodes.NEWFALSE, Opcodes.BININT, Opcodes.BININT1, Opcodes.BININT2, Opcodes.LONG1,
		Opcodes.BINFLOAT, Opcodes.SHORT_BINSTRING, Opcodes.SHORT_BINUNICODE, Opcodes.EMPTY_TUPLE, Opcodes.TUPLE,
		Opcodes.TUPLE1, Opcodes.TUPLE2, Opcodes.TUPLE3, Opcodes.EMPTY_LIST, Opcodes.APPEND, Opcodes.APPENDS,
		Opcodes.EMPTY_DICT, Opcodes.BINPUT, Opcodes.LONG_BINPUT, Opcodes.BINGET, Opcodes.LONG_BINGET, Opcodes.REDUCE,
		Opcodes.BINPERSID);

	/** An array of numbers of the file, which tensors are views of. */
	record Storage(ElementType type, String key, long count) {}

	/** A tensor: a storage, and where in it the elements lie. */
	record View(Storage storage, long offset, List<Long> shape, List<Long> strides) {}

	/** A storage class of {@code torch}. */
	private record StorageClass(ElementType type) {}

	/** Ends the reading; unlike the library's exceptions its message is for the user. */
	private static final class Refusal extends PickleException {

		private static final long serialVersionUID = 1L;

		Refusal(final String problem) {
			super(problem);
		}
	}

	private StateDict() {}

	/**
	 * @param in a stream whose next byte begins a pickle; read exactly to its end
	 * @return what the pickle describes
	 * @throws UnusableWeightsException if it is broken or asks for what no state dict needs
	 */
	static Object read(final InputStream in) throws UnusableWeightsException {
		try {
			return new StateDict().load(in);
		}
		catch (final Refusal exc) {
			throw new UnusableWeightsException(exc.getMessage());
		}
		catch (final IOException exc) {
			throw new UnusableWeightsException("it is cut off or damaged");
		}
		catch (final RuntimeException exc) {
			throw new UnusableWeightsException("its index is broken");
		}
	}

	/**
	 * @param state what {@link #read} gave
	 * @return the tensors of a state dict by name
	 * @throws UnusableWeightsException if it is none
	 */
	static Map<String, View> views(final Object state) throws UnusableWeightsException {
		if (!(state instanceof Map<?, ?> map)) throw new UnusableWeightsException("it holds no dictionary of tensors");
		final Map<String, View> views = new HashMap<>();
		for (final Map.Entry<?, ?> entry : map.entrySet()) {
			if (!(entry.getValue() instanceof View view)) continue;
			if (!(entry.getKey() instanceof String name)) throw new UnusableWeightsException("it has a tensor without a name");
			views.put(name, view);
		}
		if (views.isEmpty()) throw new UnusableWeightsException("it holds no dictionary of tensors");
		return views;
	}

	@Override
	protected Object dispatch(final short step) throws IOException {
		if (HARMLESS.contains(step)) return super.dispatch(step);
		switch (step) {
			case Opcodes.GLOBAL -> stack.add(global(PickleUtils.readline(input), PickleUtils.readline(input)));
			case Opcodes.BINUNICODE, Opcodes.BINSTRING -> stack.add(name());
			case Opcodes.SETITEM -> {
				final Object value = stack.pop();
				put(stack.pop(), value, stack.peek());
			}
			case Opcodes.SETITEMS -> {
				final List<Object> items = stack.pop_all_since_marker();
				for (int i = 0; i < items.size(); i += 2) put(items.get(i), items.get(i + 1), stack.peek());
			}
			// The state of an ordered dictionary is PyTorch's version number of each layer.
			case Opcodes.BUILD -> stack.pop();
			default -> throw new Refusal("it asks for the pickle instruction " + step + ", which no file of weights needs");
		}
		return NO_RETURN_VALUE;
	}

	private String name() throws IOException {
		final int length = PickleUtils.bytes_to_integer(PickleUtils.readbytes(input, 4));
		if (length < 0 || length > MOST_NAME) throw new Refusal("it has a name of " + length + " bytes");
		final byte[] bytes = input.readNBytes(length);
		if (bytes.length < length) throw new EOFException();
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static void put(final Object key, final Object value, final Object dictionary) {
		@SuppressWarnings("unchecked")
		final Map<Object, Object> map = (Map<Object, Object>) dictionary;
		if (!(key instanceof String) && !(key instanceof Number)) throw new Refusal("its index has a key that is no name");
		map.put(key, value);
	}

	private static Object global(final String module, final String name) {
		final String full = module + "." + name;
		switch (full) {
			case "collections.OrderedDict":
				return (IObjectConstructor) StateDict::dictionary;
			case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2":
				return (IObjectConstructor) StateDict::view;
			case "torch._utils._rebuild_parameter":
				return (IObjectConstructor) args -> args[0];
			default:
				final ElementType type = module.equals("torch") ? ElementType.ofTorch(name) : null;
				if (type != null) return new StorageClass(type);
				throw new Refusal("it asks for the Python object " + full + ", which no file of weights needs");
		}
	}

	/** Python 3 fills an empty dictionary afterwards, Python 2 makes it of a list of pairs. */
	private static Map<Object, Object> dictionary(final Object[] args) {
		final Map<Object, Object> map = new HashMap<>();
		if (args.length == 0) return map;
		for (final Object pair : (List<?>) args[0]) {
			final List<?> keyAndValue = (List<?>) pair;
			put(keyAndValue.get(0), keyAndValue.get(1), map);
		}
		return map;
	}

	private static View view(final Object[] args) {
		return new View((Storage) args[0], number(args[1]), numbers(args[2]), numbers(args[3]));
	}

	private static List<Long> numbers(final Object tuple) {
		return List.of((Object[]) tuple).stream().map(StateDict::number).toList();
	}

	private static long number(final Object value) {
		if (value instanceof Integer || value instanceof Long) return ((Number) value).longValue();
		throw new Refusal("its index has a size that is no number");
	}

	/** A storage: ("storage", class, key, place, number of elements) and, in old files, None. */
	@Override
	protected Object persistentLoad(final Object id) {
		final Object[] parts = (Object[]) id;
		if (!"storage".equals(parts[0]) || !(parts[1] instanceof StorageClass type)) {
			throw new Refusal("its index names a storage of an unknown kind");
		}
		if (parts.length > 5 && parts[5] != null) throw new Refusal("its storages are parts of each other");
		return new Storage(type.type(), (String) parts[2], number(parts[4]));
	}
}
