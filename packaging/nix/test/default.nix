# What the modules generate, and which configurations they reject; .ci/packages checks the result.
#   nix-instantiate --eval --strict --json packaging/nix/test --attr configs
let
  lib = import ./lib.nix;
  program = name: { outPath = "/programs/${name}"; };
  # a script is named by its text, so that the caller can run it
  pkgs = {
    jq = program "jq";
    coreutils = program "coreutils";
    git = program "git";
    openssh = program "openssh";
    writeText = name: text: "/text/${name}";
    writeShellScript = name: text: "/scripts/${name}";
  };
  evaluate = module: (lib.evalModules {
    modules = [ ./nixos.nix ../rollcall.nix ../reporter.nix module { services.rollcall.package = lib.mkDefault (program "rollcall"); } ];
    arguments = { inherit pkgs; };
  }).config;

  # as in NixOS: a failed assertion is an error
  required = module:
    let
      config = evaluate module;
      broken = builtins.filter (a: !a.assertion) config.assertions;
    in
    builtins.deepSeq config (if broken == [ ] then config else throw (builtins.head broken).message);

  server = settings: { services.rollcall = { enable = true; } // settings; };
  reporter = settings: { services.rollcall-reporter = { enable = true; } // settings; };
  remote = { createLocally = false; url = "postgresql://rollcall@db.example.org/fleet"; };

  full = {
    imports = [
      (server {
        flakes."infra 'x'".url = "/srv/infra.git";
        reporters.web = "ssh-ed25519 AAAA";
        policy = ./default.nix;
        outputs.metrics = "/var/lib/node-exporter/rollcall.prom";
        settings = { max-outdated = "5%"; gate = true; };
        virtualHost = "fleet.example.org";
        onFailure = [ "notify@%n.service" ];
        beforeRun = "true";
        startAt = "*-*-* 05:30:00";
      })
      (reporter { ssh = { target = "rollcall-drop@rollcall.example.org"; keyFile = "/etc/ssh/key"; }; })
    ];
    networking.hostName = "web";
  };
  secret = server { database = { createLocally = false; urlFile = "/run/secrets/url"; pgpassFile = "/run/secrets/pgpass"; }; sshKeyFile = "/run/secrets/key"; };
  command = reporter { command = ''receive "$ROLLCALL_HOST" "$DROP"''; hostname = "db"; credentials.token = "/run/secrets/token"; };

  taken = {
    nothing = { };
    smallest = server { };
    remote = server { database = remote; };
    inherit full secret command;
    otherDatabase = server { database.name = "fleet"; };
  };
  exist = "does not exist";
  type = "is not of type";
  # each with part of the message
  refused = {
    unknownOption = [ (server { startsAt = "daily"; }) "`services.rollcall.startsAt' ${exist}" ];
    unknownService = [ { services.rollcal.enable = true; } "`services.rollcal' ${exist}" ];
    wrongType = [ (server { startAt = 2; }) "`services.rollcall.startAt' ${type} `string'" ];
    wrongTypeInside = [ (server { flakes.infra.url = 1; }) "`services.rollcall.flakes.infra.url' ${type}" ];
    missingValue = [ (server { flakes.infra.branch = "main"; }) "`services.rollcall.flakes.infra.url' is used but not defined" ];
    listAsSetting = [ (server { settings.policy = [ "a" ]; }) "`services.rollcall.settings.policy' ${type}" ];
    twoValues = [ { imports = [ (server { startAt = "daily"; }) (server { startAt = "weekly"; }) ]; } "conflicting definitions" ];
    twoDatabases = [ (server { database.url = remote.url; }) "exactly one of" ];
    noDatabase = [ (server { database.createLocally = false; }) "exactly one of" ];
    passwordInStore = [ (server { database = remote // { url = "postgresql://rollcall:secret@db.example.org/fleet"; }; }) "has a password" ];
    hostnameWithBlank = [ (server { reporters."web 1" = "ssh-ed25519 AAAA"; }) "must be a hostname" ];
    keyOfTwoLines = [ (server { reporters.web = "ssh-ed25519 AAAA\nssh-ed25519 BBBB"; }) "must be a single line" ];
    reporterToNobody = [ (reporter { }) "either ssh.target or command" ];
    reporterToTwo = [ (reporter { command = "cat"; ssh.target = "a@b"; }) "either ssh.target or command" ];
    databaseName = [ (server { database.name = "a b"; }) "`services.rollcall.database.name' ${type}" ];
  };

  walked = path: option:
    if option._type or "" == "option" then builtins.filter (_: !(option ? description)) [ path ]
    else builtins.concatLists (lib.mapAttrsToList (name: walked "${path}.${name}") option);
  options = (lib.evalModules { modules = [ ../rollcall.nix ../reporter.nix ]; arguments = { inherit pkgs; }; }).options;
in
{
  undocumented = walked "options" options;
  configs = builtins.mapAttrs (_: module: { inherit (required module) services users systemd environment; }) taken;
  refused = builtins.mapAttrs (_: case: required (builtins.elemAt case 0)) refused;
  # the text of the forced command
  receive =
    let
      key = builtins.head (lib.evalModules {
        modules = [ ./nixos.nix ../rollcall.nix (server { reporters.web = "KEY"; }) { services.rollcall.package = program "rollcall"; } ];
        arguments.pkgs = pkgs // { writeShellScript = _: text: text; };
      }).config.users.users.rollcall-drop.openssh.authorizedKeys.keys;
    in
    builtins.head (builtins.match "restrict,command=\"(.*) web\" KEY" key);
  sentences = builtins.mapAttrs (_: case: builtins.elemAt case 1) refused;
}
