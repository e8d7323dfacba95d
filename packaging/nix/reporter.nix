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
    { readlink -f /run/current-system; /run/current-system/sw/bin/nixos-version --json || :; sh ${../../docs/recipes}/booted; } | ${send}
  '';
  heartbeat = ''
    echo heartbeat | ${send}
  '';

  service = what: script: {
    description = "Rollcall: report ${what}";
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
    enable = lib.mkEnableOption "the reporter, which reports to Rollcall what this machine runs";

    hostname = mkOption {
      type = types.strMatching "[A-Za-z0-9][A-Za-z0-9_.-]*";
      default = config.networking.hostName;
      defaultText = lib.literalExpression "config.networking.hostName";
      description = "The registered name of this machine, for `command`. With ssh, the receiving end maps the key to a name.";
    };

    ssh = {
      target = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "rollcall-drop@rollcall.example.org";
        description = "The ssh destination, which has this machine's key in services.rollcall.reporters, or for docs/recipes/receive. The host must be in programs.ssh.knownHosts.";
      };
      keyFile = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "/etc/ssh/ssh_host_ed25519_key";
        description = "The private key, readable by root at least. The key of the host can be used.";
      };
    };

    command = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = ''curl --fail --silent --data-binary @- "https://rollcall.example.org/drop/$ROLLCALL_HOST"'';
      description = ''
        A command to use instead of ssh. It gets the same data on standard input, and the name of this machine in
        ROLLCALL_HOST. Its output must reach docs/recipes/receive.
      '';
    };

    credentials = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = { token = "/run/secrets/token"; };
      description = "Files readable by root only that the command needs, as $CREDENTIALS_DIRECTORY/NAME.";
    };

    startAt = mkOption {
      type = types.str;
      default = "daily";
      description = "When to report what this machine runs, besides each activation and each boot.";
    };

    heartbeatAt = mkOption {
      type = types.str;
      default = "hourly";
      description = "When to send a heartbeat. Rollcall marks a machine silent after 4 hours without one (`silent-after`).";
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
