package org.liveevents.tools.input;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file to read.
 *
 * @param name what the operator calls it
 * @param size bytes on disk
 */
public record InputFile(String name, Path path, long size, Instant modified) {

  private static final int MAGIC_BYTES = 4;

  /**
   * The files among these paths, in order; of a directory all regular files beneath it, sorted,
   * hidden ones left out.
   *
   * @throws IOException if a path isn't there or can't be read
   */
  public static List<InputFile> among(List<Path> paths) throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> beneath = Files.walk(path)) {
          for (Path file : beneath.filter(found -> isWanted(path, found)).sorted().toList()) {
            files.add(of(file.toString(), file));
          }
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      } else {
        files.add(of(path.toString(), path));
      }
    }
    return files;
  }

  /** A file under a name of its own. */
  public static InputFile of(String name, Path path) throws IOException {
    return new InputFile(name, path, Files.size(path), Files.getLastModifiedTime(path).toInstant());
  }

  /**
   * What is in it, unpacked; gzip and zstd are known by their first bytes, not by name.
   *
   * @param counted told how many bytes were read from disk
   */
  public InputStream open(CountedInput.Listener counted) throws IOException {
    InputStream raw = Files.newInputStream(path);
    try {
      BufferedInputStream packed = new BufferedInputStream(new CountedInput(raw, counted), 65_536);
      packed.mark(MAGIC_BYTES);
      byte[] magic = packed.readNBytes(MAGIC_BYTES);
      packed.reset();
      if (startsWith(magic, 0x1F, 0x8B)) {
        return new GZIPInputStream(packed, 65_536);
      }
      return startsWith(magic, 0x28, 0xB5, 0x2F, 0xFD) ? new ZstdInputStream(packed) : packed;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static boolean isWanted(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return Files.isRegularFile(file);
  }

  private static boolean startsWith(byte[] bytes, int... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
