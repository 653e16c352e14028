package octavo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import octavo.format.FormatException;
import octavo.storage.DType;
import octavo.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  @TempDir private Path folder = Path.of("");

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private void refused(String text, String message) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> Csv.withHeader(file).toTensor())
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": at byte " + message);
  }

  @Test
  void aClassifierGetsNumbersAndClasses() throws IOException {
    Csv csv = Csv.withHeader(write("a\tkind\tb\n1\t10\t2\n3\t9\t4\n5\t10\t-6e-1\n"), '\t');
    TensorDataset data = csv.classification(csv.column("kind"));
    assertThat(data.inputs().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(data.inputs().toFloatArray()).containsExactly(1, 2, 3, 4, 5, -0.6f);
    assertThat(csv.classes(1).names()).containsExactly("9", "10");
    assertThat(data.targets().toLongArray()).containsExactly(1, 0, 1);
    assertThat(DataLoader.inOrder(data, 2).epoch(0)).hasSize(2);
  }

  @Test
  void aRegressionGetsNumbersAlone() throws IOException {
    TensorDataset data = Csv.withoutHeader(write("1,2,3\n4,5,6\n")).regression(0);
    assertThat(data.targets().shape()).isEqualTo(Shape.of(2, 1));
    assertThat(data.targets().toFloatArray()).containsExactly(1, 4);
    assertThat(data.inputs().toFloatArray()).containsExactly(2, 3, 5, 6);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "1f", "2D", "x", "1e999", "?", "1.2.3"})
  void whatIsNoNumberIsNamed(String value) throws IOException {
    refused(
        "é,b\n1,2\n3," + value + "\n",
        "9: expected a number in line 3, column 2 (b), but found '"
            + value
            + "'. Leave the row out or fill the value in.");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    refused(
        "a,b\n\n1,2\n, 4\n",
        "9: expected a number in line 4, column 1 (a), but found nothing. Leave the row out or fill"
            + " the value in.");
    Csv csv = Csv.withHeader(write("a,kind\n1,x\n2, \n"));
    assertThatThrownBy(() -> csv.classification(1))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("t.csv")
                + ": at byte 11: expected a class in line 3, column 2 (kind), but found nothing."
                + " Leave the row out or fill the value in.");
    refused("", "0: expected a line of column names, but found an empty file.");
  }

  @Test
  void quotesMustEncloseTheWholeValue() throws IOException {
    refused(
        "a,b\n1,5\" disk\n",
        "4: expected quotes around the whole value in line 2, column 2, but found one within it.");
    refused(
        "a,b\n\"x\ny\" z,2\n",
        "4: expected the end of the value after its closing quote in line 3, column 1, but found"
            + " ' '.");
    assertThat(Csv.withHeader(write("a,b\n\"\",\"\"\"\"")).rows().getFirst())
        .containsExactly("", "\"");
  }

  @Test
  void onlyUtf8IsText() throws IOException {
    Path file = folder.resolve("latin");
    Files.write(file, "a\né".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Csv.withHeader(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": at byte 2: expected text in UTF-8, but found the byte e9. Save the file as"
                + " UTF-8.");
    assertThatThrownBy(() -> Csv.withHeader(write("a\n1\n"), '"'))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Csv: the delimiter must be neither a quote nor the end of a line, but is U+0022.");
  }

  @Test
  void aDamagedArchiveIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv.gz"), "a,b\n1,2\n");
    assertThatThrownBy(() -> Csv.withHeader(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file + ": at byte 8: expected a whole gzip stream, but found it damaged or cut off.");
  }
}
