package octavo.kernel;

/// Whether the Vector API is there. The only classes that may use it are named `Simd…` and are
/// loaded only if it is.
public final class Simd {
  private static final boolean AVAILABLE =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  static {
    if (!AVAILABLE) {
      System.getLogger("octavo")
          .log(
              System.Logger.Level.WARNING,
              "SIMD is off: the scalar kernels are used, which are many times slower. Start java with"
                  + " --add-modules jdk.incubator.vector, or put octavo on the module path.");
    }
  }

  private Simd() {}

  /// Whether the module `jdk.incubator.vector` is present, so that the SIMD kernels are used. If it
  /// is not, the first call says so once, with the flag to pass.
  public static boolean available() {
    return AVAILABLE;
  }
}
