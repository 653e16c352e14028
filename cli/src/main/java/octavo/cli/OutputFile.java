package octavo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a file must be that an option names to be written, said before any work is done for it.
final class OutputFile {
  private static final Pattern OTHER_KIND = Pattern.compile(".*\\.(png|jpe?g|gif|webp|bmp|pdf)");

  private OutputFile() {}

  /// @throws Main.WrongUse if the file is a folder, or is in one that is not there
  static void check(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a root");
    if (Files.isDirectory(file) || !Files.isDirectory(folder)) {
      throw new Main.WrongUse(
          "%s must be a file in a folder that is there, but is '%s'.".formatted(option, file));
    }
  }

  /// @throws Main.WrongUse if the name of a drawing says another kind of picture
  static void checkSvg(String option, @Nullable Path file) {
    if (file != null && OTHER_KIND.matcher(file.toString().toLowerCase(Locale.ROOT)).matches()) {
      throw new Main.WrongUse(
          "%s writes SVG, but '%s' names another kind of picture. Let it end in .svg."
              .formatted(option, file));
    }
  }
}
