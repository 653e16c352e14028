package octavo.format;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not what it should be: says which file, at which byte, what was expected and what was
/// found, and the way out where one is likely.
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

  /// An error at byte `offset` of `file`, with a sentence that says what to do about it.
  public FormatException(String file, long offset, String expected, String found, String wayOut) {
    super(
        "%s: at byte %d: expected %s, but found %s. %s"
            .formatted(file, offset, expected, found, wayOut));
    this.file = file;
    this.offset = offset;
  }

  private FormatException(String file, String problem) {
    super(file + ": " + problem);
    this.file = file;
    this.offset = 0;
  }

  /// There is no file of that name, or a folder or a pipe, where one of this kind was expected, for example
  /// "an IDX file".
  public static FormatException missing(Path file, String kind) {
    if (file.toString().isEmpty()) {
      return new FormatException("''", "expected %s, but found an empty name.".formatted(kind));
    }
    if (file.toFile().isDirectory()) {
      return missing(file, kind, "a folder", " Name a file in it.");
    }
    if (file.toFile().exists()) {
      return missing(file, kind, "a pipe or device", " Write what it gives to a file first.");
    }
    Path folder = file.toAbsolutePath().getParent();
    String wayOut =
        folder != null && !folder.toFile().isDirectory()
            ? " The folder " + folder + " does not exist either. Is the path right?"
            : " Is the name right?";
    return missing(file, kind, "no file of that name", wayOut);
  }

  /// There is neither `file` nor one of another name beside it, where one of them was expected.
  public static FormatException missing(Path file, String name, String other) {
    return missing(file, "the file " + name + " or " + other, "neither", "");
  }

  private static FormatException missing(Path file, String expected, String found, String wayOut) {
    return new FormatException(
        file.toString(), "expected %s, but found %s.%s".formatted(expected, found, wayOut));
  }

  /// The file's name.
  public String file() {
    return file;
  }

  /// Where in the file; 0 if there is none.
  public long offset() {
    return offset;
  }
}
