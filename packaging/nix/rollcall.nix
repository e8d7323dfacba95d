# The machine that assesses the fleet every night.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkOption mkIf types literalExpression escapeShellArg;
  cfg = config.services.rollcall;
  state = "/var/lib/rollcall";
  drop = "${state}/drop";
  archive = "${state}/archive";

  given = lib.filterAttrs (_: value: value != null);
  text = value: if builtins.isBool value then lib.boolToString value else toString value;
  properties = pkgs.writeText "rollcall.properties"
    (lib.concatStrings (lib.mapAttrsToList (key: value: "${key} = ${text value}\n") cfg.settings));

  # a name may contain characters that are special in paths or shells
  clone = name: escapeShellArg "/var/cache/rollcall/${builtins.hashString "sha256" name}.git";
  importOf = name: flake: ''
    # ${builtins.hashString "sha256" name}
    if [ -d ${clone name} ]; then
      git -C ${clone name} fetch --quiet --prune ${escapeShellArg flake.url} '+refs/heads/*:refs/heads/*' || missed ${escapeShellArg name}
    else
      git clone --quiet --bare -- ${escapeShellArg flake.url} ${clone name} || missed ${escapeShellArg name}
    fi
    if [ -d ${clone name} ]; then
      rollcall import git --config ${properties} --flake ${escapeShellArg name} ${clone name} --branch ${escapeShellArg flake.branch} || missed ${escapeShellArg name}
    fi
  '';

  # the recipe, which binds a key to a machine
  receive = pkgs.writeShellScript "rollcall-receive" ''
    export PATH=${lib.makeBinPath [ pkgs.jq pkgs.coreutils ]}:$PATH
    exec ${../../docs/recipes}/receive "$1" ${drop}
  '';
in
{
  options.services.rollcall = {
    enable = lib.mkEnableOption "Rollcall, which checks every night which machines run what git says";

    package = mkOption {
      type = types.package;
      defaultText = literalExpression "the package of the flake";
      description = "The Rollcall package to use.";
    };

    startAt = mkOption {
      type = types.str;
      default = "*-*-* 02:00:00";
      example = "Mon..Fri 05:30";
      description = "When to run, in the format of systemd.time(7). A run missed while the machine was off is caught up.";
    };

    randomizedDelaySec = mkOption {
      type = types.str;
      default = "10min";
      description = "The maximum random delay of the start.";
    };

    database = {
      createLocally = mkOption {
        type = types.bool;
        default = true;
        description = "Whether to use this machine's PostgreSQL, over its socket with peer authentication and no password.";
      };

      name = mkOption {
        type = types.strMatching "[a-z_][a-z0-9_]*";
        default = "rollcall";
        description = "The name of the database, which services.postgresql creates if it is local, with an owner of the same name.";
      };

      url = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "postgresql://rollcall@db.example.org/fleet?sslmode=verify-full";
        description = "The URL of the database if it is not local. It is stored in the Nix store, so it must not contain a password.";
      };

      urlFile = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "/run/secrets/rollcall-url";
        description = "A file with the URL of the database, including its password if it has one, readable by root at least.";
      };

      pgpassFile = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "/run/secrets/rollcall-pgpass";
        description = "A file with the password for `url`, in .pgpass format (host:port:database:user:password), readable by root at least.";
      };

      migrate = mkOption {
        type = types.bool;
        default = cfg.database.createLocally;
        defaultText = literalExpression "config.services.rollcall.database.createLocally";
        description = "Whether to migrate the schemas before each run. Needs the role that owns them.";
      };
    };

    flakes = mkOption {
      default = { };
      example = literalExpression ''{ infra = { url = "https://git.example.org/infra"; branch = "main"; }; }'';
      description = "The flakes whose commits are fetched before each run, into bare clones in the cache.";
      type = types.attrsOf (types.submodule {
        options = {
          url = mkOption {
            type = types.str;
            example = "https://git.example.org/infra";
            description = "The URL to fetch from. It is stored in the Nix store, so it must not contain a password.";
          };
          branch = mkOption {
            type = types.str;
            default = "main";
            description = "The branch that machines should run.";
          };
        };
      });
    };

    sshKeyFile = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "/run/secrets/rollcall-deploy-key";
      description = "A private key for flakes fetched over ssh. Their hosts must be in programs.ssh.knownHosts.";
    };

    reporters = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = literalExpression ''{ web = "ssh-ed25519 AAAA..."; }'';
      description = ''
        The machines that send their state over ssh, with their public keys. They log in as rollcall-drop, and each key can
        only add lines about its machine.
      '';
    };

    beforeRun = mkOption {
      type = types.lines;
      default = "";
      example = "rollcall import /srv/evaluations --config /etc/rollcall/rollcall.properties";
      description = "Shell commands to run before each night, for example to evaluate commits. If one fails, the run is skipped.";
    };

    policy = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = literalExpression "./policy.yaml";
      description = "The policy of the gate. The service counts a failed or undecided gate (exit codes 10 and 11) as success.";
    };

    outputs = lib.genAttrs [ "json" "junit" "metrics" "summary" ] (name: mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "/var/lib/rollcall/${name}";
      description = "The ${name} file to write each night. Outside of ${state}, the user rollcall must have write access to the folder.";
    });

    settings = mkOption {
      type = types.attrsOf (types.oneOf [ types.str types.int types.bool ]);
      default = { };
      example = { max-outdated = "5%"; silent-after = "6h"; };
      description = "Options of `rollcall run` without their dashes. They are stored in the Nix store and in /etc/rollcall/rollcall.properties.";
    };

    virtualHost = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "fleet.example.org";
      description = "The virtual host of services.nginx that serves the archive of reports. It has no authentication; add basicAuthFile or the like.";
    };

    onFailure = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "notify@%n.service" ];
      description = "Units to start when a run fails.";
    };
  };

  config = mkIf cfg.enable {
    assertions = [
      {
        assertion = lib.count (x: x) [ cfg.database.createLocally (cfg.database.url != null) (cfg.database.urlFile != null) ] == 1;
        message = "services.rollcall.database: expected exactly one of createLocally, url and urlFile; set createLocally = false for the others.";
      }
      {
        assertion = cfg.database.url == null || builtins.match ".*://[^/@]*:[^/@]*@.*" cfg.database.url == null;
        message = "services.rollcall.database.url has a password, which everybody could read in the Nix store; use pgpassFile or urlFile.";
      }
      {
        assertion = lib.all (host: builtins.match "[A-Za-z0-9][A-Za-z0-9_.-]*" host != null) (builtins.attrNames cfg.reporters);
        message = "services.rollcall.reporters: a name must be a hostname.";
      }
      {
        assertion = lib.all (key: builtins.match "[^\n]*" key != null) (builtins.attrValues cfg.reporters);
        message = "services.rollcall.reporters: a key must be a single line.";
      }
    ];

    services.rollcall.settings = lib.mapAttrs (_: lib.mkDefault) (given {
      home = "${state}/home";
      out = archive;
      import = drop;
      db-url =
        if cfg.database.createLocally
        then "postgresql://${cfg.database.name}@/${cfg.database.name}?host=/run/postgresql"
        else cfg.database.url;
      policy = if cfg.policy == null then null else "${cfg.policy}";
      inherit (cfg.outputs) json junit metrics summary;
    });

    services.postgresql = mkIf cfg.database.createLocally {
      enable = true;
      ensureDatabases = [ cfg.database.name ];
      ensureUsers = [{ name = cfg.database.name; ensureDBOwnership = true; }];
      # peer authentication maps users of the system to users of the database
      identMap = mkIf (cfg.database.name != "rollcall") "rollcall rollcall ${cfg.database.name}";
      authentication = mkIf (cfg.database.name != "rollcall")
        (lib.mkBefore "local ${cfg.database.name} ${cfg.database.name} peer map=rollcall");
    };

    services.nginx = mkIf (cfg.virtualHost != null) {
      enable = true;
      virtualHosts.${cfg.virtualHost}.locations."/".root = archive;
    };

    # not a dynamic user: a web server reads the archive, and another user writes to the drop folder
    users.users.rollcall = { isSystemUser = true; group = "rollcall"; home = state; description = "Rollcall"; };
    users.groups.rollcall = { };
    users.users.rollcall-drop = mkIf (cfg.reporters != { }) {
      isSystemUser = true;
      group = "rollcall";
      useDefaultShell = true;
      description = "Receives states for Rollcall";
      openssh.authorizedKeys.keys =
        lib.mapAttrsToList (host: key: ''restrict,command="${receive} ${host}" ${key}'') cfg.reporters;
    };
    services.openssh.enable = mkIf (cfg.reporters != { }) true;
    # exists before the first night, so that machines can send at once
    systemd.tmpfiles.rules = [
      "d ${state} 0755 rollcall rollcall -"
      "d ${archive} 0755 rollcall rollcall -"
      "d ${drop} 2770 rollcall rollcall -"
    ];

    environment.etc."rollcall/rollcall.properties".source = properties;
    environment.systemPackages = [ cfg.package ];

    systemd.timers.rollcall = {
      description = "Nightly Rollcall run";
      wantedBy = [ "timers.target" ];
      timerConfig = {
        OnCalendar = cfg.startAt;
        RandomizedDelaySec = cfg.randomizedDelaySec;
        Persistent = true;
      };
    };

    systemd.services.rollcall = {
      description = "Rollcall: assess the fleet and write the report";
      wants = [ "network-online.target" ];
      requires = lib.optional cfg.database.createLocally "postgresql.service";
      after = [ "network-online.target" ]
        ++ lib.optionals cfg.database.createLocally [ "postgresql.service" "postgresql.target" ];
      inherit (cfg) onFailure;
      # a deployment neither starts nor stops a run
      restartIfChanged = false;
      path = [ cfg.package pkgs.git pkgs.openssh ];
      environment = lib.optionalAttrs (cfg.database.pgpassFile != null) { PGPASSFILE = "%d/pgpass"; }
        // lib.optionalAttrs (cfg.sshKeyFile != null) {
        GIT_SSH_COMMAND = "ssh -o BatchMode=yes -i %d/ssh-key -o IdentitiesOnly=yes";
      };
      script = ''
        missed() { echo "rollcall: the commits of $1 could not be brought up to date; the night is made without them" >&2; }
      '' + lib.optionalString (cfg.database.urlFile != null) ''
        ROLLCALL_DB_URL=$(cat "$CREDENTIALS_DIRECTORY/db-url")
        export ROLLCALL_DB_URL
      '' + lib.optionalString cfg.database.migrate ''
        rollcall migrate --config ${properties}
      '' + lib.concatStrings (lib.mapAttrsToList importOf cfg.flakes) + cfg.beforeRun + ''

        exec rollcall run --config ${properties}
      '';
      serviceConfig = import ./hardening.nix // {
        Type = "oneshot";
        SuccessExitStatus = "10 11";
        TimeoutStartSec = "6h";
        Nice = 10;
        User = "rollcall";
        Group = "rollcall";
        StateDirectory = "rollcall rollcall/archive";
        CacheDirectory = "rollcall";
        WorkingDirectory = state;
        UMask = "0022";
        LoadCredential = lib.mapAttrsToList (name: file: "${name}:${file}") (given {
          db-url = cfg.database.urlFile;
          pgpass = cfg.database.pgpassFile;
          ssh-key = cfg.sshKeyFile;
        });
        ReadWritePaths = map dirOf
          (lib.filter (file: !lib.hasPrefix "${state}/" file) (builtins.attrValues (given cfg.outputs)));
      };
    };
  };
}
