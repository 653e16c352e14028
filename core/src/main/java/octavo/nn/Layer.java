package octavo.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.tensor.Tensor;

/// A part of a network: a function of a tensor with parameters.
///
/// Implement it as a record (or a final class); parameters, buffers and sub-layers are found
/// through its components (or fields, those of a class above first) in order, also in lists, arrays,
/// maps, [java.util.Optional]s and records of layers. Names are dotted and in snake case, `block.running_mean` for a
/// component `runningMean`, so that those of the standard layers match PyTorch's; a list's layers have
/// their numbers as names, `floors.0.weight`, a map's their keys, `heads.left.weight`, in the order of the map or,
/// if it has none, of the keys.
public interface Layer {
  /// The layer's function of `x`.
  Tensor forward(Tensor x, Mode mode);

  /// The layer's function of `x` in inference mode.
  default Tensor forward(Tensor x) {
    return forward(x, Mode.inference());
  }

  /// The parts by name: parameters, buffers, layers and lists of layers.
  ///
  /// @throws IllegalStateException if the class is not open to reflection, or two parts have one name
  default Map<String, Object> members() {
    return Members.of(this);
  }

  /// All parameters by their dotted names, in order.
  default Map<String, Parameter> parameters() {
    Map<String, Parameter> found = new LinkedHashMap<>();
    Members.collect(this, "", Parameter.class, found);
    found.forEach((name, parameter) -> parameter.name(name));
    return found;
  }

  /// All buffers by their dotted names, in order.
  default Map<String, Buffer> buffers() {
    Map<String, Buffer> found = new LinkedHashMap<>();
    Members.collect(this, "", Buffer.class, found);
    return found;
  }

  /// The current numbers of all parameters and buffers by their dotted names: what is saved.
  default Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    parameters().forEach((name, parameter) -> state.put(name, parameter.tensor()));
    buffers().forEach((name, buffer) -> state.put(name, buffer.tensor()));
    return state;
  }

  /// Replaces the numbers of all parameters and buffers.
  ///
  /// @throws IllegalArgumentException if a name is missing or unknown, or a shape differs; nothing
  ///   is changed then
  default void load(Map<String, Tensor> state) {
    Members.load(this, state);
  }

  /// Checks that [#load] would accept this state; changes nothing.
  ///
  /// @throws IllegalArgumentException if a name is missing or unknown, or a shape differs
  default void requireLoadable(Map<String, Tensor> state) {
    Members.requireLoadable(this, state);
  }

  /// The number of learned numbers.
  default long parameterCount() {
    return parameters().values().stream().mapToLong(p -> p.tensor().elements()).sum();
  }
}
