package octavo.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.Map;

/// The codes of a class's methods, read from its file when they are first asked for and kept as long as the
/// class. A class without a file, made while the program runs, tells nothing.
final class MethodCodes {
  private static final MethodCode NOTHING = MethodCode.of(false, Map.of(), Map.of());

  private static final ClassValue<MethodCodes> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected MethodCodes computeValue(Class<?> type) {
          return new MethodCodes(methods(type));
        }
      };

  /// By name and types.
  private final Map<String, MethodModel> methods;

  private final Map<String, MethodCode> codes = new HashMap<>();

  private MethodCodes(Map<String, MethodModel> methods) {
    this.methods = methods;
  }

  /// The code of a method.
  ///
  /// @param descriptor its types
  static MethodCode of(Class<?> type, String method, String descriptor) {
    return BY_CLASS.get(type).code(method + descriptor);
  }

  /// The codes of all methods of that name, by their types.
  static Map<String, MethodCode> named(Class<?> type, String method) {
    MethodCodes known = BY_CLASS.get(type);
    Map<String, MethodCode> found = new HashMap<>();
    known.methods.forEach((key, model) -> {
      if (model.methodName().equalsString(method)) {
        found.put(model.methodType().stringValue(), known.code(key));
      }
    });
    return found;
  }

  /// Several threads may analyze networks of one class.
  private synchronized MethodCode code(String key) {
    MethodModel model = methods.get(key);
    return model == null ? NOTHING : codes.computeIfAbsent(key, k -> MethodReader.read(model));
  }

  private static Map<String, MethodModel> methods(Class<?> type) {
    Map<String, MethodModel> found = new HashMap<>();
    String name = type.getName();
    try (InputStream file =
        type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
      if (file != null) {
        for (MethodModel method : ClassFile.of().parse(file.readAllBytes()).methods()) {
          found.put(method.methodName().stringValue() + method.methodType().stringValue(), method);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      found.clear(); // a file that cannot be read tells as much as none
    }
    return found;
  }
}
