package octavo.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The folder of one training: its checkpoint, model and report.
///
/// @param path the folder
record RunFolder(Path path) {
  Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  Path model() {
    return path.resolve("model.safetensors");
  }

  Path report() {
    return path.resolve("report.html");
  }

  /// Makes the folder and writes a file to it, so that a training does not find out after minutes
  /// that it cannot.
  ///
  /// @throws IOException if it cannot be written to
  void prepare() throws IOException {
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, "octavo", ".tmp"));
    } catch (FileSystemException e) {
      String reason =
          switch (e) {
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file";
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case NoSuchFileException missing -> missing.getFile() + " cannot be made";
            default -> e.getReason() == null ? e.getMessage() : e.getReason();
          };
      throw new IOException(
          "the folder %s cannot be written to: %s. Choose another with --out."
              .formatted(path, reason),
          e);
    }
  }

  /// Moves what an earlier training left to a new folder `previous-N` within this one and returns
  /// that folder; returns this folder if there was nothing.
  ///
  /// @throws IOException if it cannot be moved
  Path setAside() throws IOException {
    List<Path> left =
        List.of(model(), report(), checkpoint()).stream().filter(Files::exists).toList();
    if (left.isEmpty()) {
      return path;
    }
    int number = 1;
    while (Files.exists(path.resolve("previous-" + number))) {
      number++;
    }
    Path aside = Files.createDirectory(path.resolve("previous-" + number));
    for (Path file : left) {
      Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
    return aside;
  }
}
