package octavo.analysis;

import java.lang.constant.ClassDesc;
import java.util.List;

/// What is known of the results of calls by which layers are taken out of fields and lists.
final class Calls {
  private static final ClassDesc TENSOR = ClassDesc.of("octavo.tensor.Tensor");

  private Calls() {}

  /// The result of a method of `receiver`.
  ///
  /// @param place where it is called
  static Source result(
      String name, Source receiver, List<Source> arguments, ClassDesc type, int place) {
    if (arguments.size() == 1 && name.equals("get")) {
      return switch (arguments.getFirst()) {
        case Source.Constant c -> new Source.Element(receiver, c.value());
        case Source.Counter c -> new Source.Elements(receiver, c.start(), c.step());
        default -> new Source.Elements(receiver, -1, -1);
      };
    }
    if (!arguments.isEmpty() || type.isPrimitive() || type.equals(TENSOR)) {
      return Source.UNKNOWN;
    }
    return switch (name) {
      case "iterator" -> new Source.Iterator(receiver, place);
      case "next" ->
          receiver instanceof Source.Iterator i
              ? new Source.Elements(i.list(), i.start(), place)
              : Source.UNKNOWN;
      case "getFirst" -> new Source.Element(receiver, 0);
      case "getLast" -> new Source.Element(receiver, -1);
      default -> new Source.Field(receiver, name);
    };
  }

  /// The result of a static method.
  static Source staticResult(String owner, String name, List<Source> arguments) {
    return switch (owner + "." + name) {
      case "java/util/Objects.requireNonNull" -> arguments.getFirst();
      case "java/util/List.copyOf" -> arguments.getFirst();
      case "java/util/List.of" -> new Source.Listed(List.copyOf(arguments));
      default -> Source.UNKNOWN;
    };
  }
}
