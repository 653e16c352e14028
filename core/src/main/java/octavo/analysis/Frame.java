package octavo.analysis;

import java.lang.StackWalker.StackFrame;
import octavo.nn.Layer;

/// A method that is running.
///
/// @param type the class that declares it
/// @param method its name
/// @param descriptor its types
/// @param place where in its code it is
record Frame(Class<?> type, String method, String descriptor, int place) {
  static Frame of(StackFrame frame) {
    return new Frame(
        frame.getDeclaringClass(),
        frame.getMethodName(),
        frame.getDescriptor(),
        frame.getByteCodeIndex());
  }

  boolean isSameMethod(Frame other) {
    return type == other.type && method.equals(other.method) && descriptor.equals(other.descriptor);
  }

  /// Whether it is a method of a layer.
  boolean isOfLayer() {
    return Layer.class.isAssignableFrom(type);
  }

  /// Whether it is the body of a function that was written in a method.
  boolean isFunctionBody() {
    return method.startsWith("lambda$");
  }
}
