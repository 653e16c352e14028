package octavo.cli.chapter;

import java.io.IOException;

/// One chapter of the notebook: a demonstration that runs in less than a minute, and the page that tells of it.
public interface Chapter {
  /// Its number in the notebook, from 1.
  int number();

  /// A word or two for the command line and for file names, such as `softmax`.
  String name();

  /// What it is about, in a few words.
  String title();

  /// Runs the demonstration, which hands in what it prints and draws. The same every time, but for what it
  /// hands in as measured.
  ///
  /// @throws IOException if pictures that it shows cannot be read
  void run(Findings findings) throws IOException;
}
