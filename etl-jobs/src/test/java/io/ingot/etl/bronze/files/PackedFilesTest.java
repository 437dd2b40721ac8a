package io.ingot.etl.bronze.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    assertThat(files.damage("sound", PackedFiles::drain)).contains("its checksum does not match");
  }
}
