# Converts a machine's output of 'readlink -f /run/current-system; nixos-version --json' to a line of states.jsonl; prints
# nothing if it does not begin with a store path. The output is not trusted: the line always has the name $host, and only
# well-formed values are kept, so no machine can break an import.
# Usage: jq --raw-input --slurp --compact-output --arg host NAME --arg at TIME -f state.jq
def name: "[0-9A-Za-z+_?=][0-9A-Za-z+._?=-]*";
split("\n") as $lines
| ($lines[1:] | join("\n") | try fromjson catch null) as $version
| def said($key; $pattern): [$version | objects | .[$key] | strings | select(test("\\A(" + $pattern + ")\\z"))][0];
  $lines[0]
| select(length <= 400 and test("\\A(/" + name + ")*/[0-9a-z]{32}-" + name + "\\z") and (endswith(".drv") | not))
| {
    hostname: $host,
    store_path: .,
    timestamp: $at,
    configuration_revision: said("configurationRevision"; "[0-9a-f]{7,64}(-dirty)?"),
    nixos_version: said("nixosVersion"; "[0-9A-Za-z+._-]{1,100}"),
    nixpkgs_revision: said("nixpkgsRevision"; "[0-9a-f]{7,64}")
  }
| with_entries(select(.value != null))
