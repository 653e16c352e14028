package octavo.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> names() {
    return List.of(folder.toFile().list());
  }

  @Test
  void replacesTheContent() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, bytes("old and longer"));
    AtomicFile.write(file, bytes("new"), bytes(" one"));
    assertThat(file).hasContent("new one");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void keepsTheOldFileWhenTheDiskIsFull() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, bytes("old"));
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes("half")));
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " cannot be written: No space left on device. The previous file, if there was"
                + " one, is unchanged; free some space or choose a folder on another disk.");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void keepsTheOldFileWhenTheWriterFails() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, bytes("old"));
    AtomicFile.Content failing =
        channel -> {
          throw new IllegalStateException("half way");
        };
    assertThatThrownBy(() -> AtomicFile.write(file, failing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void saysWhatIsInTheWay() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.write(file, bytes("old"));
    assertThatThrownBy(() -> AtomicFile.write(file.resolve("b"), bytes("x")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file.resolve("b")
                + " cannot be written: "
                + file
                + " is a file, not a folder. The previous file, if there was one, is unchanged;"
                + " choose a folder that can be written to.");
    assertThatThrownBy(() -> AtomicFile.write(folder, bytes("x")))
        .hasMessage(folder + " cannot be written: it is a folder. Name a file in it.");
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    long dead = Long.MAX_VALUE; // no system gives such a number
    Files.write(folder.resolve("a." + dead + "-3.tmp"), bytes("half"));
    Files.write(folder.resolve("a." + ProcessHandle.current().pid() + "-0.tmp"), bytes("half"));
    Files.write(folder.resolve("a.1x-3.tmp"), bytes("someone's"));
    Files.write(folder.resolve("b." + dead + "-3.tmp"), bytes("of another file"));
    AtomicFile.write(folder.resolve("a"), bytes("new"));
    assertThat(names()).containsExactlyInAnyOrder("a", "a.1x-3.tmp", "b." + dead + "-3.tmp");
  }

  @Test
  void leavesOneWholeFileOfManyWriters() throws Exception {
    Path file = folder.resolve("a");
    try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        byte[] part = bytes(Character.toString((char) ('a' + i % 26)).repeat(1000));
        tasks.add(() -> {
          AtomicFile.write(file, part, part);
          return true;
        });
      }
      for (Future<Boolean> result : writers.invokeAll(tasks)) {
        assertThat(result.get()).isTrue();
      }
    }
    String content = Files.readString(file);
    assertThat(content).hasSize(2000).matches("(.)\\1*");
    assertThat(names()).containsExactly("a");
  }

  /// A run folder may hold links to another disk, and `/dev/stdout` and `/dev/null` must not become files.
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void linksStayLinksAndDevicesDevices() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), disk.resolve("real"));
    for (String text : new String[] {"new", "newer"}) {
      AtomicFile.write(first, bytes(text));
      assertThat(first).isSymbolicLink();
      assertThat(second).isSymbolicLink();
      assertThat(disk.resolve("real")).isRegularFile().hasContent(text);
    }
    Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
    AtomicFile.write(device, new byte[100]);
    assertThat(device).isSymbolicLink();
    Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    assertThatThrownBy(() -> AtomicFile.write(circle, new byte[1]))
        .hasMessage(circle + " cannot be written: its links lead in a circle.");
  }
}
