package octavo.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The standard output, which remembers why it could not be written to: streams that print only know that.
final class StandardOutput extends OutputStream {
  private final OutputStream to;
  private @Nullable IOException failure;

  StandardOutput() {
    this(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
  }

  StandardOutput(OutputStream to) {
    this.to = to;
  }

  /// What went wrong first, or null.
  @Nullable IOException failure() {
    return failure;
  }

  /// Whether who reads it has seen enough, as `head` has after some lines: that is no failure.
  boolean wasLeft() {
    return failure != null
        && failure.getMessage() != null
        && failure.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
  }

  private IOException failed(IOException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      to.write(bytes, from, count);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      to.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
