// SPDX-License-Identifier: Apache-2.0
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.LambdaConverter;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the jOOQ classes from a real PostgreSQL with all migrations applied, and lists the migrations with Flyway's
 * checksums, with which the program recognises a current database.
 *
 * <p>Arguments: the folder of the migrations, the output folder, the package, the folder of the lists. Does nothing if a
 * hash of the migrations, this program and its class path is unchanged; time stamps would miss deleted files.
 */
public final class GenerateJooq {

    /** The locations with migrations, for each InventoryKind. */
    private static final Map<String, List<String>> LOCATIONS = Map.of(
            "own", List.of("inventory", "history", "batch", "rules"),
            "crystal-forge", List.of("crystalforge", "history", "batch", "rules"));

    public static void main(String[] args) throws Exception {
        Path migrations = Path.of(args[0]);
        Path output = Path.of(args[1]);
        Path stamp = output.resolveSibling("jooq.sha256");
        String hash = hashOf(migrations);
        if (Files.isDirectory(output)
                && Files.exists(stamp)
                && Files.readString(stamp).equals(hash)) {
            return;
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Files.createDirectories(output.resolveSibling("codegen-postgres"))
                        .toFile())
                .start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            for (String kind : LOCATIONS.keySet()) {
                list(flyway(url, migrations, kind), Path.of(args[3]).resolve("migrations-" + kind + ".txt"));
            }
            flyway(url, migrations, "own").migrate();
            GenerationTool.generate(configuration(url, output, args[2]));
        }
        Files.writeString(stamp, hash);
    }

    private static Flyway flyway(String url, Path migrations, String kind) {
        return Flyway.configure()
                .loggers("slf4j")
                .dataSource(url, "postgres", "postgres")
                .locations(LOCATIONS.get(kind).stream()
                        .map(location -> "filesystem:" + migrations.resolve(location))
                        .toArray(String[]::new))
                .placeholderReplacement(false)
                .load();
    }

    /** As AppliedMigrations reads them. */
    private static void list(Flyway flyway, Path file) throws IOException {
        List<String> lines = Stream.of(flyway.info().pending())
                .map(migration -> (migration.getVersion() == null ? "" : migration.getVersion() + "|")
                        + migration.getDescription() + "|" + migration.getChecksum())
                .sorted()
                .toList();
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    private static Configuration configuration(String url, Path output, String packageName) {
        return new Configuration()
                .withJdbc(new Jdbc().withUrl(url).withUser("postgres").withPassword("postgres"))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withForcedTypes(
                                        // a symbol in the view for dashboards
                                        word("Status", "displayName", "(?!view_)[^.]+\\.(old_|new_)?status"),
                                        // the reason of a gate or an exemption is free text
                                        word("Reason", "code", "(?!gate_)[^.]+\\.(old_|new_)?reason"),
                                        word("Basis", "code", "[^.]+\\.basis"),
                                        word("Matching", "code", "[^.]+\\.matching"),
                                        word("FindingKind", "code", "[^.]+\\.finding"),
                                        word("Outcome", "code", "[^.]+\\.(gate_)?outcome"),
                                        word("Trigger", "code", "[^.]+\\.run_trigger"))
                                .withSchemata(
                                        new SchemaMappingType().withInputSchema("inventory"),
                                        new SchemaMappingType().withInputSchema("history")))
                        .withGenerate(new Generate()
                                .withGeneratedAnnotation(false)
                                .withJavaTimeTypes(true)
                                .withDaos(false)
                                .withPojos(false)
                                // unused, and half of the generated code
                                .withImplicitJoinPathsToOne(false)
                                .withImplicitJoinPathsToMany(false)
                                .withWhereMethodOverrides(false)
                                .withRenameMethodOverrides(false)
                                .withComments(true))
                        .withTarget(new Target()
                                .withPackageName(packageName)
                                .withDirectory(output.toString())
                                .withClean(true)));
    }

    /** Maps text columns and parameters to an enum of the domain. */
    private static ForcedType word(String type, String code, String columns) {
        String name = "dev.rollcall.schema.domain." + type;
        return new ForcedType()
                .withUserType(name)
                .withLambdaConverter(
                        new LambdaConverter().withFrom(name + "::of").withTo(name + "::" + code))
                .withIncludeExpression("(inventory|history)\\." + columns)
                .withIncludeTypes("text");
    }

    private static String hashOf(Path migrations) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(System.getProperty("java.class.path").getBytes(StandardCharsets.UTF_8));
        Path self = migrations.resolve("../../../../../codegen/java/GenerateJooq.java");
        digest.update(Files.readAllBytes(self));
        try (Stream<Path> files = Files.walk(migrations)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> {
                try {
                    digest.update(migrations.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
