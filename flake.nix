{
  description = "Which NixOS machines run what git says, and what changed since last night?";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      # NixOS does not use the bundled PostgreSQL, so only the JDK depends on the platform
      systems = [ "x86_64-linux" "aarch64-linux" ];
      forAll = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system});
      withPackage = module: { lib, pkgs, ... }: {
        imports = [ module ];
        services.rollcall.package = lib.mkDefault self.packages.${pkgs.stdenv.hostPlatform.system}.rollcall;
      };
    in
    {
      packages = forAll (pkgs: rec {
        rollcall = pkgs.callPackage ./packaging/nix/package.nix { };
        default = rollcall;
      });

      overlays.default = final: _: { rollcall = final.callPackage ./packaging/nix/package.nix { }; };

      nixosModules = {
        rollcall = withPackage ./packaging/nix/rollcall.nix;
        rollcall-reporter = ./packaging/nix/reporter.nix;
      };
    };
}
