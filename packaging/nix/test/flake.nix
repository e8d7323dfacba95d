# The outputs of the flake, with a nixpkgs of names only: they can be evaluated, not built.
let
  lib = import ./lib.nix;
  nixpkgs = {
    inherit lib;
    legacyPackages = lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (system: { callPackage = file: _: { inherit system; outPath = baseNameOf file; }; });
  };
  self = (import ../../../flake.nix).outputs { inherit self nixpkgs; };
  pkgs = { stdenv.hostPlatform.system = "aarch64-linux"; writeText = name: _: "/text/${name}"; writeShellScript = name: _: "/scripts/${name}"; };
  config = (lib.evalModules {
    modules = [ ./nixos.nix self.nixosModules.rollcall self.nixosModules.rollcall-reporter ];
    arguments = { inherit pkgs; };
  }).config;
in
{
  packages = builtins.mapAttrs (_: builtins.attrNames) self.packages;
  modules = builtins.attrNames self.nixosModules;
  package = config.services.rollcall.package.system;
}
