# Rollcall with its JDK, and the PostgreSQL and git that it starts. Uses an existing jar:
#   rollcall.override { jar = ./rollcall.jar; }
# or builds from source; the first build fails and prints the hash of Maven's downloads, to be set here:
#   rollcall.override { mvnHash = "sha256-..."; }
{ lib
, stdenvNoCC
, makeWrapper
, maven
, jdk21_headless
, coreutils
, git
, postgresql
, jar ? null
, mvnHash ? lib.fakeHash
}:
let
  version = "0.1.0";

  built = maven.buildMavenPackage {
    pname = "rollcall-jar";
    inherit version mvnHash;
    src = lib.cleanSource ../..;
    mvnJdk = jdk21_headless;
    # classes are generated from a PostgreSQL with all migrations applied
    nativeBuildInputs = [ postgresql ];
    mvnParameters = "-DskipTests -DskipITs -Dspotless.check.skip=true -Dmdep.analyze.skip=true";
    installPhase = "install -Dm644 reconciler/target/rollcall.jar $out/rollcall.jar";
  };

  program = if jar == null then "${built}/rollcall.jar" else "${jar}";
in
stdenvNoCC.mkDerivation {
  pname = "rollcall";
  inherit version;
  dontUnpack = true;
  nativeBuildInputs = [ makeWrapper ];
  installPhase = ''
    runHook preInstall
    install -Dm755 ${../../bin/rollcall} $out/lib/rollcall/rollcall
    install -Dm644 ${program} $out/lib/rollcall/rollcall.jar
    makeWrapper $out/lib/rollcall/rollcall $out/bin/rollcall \
      --set JAVA_HOME ${jdk21_headless.home} \
      --suffix PATH : ${lib.makeBinPath [ coreutils git postgresql ]}
    runHook postInstall
  '';
  meta = {
    description = "Which NixOS machines run what git says, and what changed since last night?";
    license = lib.licenses.asl20;
    mainProgram = "rollcall";
    platforms = lib.platforms.linux;
  };
}
