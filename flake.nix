{
  description = "Which NixOS machines run what git says, and what changed since last night?";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      # the bundled PostgreSQL is not used on NixOS, so that the platform makes no difference but for the JDK
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
