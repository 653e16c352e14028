package octavo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import octavo.format.FormatException;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
  @TempDir private Path folder = Path.of("");

  private static byte[] labels(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + values.length).putInt(0x801).putInt(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  private static byte[] images(int count) {
    return ByteBuffer.allocate(16 + count * 4)
        .putInt(0x803)
        .putInt(count)
        .putInt(2)
        .putInt(2)
        .array();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void readsPlainAndCompressed() throws IOException {
    assertThat(Idx.read(write("a", labels(3, 1, 2)), 1).bytes()).containsExactly(3, 1, 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(labels(7));
    }
    assertThat(Idx.read(write("a.gz", out.toByteArray()), 1).bytes()).containsExactly(7);
    Path cut = write("b.gz", Arrays.copyOf(out.toByteArray(), out.size() - 9));
    assertThatThrownBy(() -> Idx.read(cut, 1))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected a whole gzip stream, but found it damaged or cut off");
  }

  @Test
  void garbageIsNamed() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Idx.read(missing, 1))
        .hasMessage(
            missing + ": expected an IDX file, but found no file of that name. Is the name right?");
    Path empty = write("empty", new byte[0]);
    assertThatThrownBy(() -> Idx.read(empty, 1))
        .hasMessage(
            empty + ": at byte 0: expected an IDX header of at least 4 bytes, but found 0 bytes.");
    Path cut = write("cut", Arrays.copyOf(labels(1, 2, 3), 9));
    assertThatThrownBy(() -> Idx.read(cut, 1))
        .hasMessage(cut + ": at byte 8: expected 3 bytes for the sizes [3], but found 1 bytes.");
    Path huge =
        write("huge", ByteBuffer.allocate(9).putInt(0x801).putInt(Integer.MAX_VALUE).array());
    assertThatThrownBy(() -> Idx.read(huge, 1)).hasMessageContaining("but found 1 bytes");
    Path kind = write("kind", images(1));
    assertThatThrownBy(() -> Idx.read(kind, 1))
        .hasMessage(
            kind
                + ": at byte 0: expected the bytes 00 00 08 01 of an IDX file of unsigned bytes with 1"
                + " axes, but found 00 00 08 03.");
  }

  @Test
  void aFolderMustHoldAllFourFilesThatFit() throws IOException {
    assertThatThrownBy(() -> FashionMnist.train(folder))
        .hasMessageContaining("expected the file train-labels-idx1-ubyte or");
    write("train-labels-idx1-ubyte", labels(1, 12));
    write("train-images-idx3-ubyte", images(2));
    assertThatThrownBy(() -> FashionMnist.train(folder))
        .hasMessageContaining("at byte 9: expected a label from 0 to 9, but found 12");
    write("train-labels-idx1-ubyte", labels(1, 2, 3));
    assertThatThrownBy(() -> FashionMnist.train(folder))
        .hasMessageContaining("at byte 4: expected 2 labels, one for each image");
    write("train-labels-idx1-ubyte", labels(1, 2));
    assertThat(FashionMnist.train(folder).size()).isEqualTo(2);
  }

  @Test
  void csvKnowsQuotes() throws IOException {
    Csv csv =
        Csv.withHeader(
            write("t.csv", "a,\"b,c\"\n1,\"x \"\"y\"\"\nz\"\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(csv.header()).containsExactly("a", "b,c");
    assertThat(csv.rows().getFirst()).containsExactly("1", "x \"y\"\nz");
    assertThatThrownBy(csv::toTensor)
        .hasMessage(
            folder.resolve("t.csv")
                + ": at byte 8: expected a number in line 2, column 2 (b,c), but found 'x \"y\"\nz'. Leave"
                + " the row out or fill the value in.");
    Path ragged = write("r.csv", "1,2\n\n3\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Csv.withoutHeader(ragged))
        .hasMessage(
            ragged
                + ": at byte 5: expected 2 values in line 3, as many as in the first, but found 1.");
    Path open = write("o.csv", "1,\"2\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Csv.withoutHeader(open))
        .hasMessage(
            open
                + ": at byte 0: expected a closing quote for the row of line 1, but found the end.");
    Path missing = folder.resolve("missing.csv");
    assertThatThrownBy(() -> Csv.withHeader(missing))
        .hasMessage(
            missing
                + ": expected a CSV file, but found no file of that name. Is the name"
                + " right?");
  }

  @Test
  void csvHasColumnsAndClasses() throws IOException {
    String text = "\uFEFFwidth;kind;height\r\n1.5;iris;2\r\n;rose;3\r\n4;iris;5";
    Csv csv = Csv.withHeader(write("k.csv", text.getBytes(StandardCharsets.UTF_8)), ';');
    assertThat(csv.header()).containsExactly("width", "kind", "height");
    assertThat(csv.toTensor(csv.column("height")).toDoubleArray()).containsExactly(2, 3, 5);
    assertThat(csv.classes(1).names()).containsExactly("iris", "rose");
    assertThat(csv.classes(1).numbers().toLongArray()).containsExactly(0, 1, 0);
    assertThatThrownBy(() -> csv.toTensor(0))
        .hasMessageContaining("expected a number in line 3, column 1 (width), but found nothing.");
    assertThatThrownBy(() -> csv.column("depth"))
        .hasMessage(
            folder.resolve("k.csv")
                + ": the column must be one of [width, kind, height], but is 'depth'.");
  }

  @Test
  void everyTypeOfIdxIsRead() throws IOException {
    byte[] shorts =
        ByteBuffer.allocate(12)
            .putInt(0xB01)
            .putInt(2)
            .putShort((short) -2)
            .putShort((short) 300)
            .array();
    assertThat(Idx.readTensor(write("s", shorts)).toLongArray()).containsExactly(-2, 300);
    byte[] ints = ByteBuffer.allocate(12).putInt(0xC01).putInt(1).putInt(-70_000).array();
    assertThat(Idx.readTensor(write("i", ints)).toLongArray()).containsExactly(-70_000);
    byte[] floats = ByteBuffer.allocate(16).putInt(0xD02).putInt(1).putInt(1).putFloat(.1f).array();
    assertThat(Idx.readTensor(write("f", floats))).isEqualTo(Tensors.of(new float[] {.1f}, 1, 1));
    byte[] doubles = ByteBuffer.allocate(16).putInt(0xE01).putInt(1).putDouble(.1).array();
    assertThat(Idx.readTensor(write("d", doubles)).get(0)).isEqualTo(.1);
    byte[] signed = ByteBuffer.allocate(9).putInt(0x901).putInt(1).put((byte) -3).array();
    assertThat(Idx.readTensor(write("b", signed)).to(DType.INT64).item()).isEqualTo(-3);
    assertThat(Idx.readTensor(write("u", labels(200))).dtype()).isEqualTo(DType.UINT8);
    Path other = write("o", ByteBuffer.allocate(8).putInt(0x701).array());
    assertThatThrownBy(() -> Idx.readTensor(other))
        .hasMessage(
            other + ": at byte 2: expected a type of IDX: 08, 09, 0b, 0c, 0d or 0e, but found 07.");
  }

  @Test
  void theDigitsComeWithTheLibrary() {
    ImageDataset digits = Digits.all();
    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.labels()).startsWith((byte) 0, (byte) 1, (byte) 2);
    assertThat(Digits.train().size()).isEqualTo(1438);
    assertThat(Digits.test().size()).isEqualTo(359);
    Batch batch = Digits.test().batch(0, 358);
    assertThat(batch.inputs().shape()).isEqualTo(Shape.of(2, 1, 8, 8));
    assertThat(batch).isEqualTo(digits.batch(4, 1794));
    assertThat(Digits.train().batch(4)).isEqualTo(digits.batch(5));
    Batch all = digits.batch(IntStream.range(0, 1797).toArray());
    assertThat(all.inputs().mean().item()).isBetween(-2e-3, 2e-3);
    assertThat(all.inputs().square().mean().item()).isBetween(0.99, 1.01);
  }

  @Test
  void batchesDependOnGeneratorAndEpochAlone() {
    TensorDataset data = new TensorDataset(Tensors.arange(20).reshape(20, 1), Tensors.arange(20));
    DataLoader loader = DataLoader.shuffled(data, 6, Rng.of(4));
    assertThat(loader.batches()).isEqualTo(4);
    assertThat(loader.dropLast().batches()).isEqualTo(3);
    Iterator<Batch> whole = loader.iterator(3, 0);
    whole.next();
    whole.next();
    Iterator<Batch> rest = DataLoader.shuffled(data, 6, Rng.of(4)).iterator(3, 2);
    assertThat(rest.next().targets()).isEqualTo(whole.next().targets());
    assertThat(rest.next().size()).isEqualTo(2);
    assertThat(rest.hasNext()).isFalse();
    assertThat(loader.iterator(4, 0).next().targets())
        .isNotEqualTo(loader.iterator(3, 0).next().targets());
    Dataset broken =
        data.map(batch -> {
          throw new IllegalStateException("broken");
        });
    assertThatThrownBy(() -> DataLoader.inOrder(broken, 4).iterator(0, 0).next())
        .hasMessage("broken");
  }
}
