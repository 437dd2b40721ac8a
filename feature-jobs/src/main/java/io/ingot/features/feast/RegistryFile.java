package io.ingot.features.feast;

import io.ingot.features.wire.ProtoWriter;
import java.time.Instant;
import java.util.UUID;

/** A repository as the file that Feast's clients read: one {@code feast.core.Registry}. */
final class RegistryFile {
  private static final String SCHEMA = "1";

  private RegistryFile() {}

  /**
   * The bytes of the file.
   *
   * @param written when; the rest depends on the repository alone
   */
  static byte[] bytes(FeastRepository repository, Instant written) {
    String project = repository.project();
    ProtoWriter entities = new ProtoWriter();
    repository.entities().forEach(entity -> entities.message(1, entity.message(project)));
    ProtoWriter rest = new ProtoWriter();
    repository.views().forEach(view -> rest.message(6, view.message(project)));
    repository.services().forEach(service -> rest.message(7, service.message(project)));
    repository.views().forEach(view -> rest.message(12, view.source().message(project)));
    // Clients up to 0.39 look for the project in one field, later ones in the other.
    rest.message(15, new ProtoWriter().text(1, project).text(2, id(ProtoWriter.utf8(project))))
        .message(17, new ProtoWriter().message(1, new ProtoWriter().text(1, project)));
    byte[] content = new ProtoWriter().raw(entities.bytes()).raw(rest.bytes()).bytes();
    return new ProtoWriter()
        .raw(entities.bytes())
        .text(3, SCHEMA)
        .text(4, id(content))
        .message(5, FeastTimestamp.message(written))
        .raw(rest.bytes())
        .bytes();
  }

  private static String id(byte[] of) {
    return UUID.nameUUIDFromBytes(of).toString();
  }
}
