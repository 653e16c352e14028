package octavo.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes a file so that at every instant either the old content or the whole new one is there:
/// into a temporary file beside it, forced to the disk, then renamed over it.
///
/// A link stays a link: what it points to is replaced. A pipe or device, such as `/dev/stdout`, cannot be replaced
/// and is written to.
///
/// The temporary file is called `NAME.PROCESS-NUMBER.tmp`, so that two writers never share one;
/// what a killed process left behind is removed by the next writer of the same file.
public final class AtomicFile {
  private static final AtomicLong WRITES = new AtomicLong();
  private static final Set<Path> UNDER_WAY = ConcurrentHashMap.newKeySet();
  private static final Pattern TEMPORARY = Pattern.compile("\\.(\\d+)-\\d+\\.tmp");

  private static final int MOST_LINKS = 40;

  private AtomicFile() {}

  /// What writes the content.
  public interface Content {
    /// Writes everything to `channel`, which stands at the beginning of an empty file.
    ///
    /// @throws IOException if it cannot be written
    void writeTo(FileChannel channel) throws IOException;
  }

  /// Replaces the content of `file` by `parts`, one after the other.
  ///
  /// @throws IOException if it cannot be written, with what to do about it; the previous file is
  ///   unchanged then
  public static void write(Path file, byte[]... parts) throws IOException {
    write(
        file,
        channel -> {
          for (byte[] part : parts) {
            writeFully(channel, ByteBuffer.wrap(part));
          }
        });
  }

  /// Replaces the content of `file`, whose folder is made if need be. If anything fails the old
  /// file stays and the temporary one is removed.
  ///
  /// @throws IOException if it cannot be written, with what to do about it; the previous file is
  ///   unchanged then
  public static void write(Path file, Content content) throws IOException {
    Path target = Files.isSymbolicLink(file) ? linked(file) : file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new IOException(file + " cannot be written: it is a folder. Name a file in it.");
    }
    boolean open = Files.isSymbolicLink(target);
    if (open || (Files.exists(target) && !Files.isRegularFile(target))) {
      pour(file, content);
      return;
    }
    String name = target.getFileName().toString();
    long process = ProcessHandle.current().pid();
    Path temporary =
        folder.resolve("%s.%d-%d.tmp".formatted(name, process, WRITES.incrementAndGet()));
    boolean done = false;
    UNDER_WAY.add(temporary);
    try {
      Files.createDirectories(folder);
      removeLeftovers(folder, name);
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      done = true;
      force(folder);
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be written: %s. The previous file, if there was one, is unchanged; %s."
              .formatted(file, reason(e), wayOut(e)),
          e);
    } finally {
      if (!done) {
        remove(temporary);
      }
      UNDER_WAY.remove(temporary);
    }
  }

  /// What a link points to, perhaps through others; it need not be there yet.
  private static Path linked(Path link) throws IOException {
    Path at = link.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (at.startsWith("/proc")) {
        return at; // the name of an open file, whose own name may be that of another by now
      }
      if (links == MOST_LINKS) {
        throw new IOException(link + " cannot be written: its links lead in a circle.");
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  private static void pour(Path file, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      content.writeTo(channel);
    } catch (IOException e) {
      throw new IOException("%s cannot be written: %s.".formatted(file, reason(e)), e);
    }
  }

  /// Writes all that remains of `buffer`.
  ///
  /// @throws IOException if it cannot be written
  public static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a folder";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  private static String wayOut(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("File too large")) {
      return "raise the limit on the size of files (ulimit -f)";
    }
    return message.contains("No space") || message.contains("quota")
        ? "free some space or choose a folder on another disk"
        : "choose a folder that can be written to";
  }

  /// Makes the renaming durable where the system lets a folder be opened.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows opens no folders; there the renaming itself is durable
    }
  }

  /// Removes temporary files of this target that no living process is writing.
  private static void removeLeftovers(Path folder, String name) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String other = file.getFileName().toString();
        if (other.startsWith(name) && other.length() > name.length()) {
          Matcher matcher = TEMPORARY.matcher(other.substring(name.length()));
          if (matcher.matches() && !UNDER_WAY.contains(file) && !isAnother(matcher.group(1))) {
            remove(file);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // only tidying up
    }
  }

  /// Whether this is the number of another living process.
  private static boolean isAnother(String process) {
    try {
      long number = Long.parseLong(process);
      return number != ProcessHandle.current().pid() && ProcessHandle.of(number).isPresent();
    } catch (NumberFormatException e) {
      return true; // not one of ours
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
