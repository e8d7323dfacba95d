# The package, built by a stand-in for nixpkgs' builder with this machine's programs. It runs the package's install phase;
# the wrapper is what makeWrapper would write, and Java is a script that prints what it would start.
{ jar }:
let
  lib = import ./lib.nix;
  system = builtins.currentSystem;
  run = name: script: derivation {
    inherit name system;
    builder = "/bin/sh";
    args = [ "-euc" "export PATH=/usr/bin:/bin\n${script}" ];
  };
  jdk = run "jdk" ''
    mkdir -p $out/bin
    printf '#!/bin/sh\nwhile [ $# -gt 0 ]; do [ "$1" != -jar ] || echo "ROLLCALL_JAR=$2"; shift; done\n' >$out/bin/java
    chmod 755 $out/bin/java
  '';
in
import ../package.nix {
  inherit lib;
  stdenvNoCC.mkDerivation = given: run "${given.pname}-${given.version}" ''
    runHook() { :; }
    makeWrapper() {
      mkdir -p "$(dirname "$2")"
      [ "$3 $4" = "--set JAVA_HOME" ] && [ "$6 $7 $8" = "--suffix PATH :" ]
      printf '#!/bin/sh\nexport JAVA_HOME=%s PATH=$PATH:%s\nexec %s "$@"\n' "$5" "$9" "$1" >"$2"
      chmod 755 "$2"
    }
    ${given.installPhase}
  '';
  makeWrapper = null;
  maven = null;
  jdk21_headless = jdk // { home = "${jdk}"; };
  coreutils = "/usr";
  git = "/usr";
  postgresql = "/usr";
  jar = builtins.toPath jar;
}
