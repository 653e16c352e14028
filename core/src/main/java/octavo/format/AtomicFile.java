package octavo.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Writes a file so that at every instant either the old content or the whole new one is there:
/// into a temporary file beside it, forced to the disk, then renamed over it.
public final class AtomicFile {
  private AtomicFile() {}

  /// Replaces the content of `file`, whose folder is made if need be. If anything fails the old
  /// file stays and the temporary one is removed.
  ///
  /// @throws IOException if it cannot be written, with what to do about it
  public static void write(Path file, byte[]... parts) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        for (byte[] part : parts) {
          ByteBuffer buffer = ByteBuffer.wrap(part);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } catch (IOException e) {
      remove(temporary);
      throw new IOException(
          "%s cannot be written (%s: %s). The previous file, if there was one, is unchanged; free some space or choose another folder."
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  /// Makes the renaming durable where the system lets a folder be opened.
  private static void force(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows opens no folders; there the renaming itself is durable
    }
  }

  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      return; // the reason why it could not be written is the better message
    }
  }
}
