package octavo.distribution;

/// A wrong call and what it must say.
///
/// @param name what is wrong
/// @param call the call
/// @param message the whole message
record DistributionError(String name, Call call, String message) {
  /// What is called.
  interface Call {
    Object run();
  }

  @Override
  public String toString() {
    return name;
  }
}
