package io.ingot.etl.bronze.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedFilesTest {
  @TempDir Path folder;

  @Test
  void aStoreThatDoesNotGiveAFileIsNoDamageOfTheFile() throws IOException {
    PackedFiles files = new PackedFiles(folder.toString(), new Configuration());
    Files.writeString(folder.resolve("sound"), "id\n1\n");
    Files.writeString(folder.resolve("odd.gz"), "\u001f");

    assertThat(files.damage("sound", PackedFiles::drain)).isEmpty();
    assertThat(files.damage("odd.gz", PackedFiles::drain))
        .get()
        .extracting(DamagedFile::getMessage)
        .asString()
        .contains("its name ends in .gz, but it holds no gzip data");
    assertThatThrownBy(() -> files.damage("gone", PackedFiles::drain))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aFileThatItsCheckSumContradictsIsDamaged() throws IOException {
    PackedFiles files = new PackedFiles(folder.toString(), new Configuration());
    try (var out =
        files.path("sound").getFileSystem(files.configuration()).create(files.path("sound"))) {
      out.writeBytes("id\n1\n");
    }
    Files.writeString(folder.resolve("sound"), "id\n2\n");

    assertThat(files.damage("sound", PackedFiles::drain))
        .get()
        .extracting(DamagedFile::getMessage)
        .asString()
        .contains("its checksum does not match");
  }

  @Test
  void aFileMayUnpackToAHundredMebibytesAndFromThereOnToAThousandTimesItsSize() throws IOException {
    PackedFiles files = new PackedFiles(folder.toString(), new Configuration());
    byte[] zeros = new byte[1 << 20];
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    Map<String, List<byte[]>> parts =
        Map.of(
            "hundred.gz", Collections.nCopies(100, zeros),
            "more.gz", Collections.nCopies(101, zeros),
            "noise.gz",
                Stream.concat(Stream.of(noise), Collections.nCopies(101, zeros).stream()).toList());
    for (Map.Entry<String, List<byte[]>> file : parts.entrySet()) {
      try (OutputStream out =
          new GZIPOutputStream(Files.newOutputStream(folder.resolve(file.getKey())))) {
        for (byte[] part : file.getValue()) {
          out.write(part);
        }
      }
    }

    assertThat(files.damage("hundred.gz", PackedFiles::drain)).isEmpty();
    assertThat(files.damage("noise.gz", PackedFiles::drain)).isEmpty();
    assertThat(files.damage("more.gz", PackedFiles::drain).map(DamagedFile::flaw))
        .contains(Flaw.BAD_FILE);
    assertThat(files.damage("more.gz", PackedFiles::drain))
        .get()
        .extracting(DamagedFile::getMessage)
        .asString()
        .contains("it unpacks to more than 1000 times its size, and more than 100 MiB");
  }
}
