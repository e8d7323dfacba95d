# The NixOS options that the modules set, with their types.
{ lib, ... }:
let
  inherit (lib) mkOption types;
  option = type: default: mkOption { inherit type default; };
  strings = option (types.listOf types.str) [ ];
  anything = option (types.attrsOf types.anything) { };
  unit = {
    description = option types.str "";
    wantedBy = strings;
    wants = strings;
    requires = strings;
    after = strings;
    onFailure = strings;
    unitConfig = anything;
  };
in
{
  options = {
    assertions = option (types.listOf types.anything) [ ];
    networking.hostName = option types.str "nixos";
    environment.etc = option (types.attrsOf (types.submodule { options.source = mkOption { type = types.path; }; })) { };
    environment.systemPackages = option (types.listOf types.package) [ ];
    services.openssh.enable = option types.bool false;
    services.nginx = {
      enable = option types.bool false;
      virtualHosts = option
        (types.attrsOf (types.submodule {
          options.locations = option (types.attrsOf (types.submodule { options.root = option (types.nullOr types.path) null; })) { };
        }))
        { };
    };
    services.postgresql = {
      enable = option types.bool false;
      ensureDatabases = strings;
      ensureUsers = option
        (types.listOf (types.submodule {
          options = { name = mkOption { type = types.str; }; ensureDBOwnership = option types.bool false; };
        })) [ ];
      identMap = option types.lines "";
      authentication = option types.lines "";
    };
    users.groups = option (types.attrsOf (types.submodule { options.gid = option (types.nullOr types.int) null; })) { };
    users.users = option
      (types.attrsOf (types.submodule {
        options = {
          isSystemUser = option types.bool false;
          group = option types.str "";
          home = option types.path "/var/empty";
          description = option types.str "";
          useDefaultShell = option types.bool false;
          openssh.authorizedKeys.keys = strings;
        };
      }))
      { };
    systemd.tmpfiles.rules = strings;
    systemd.timers = option (types.attrsOf (types.submodule { options = unit // { timerConfig = anything; }; })) { };
    systemd.services = option
      (types.attrsOf (types.submodule {
        options = unit // {
          path = option (types.listOf types.package) [ ];
          environment = option (types.attrsOf types.str) { };
          script = option types.lines "";
          restartIfChanged = option types.bool true;
          serviceConfig = anything;
        };
      }))
      { };
  };
}
