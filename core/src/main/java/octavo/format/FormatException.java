package octavo.format;

import java.io.IOException;

/// A file is not what it should be: says which file, at which byte, what was expected and what was
/// found.
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;

  /// An error at byte `offset` of `file`.
  public FormatException(String file, long offset, String expected, String found) {
    super("%s: at byte %d: expected %s, but found %s.".formatted(file, offset, expected, found));
    this.file = file;
    this.offset = offset;
  }

  /// The file's name.
  public String file() {
    return file;
  }

  /// Where in the file.
  public long offset() {
    return offset;
  }
}
