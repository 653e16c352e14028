package octavo.tensor;

/// A wrong call and what it must say.
///
/// @param name the operation and what is wrong
/// @param call the call
/// @param message the whole message
record ErrorCase(String name, Call call, String message) {
  /// What is called.
  interface Call {
    Object run();
  }

  /// The method that the case is about: the first word of the name.
  String method() {
    return name.split(" ", 2)[0];
  }

  @Override
  public String toString() {
    return name;
  }
}
