# Converts a machine's output of 'readlink -f /run/current-system; nixos-version --json; booted' to a line of states.jsonl; prints
# nothing if it does not begin with a store path. What follows is one JSON object, or one per line. The output is not trusted:
# the line always has the name $host, and only well-formed values are kept, so no machine can break an import.
# Usage: jq --raw-input --slurp --compact-output --arg host NAME --arg at TIME -f state.jq
def name: "[0-9A-Za-z+_?=][0-9A-Za-z+._?=-]*";
def is_store_path: length <= 400 and test("\\A(/" + name + ")*/[0-9a-z]{32}-" + name + "\\z") and (endswith(".drv") | not);
split("\n") as $lines
| ([$lines[1:] | (join("\n"), .[]) | try fromjson catch null | objects] | add) as $answer
| def said($key; $pattern): [$answer | objects | .[$key] | strings | select(test("\\A(" + $pattern + ")\\z"))][0];
  $lines[0]
| select(is_store_path)
| {
    hostname: $host,
    store_path: .,
    timestamp: $at,
    configuration_revision: said("configurationRevision"; "[0-9A-Za-z+._-]{1,100}"),
    nixos_version: said("nixosVersion"; "[0-9A-Za-z+._-]{1,100}"),
    nixpkgs_revision: said("nixpkgsRevision"; "[0-9a-f]{7,64}"),
    booted_store_path: [$answer | objects | .bootedStorePath | strings | select(is_store_path)][0],
    reboot_needed: [$answer | objects | .rebootNeeded | booleans][0]
  }
| with_entries(select(.value != null))
