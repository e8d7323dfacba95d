# For every machine of the fleet: reports what it runs after each activation and once a day, and sends a heartbeat every
# hour.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkOption types escapeShellArg;
  cfg = config.services.rollcall-reporter;
  isSsh = cfg.ssh.target != null;

  # docs/recipes/receive reads it at the other end
  send =
    if isSsh then
      ''ssh -T -o BatchMode=yes -o ConnectTimeout=15 -o IdentitiesOnly=yes ${
        lib.optionalString (cfg.ssh.keyFile != null) ''-i "$CREDENTIALS_DIRECTORY/ssh-key"''
      } -- ${escapeShellArg cfg.ssh.target}''
    else "ROLLCALL_HOST=${escapeShellArg cfg.hostname} sh -c ${escapeShellArg cfg.command}";

  state = ''
    { readlink -f /run/current-system; /run/current-system/sw/bin/nixos-version --json || :; } | ${send}
  '';
  heartbeat = ''
    echo heartbeat | ${send}
  '';

  service = what: script: {
    description = "Rollcall: tell ${what}";
    wants = [ "network-online.target" ];
    after = [ "network-online.target" ];
    path = [ pkgs.openssh ];
    script = "set -o pipefail\n" + script;
    unitConfig.StartLimitIntervalSec = 0;
    serviceConfig = import ./hardening.nix // {
      # not oneshot: a deployment must not wait for the network or fail without it
      Type = "exec";
      Restart = "on-failure";
      RestartSec = "10min";
      RuntimeMaxSec = "5min";
      DynamicUser = true;
      MemoryDenyWriteExecute = true;
      LoadCredential =
        lib.optional (cfg.ssh.keyFile != null) "ssh-key:${cfg.ssh.keyFile}"
        ++ lib.mapAttrsToList (name: file: "${name}:${file}") cfg.credentials;
    };
  };
  timer = when: spread: {
    wantedBy = [ "timers.target" ];
    timerConfig = { OnCalendar = when; RandomizedDelaySec = spread; Persistent = true; };
  };
in
{
  options.services.rollcall-reporter = {
    enable = lib.mkEnableOption "the reporter, which says to Rollcall what this machine runs";

    hostname = mkOption {
      type = types.strMatching "[A-Za-z0-9][A-Za-z0-9_.-]*";
      default = config.networking.hostName;
      defaultText = lib.literalExpression "config.networking.hostName";
      description = "The name under which this machine is registered as a system, for `command`. A key of ssh has its name at the other end.";
    };

    ssh = {
      target = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "rollcall-drop@rollcall.example.org";
        description = "Where to send it by ssh: a key of services.rollcall.reporters, or of docs/recipes/receive. The host has to be in programs.ssh.knownHosts.";
      };
      keyFile = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "/etc/ssh/ssh_host_ed25519_key";
        description = "The private key. Only root has to be able to read it, so the key of the host will do.";
      };
    };

    command = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = ''curl --fail --silent --data-binary @- "https://rollcall.example.org/drop/$ROLLCALL_HOST"'';
      description = ''
        A command to use in place of ssh. It gets on standard input what ssh would send, and the name of this machine in
        ROLLCALL_HOST. What it sends has to reach docs/recipes/receive.
      '';
    };

    credentials = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = { token = "/run/secrets/token"; };
      description = "Files that only root can read and the command needs: each is $CREDENTIALS_DIRECTORY/NAME there.";
    };

    startAt = mkOption {
      type = types.str;
      default = "daily";
      description = "When to say what this machine runs, beside each activation and each boot.";
    };

    heartbeatAt = mkOption {
      type = types.str;
      default = "hourly";
      description = "When to say that this machine is alive. Rollcall calls it silent after 4 hours without (`silent-after`).";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [{
      assertion = isSsh != (cfg.command != null);
      message = "services.rollcall-reporter: expected either ssh.target or command.";
    }];

    # Each switch and each boot starts multi-user.target, and with it the units it wants that have exited.
    systemd.services.rollcall-reporter = service "what this machine runs" state
      // { wantedBy = [ "multi-user.target" ]; };
    systemd.services.rollcall-heartbeat = service "that this machine is alive" heartbeat;
    systemd.timers.rollcall-reporter = timer cfg.startAt "1h";
    systemd.timers.rollcall-heartbeat = timer cfg.heartbeatAt "10min";
  };
}
