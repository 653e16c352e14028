package octavo.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import octavo.format.Safetensors;
import octavo.format.StoredArray;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// One file written by `make_golden.py`.
///
/// @param arrays by name
/// @param torch the version of PyTorch that computed them
record GoldenFile(Map<String, Tensor> arrays, String torch) {
  static GoldenFile read(String name) {
    try {
      Safetensors.Content content = Safetensors.read(folder().resolve(name + ".safetensors"));
      Map<String, Tensor> arrays = new TreeMap<>();
      for (Map.Entry<String, StoredArray> e : content.arrays().entrySet()) {
        StoredArray array = e.getValue();
        arrays.put(e.getKey(), Tensor.over(Shape.of(array.shape()), array.storage()));
      }
      return new GoldenFile(arrays, content.metadata().getOrDefault("torch", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    URL found = Objects.requireNonNull(GoldenFile.class.getResource("/golden/unary.safetensors"));
    try {
      return Objects.requireNonNull(Path.of(found.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The names of all files, without the ending.
  static Set<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString().replace(".safetensors", "")));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names ahead of the slash.
  Set<String> cases() {
    Set<String> names = new TreeSet<>();
    arrays.keySet().forEach(name -> names.add(name.substring(0, name.indexOf('/'))));
    return names;
  }

  Tensor array(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /// The arrays `case/kind0`, `case/kind1`, …
  List<Tensor> numbered(String prefix) {
    List<Tensor> found = new ArrayList<>();
    for (int i = 0; arrays.containsKey(prefix + i); i++) {
      found.add(array(prefix + i));
    }
    return found;
  }

  /// The arrays whose names begin with `prefix`, by the rest of the name.
  Map<String, Tensor> below(String prefix) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    arrays.forEach((name, array) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), array);
      }
    });
    return found;
  }
}
