package octavo.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The code of classes of this library, from which loops are made that only differ in a constant or in
/// one function.
public final class ClassCode {
  private ClassCode() {}

  /// The class file of the class that is called `simpleName` and stands beside `neighbor`.
  ///
  /// @throws IllegalStateException if there is none, as in an image that keeps no class files
  public static byte[] of(Class<?> neighbor, String simpleName) {
    String file = simpleName + ".class";
    try (InputStream in = neighbor.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "kernels: the code of loops must be at hand, but %s is not beside %s."
                .formatted(file, neighbor.getName()));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
