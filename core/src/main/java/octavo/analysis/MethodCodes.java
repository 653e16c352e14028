package octavo.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.Map;

/// The codes of methods, read once from the class files. A class without a file, made while the program
/// runs, tells nothing.
final class MethodCodes {
  private static final MethodCode NOTHING = MethodCode.of(false, Map.of(), Map.of());

  private final Map<Class<?>, Map<String, MethodModel>> classes = new HashMap<>();
  private final Map<MethodModel, MethodCode> codes = new HashMap<>();

  /// The code of a method.
  ///
  /// @param descriptor its types
  MethodCode of(Class<?> type, String method, String descriptor) {
    MethodModel model = classes.computeIfAbsent(type, MethodCodes::read).get(method + descriptor);
    return model == null ? NOTHING : codes.computeIfAbsent(model, MethodReader::read);
  }

  /// The codes of all methods of that name, by their types.
  Map<String, MethodCode> named(Class<?> type, String method) {
    Map<String, MethodCode> found = new HashMap<>();
    for (MethodModel model : classes.computeIfAbsent(type, MethodCodes::read).values()) {
      if (model.methodName().equalsString(method)) {
        found.put(
            model.methodType().stringValue(), codes.computeIfAbsent(model, MethodReader::read));
      }
    }
    return found;
  }

  private static Map<String, MethodModel> read(Class<?> type) {
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
