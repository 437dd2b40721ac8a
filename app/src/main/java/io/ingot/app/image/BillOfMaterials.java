package io.ingot.app.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Writes what the application jar holds, and an image adds to Spark's jars, as a CycloneDX 1.5 bill
 * of materials: exactly the artifacts that Maven packed, each with the checksum of the jar that was
 * packed. It holds no time and no serial number, so the same jars make the same bytes.
 */
public final class BillOfMaterials {
  private final String version;
  private final Path lib;

  BillOfMaterials(String version, Path lib) {
    this.version = version;
    this.lib = lib;
  }

  /** Takes Ingot's version and the folder of the assembled runtime. */
  public static void main(String[] words) throws IOException {
    Path runtime = Path.of(words[1]);
    List<Artifact> shipped =
        Files.readAllLines(runtime.resolve("shipped")).stream()
            .map(Artifact::of)
            .flatMap(Optional::stream)
            .toList();
    if (shipped.isEmpty()) {
      throw new IllegalStateException("No artifact is listed in " + runtime.resolve("shipped"));
    }
    Files.writeString(
        runtime.resolve("sbom.json"),
        new BillOfMaterials(words[0], runtime.resolve("lib")).of(shipped));
  }

  /** The bill of these artifacts as JSON, sorted by their package URLs. */
  String of(List<Artifact> shipped) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode bill = json.createObjectNode();
    bill.put("bomFormat", "CycloneDX").put("specVersion", "1.5").put("version", 1);
    String self = "pkg:maven/io.ingot/ingot-app@" + version + "?type=jar";
    bill.putObject("metadata")
        .putObject("component")
        .put("type", "application")
        .put("bom-ref", self)
        .put("group", "io.ingot")
        .put("name", "ingot-app")
        .put("version", version)
        .put("purl", self);
    ArrayNode components = bill.putArray("components");
    ArrayNode dependencies = json.createArrayNode();
    for (Artifact artifact :
        shipped.stream().sorted(Comparator.comparing(Artifact::purl)).toList()) {
      ObjectNode component = components.addObject();
      component
          .put("type", "library")
          .put("bom-ref", artifact.purl())
          .put("group", artifact.group())
          .put("name", artifact.name())
          .put("version", artifact.version());
      component
          .putArray("hashes")
          .addObject()
          .put("alg", "SHA-256")
          .put("content", checksum(lib.resolve(artifact.file())));
      component.put("purl", artifact.purl());
      dependencies.add(artifact.purl());
    }
    bill.putArray("dependencies").addObject().put("ref", self).set("dependsOn", dependencies);
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(bill) + "\n";
  }

  private static String checksum(Path jar) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
