# A small stand-in for nixpkgs' lib and module system, for a machine with Nix but no nixpkgs: options with types, definitions
# with conditions and priorities, merging, submodules. An undeclared option, a missing value, a wrong type and conflicting
# values are errors, as in nixpkgs. Only what the modules here use.
let
  inherit (builtins) attrNames attrValues concatMap elem elemAt filter foldl' genList head isAttrs isBool isFunction isInt
    isList isString length listToAttrs map mapAttrs match replaceStrings stringLength substring toJSON toString typeOf;

  lib = rec {
    fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    licenses.asl20 = "Apache-2.0";
    platforms.linux = [ "x86_64-linux" "aarch64-linux" ];
    cleanSource = path: path;
    all = builtins.all;
    count = test: list: length (filter test list);
    optional = condition: value: if condition then [ value ] else [ ];
    optionals = condition: list: if condition then list else [ ];
    optionalString = condition: string: if condition then string else "";
    optionalAttrs = condition: set: if condition then set else { };
    concatStrings = builtins.concatStringsSep "";
    inherit mapAttrs;
    mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
    filterAttrs = test: set: listToAttrs
      (concatMap (name: optional (test name set.${name}) { inherit name; value = set.${name}; }) (attrNames set));
    genAttrs = names: f: listToAttrs (map (name: { inherit name; value = f name; }) names);
    inherit filter;
    boolToString = value: if value then "true" else "false";
    hasPrefix = prefix: string: substring 0 (stringLength prefix) string == prefix;
    escapeShellArg = value: "'" + replaceStrings [ "'" ] [ "'\\''" ] (toString value) + "'";
    makeBinPath = packages: builtins.concatStringsSep ":" (map (package: "${package}/bin") packages);

    literalExpression = text: { _type = "literalExpression"; inherit text; };
    mkOption = option: option // { _type = "option"; };
    mkEnableOption = what: mkOption { type = types.bool; default = false; description = "Whether to enable ${what}."; };
    mkIf = condition: content: { _type = "if"; inherit condition content; };
    mkMerge = contents: { _type = "merge"; inherit contents; };
    mkOverride = priority: content: { _type = "override"; inherit priority content; };
    mkDefault = mkOverride 1000;
    mkForce = mkOverride 50;
    mkBefore = content: content;
    inherit types evalModules;
  };

  isKind = kind: value: isAttrs value && (value._type or "") == kind;
  plain = name: check: { inherit name check; merge = path: values: same path values; };
  same = path: values:
    if lib.all (value: value == head values) values then head values
    else throw "The option `${path}' has conflicting definitions.";

  types = {
    bool = plain "boolean" isBool;
    str = plain "string" isString;
    int = plain "integer" isInt;
    path = plain "absolute path" (value: typeOf value == "path" || isString value && match "/.*" value != null);
    package = plain "package" (value: isAttrs value && value ? outPath);
    anything = plain "anything" (_: true);
    strMatching = pattern: plain "string matching ${pattern}" (value: isString value && match pattern value != null);
    lines = { name = "lines"; check = isString; merge = _: builtins.concatStringsSep "\n"; };
    nullOr = type: {
      name = "null or ${type.name}";
      check = value: value == null || type.check value;
      merge = path: values: if elem null values then same path values else type.merge path values;
    };
    oneOf = options: plain (builtins.concatStringsSep " or " (map (type: type.name) options))
      (value: builtins.any (type: type.check value) options);
    listOf = type: {
      name = "list of ${type.name}";
      check = isList;
      merge = path: values: map (value: valueOf "${path}.*" type [ value ]) (builtins.concatLists values);
    };
    attrsOf = type: {
      name = "attribute set of ${type.name}";
      check = isAttrs;
      merge = path: values:
        let defined = name: concatMap (set: if set ? ${name} then discharge set.${name} else [ ]) values;
        in listToAttrs (concatMap
          (name: lib.optional (defined name != [ ])
            { inherit name; value = strongest "${path}.${name}" type (defined name); })
          (attrNames (foldl' (all: set: all // set) { } values)));
    };
    submodule = module: {
      name = "submodule";
      check = value: isAttrs value || isFunction value;
      merge = path: values: (evalModules { modules = [ module ] ++ values; prefix = path; }).config;
    };
  };

  # without conditions and priorities
  discharge = value:
    if isKind "if" value then (if value.condition then discharge value.content else [ ])
    else if isKind "merge" value then concatMap discharge value.contents
    else if isKind "override" value then map (inner: inner // { inherit (value) priority; }) (discharge value.content)
    else [{ priority = 100; inherit value; }];
  strongest = path: type: defined:
    let least = foldl' (least: d: if d.priority < least then d.priority else least) 9999 defined;
    in valueOf path type (map (d: d.value) (filter (d: d.priority == least) defined));
  valueOf = path: type: values:
    if lib.all type.check values then type.merge path values
    else throw "A definition for option `${path}' is not of type `${type.name}'.";

  # push conditions down to the values, because they may depend on other options
  expand = value:
    if isKind "merge" value then concatMap expand value.contents
    else if isKind "if" value then map (mapAttrs (_: lib.mkIf value.condition)) (expand value.content)
    else [ value ];

  evalModules = { modules, arguments ? { }, prefix ? "" }:
    let
      load = module:
        let
          given = if typeOf module == "path" then import module else module;
          loaded = if isFunction given then given ({ inherit config lib; } // arguments) else given;
          hasParts = loaded ? options || loaded ? config;
        in
        concatMap load (loaded.imports or [ ]) ++ [{
          options = loaded.options or { };
          config = if hasParts then loaded.config or { } else removeAttrs loaded [ "imports" ];
        }];
      loaded = concatMap load modules;
      options = foldl' combine { } (map (module: module.options) loaded);
      combine = a: b: a // mapAttrs (name: value: if a ? ${name} && !isKind "option" value then combine a.${name} value else value) b;
      at = path: name: if path == "" then name else "${path}.${name}";
      tree = path: declared: defined:
        let unknown = filter (name: !(declared ? ${name})) (concatMap attrNames defined);
        in
        if unknown != [ ] then throw "The option `${at path (head unknown)}' does not exist."
        else mapAttrs
          (name: option:
            let values = concatMap (set: if set ? ${name} then [ set.${name} ] else [ ]) defined;
            in if isKind "option" option then one (at path name) option (concatMap discharge values)
            else tree (at path name) option (concatMap expand values))
          declared;
      one = path: option: defined:
        if defined != [ ] then strongest path option.type defined
        else if option ? default then valueOf path option.type [ option.default ]
        else throw "The option `${path}' is used but not defined.";
      config = tree prefix options (concatMap (module: expand module.config) loaded);
    in
    { inherit options config; };
in
lib
