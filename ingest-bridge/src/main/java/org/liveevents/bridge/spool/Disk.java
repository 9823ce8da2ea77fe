package org.liveevents.bridge.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Creates the files of a spool. A seam: tests put a full or failing disk here. */
interface Disk {

  /** The machine's own. */
  Disk REAL =
      new Disk() {
        @Override
        public FileChannel create(Path file) throws IOException {
          return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
      };

  /** Creates a file that wasn't there and opens it for writing. */
  FileChannel create(Path file) throws IOException;

  /** Makes sure that files created or deleted in that directory stay so after a power cut. */
  static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
