package octavo.analysis;

import java.lang.StackWalker.StackFrame;

/// A method of a layer that is running.
///
/// @param type the class that declares it
/// @param method its name
/// @param descriptor its types
/// @param place where in its code it is
/// @param direct whether the frame before called it, with no code of others between
record Frame(Class<?> type, String method, String descriptor, int place, boolean direct) {
  static Frame of(StackFrame frame, boolean direct) {
    return new Frame(
        frame.getDeclaringClass(),
        frame.getMethodName(),
        frame.getDescriptor(),
        frame.getByteCodeIndex(),
        direct);
  }

  boolean isSameMethod(Frame other) {
    return type == other.type
        && method.equals(other.method)
        && descriptor.equals(other.descriptor)
        && direct == other.direct;
  }
}
