type Versions = Readonly<Record<string, string>>;

/** The parts of package.json that the lock repeats. */
export interface Manifest {
  name?: string;
  version?: string;
  dependencies?: Versions;
  devDependencies?: Versions;
  optionalDependencies?: Versions;
}

export interface LockEntry extends Manifest {
  resolved?: string;
  link?: boolean;
  peerDependencies?: Versions;
  peerDependenciesMeta?: Readonly<Record<string, { optional?: boolean }>>;
}

/** `package-lock.json`, version 3: one entry for each folder of `node_modules`, "" being the project itself. */
export interface Lock {
  lockfileVersion: number;
  packages: Readonly<Record<string, LockEntry>>;
}

/** Why `npm ci` would refuse this lock somewhere, or install something else there: a sentence each. */
export function lockProblems(lock: Lock, manifest: Manifest): string[] {
  if (lock.lockfileVersion !== 3) return [`package-lock.json is of version ${lock.lockfileVersion}; write it with npm 9 or newer.`];
  const problems = Object.entries(lock.packages).flatMap(([path, entry]) => [
    ...missingOf(path, entry, lock),
    ...(/^https?:/.test(entry.resolved ?? "")
      ? [`${path} names a host of its own (resolved): everyone's own registry must do. .npmrc keeps it out.`]
      : []),
  ]);
  return [...problems, ...disagreements(lock, manifest)];
}

function missingOf(path: string, entry: LockEntry, { packages }: Lock): string[] {
  return [...needed(path, entry)]
    .filter((name) => !findEntry(path, name, packages))
    .map((name) => `${path || "package.json"} needs ${name}, which has no entry in package-lock.json: npm ci would refuse it.`);
}

function needed(path: string, entry: LockEntry): Set<string> {
  const peers = Object.keys(entry.peerDependencies ?? {}).filter((name) => !entry.peerDependenciesMeta?.[name]?.optional);
  const own = path === "" ? Object.keys(entry.devDependencies ?? {}) : [];
  return new Set([...Object.keys(entry.dependencies ?? {}), ...Object.keys(entry.optionalDependencies ?? {}), ...peers, ...own]);
}

/** As Node looks a package up: in the folder's own `node_modules`, then in that of each folder above. */
function findEntry(path: string, name: string, packages: Lock["packages"]): LockEntry | undefined {
  for (let folder = path; ; folder = above(folder)) {
    const entry = packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`];
    if (entry || folder === "") return entry;
  }
}

/** `node_modules/a/node_modules/b` lies in `node_modules/a`, and that in the project. */
const above = (folder: string): string => folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")));

const kinds = ["dependencies", "devDependencies", "optionalDependencies"] as const;

function disagreements({ packages }: Lock, manifest: Manifest): string[] {
  const root = packages[""];
  if (!root) return ["package-lock.json has no entry for the project itself."];
  return [...(["name", "version"] as const).flatMap((field) => differing(field, manifest[field], root[field])), ...kinds.flatMap(ofKind)];

  function ofKind(kind: (typeof kinds)[number]): string[] {
    const [wanted, locked] = [manifest[kind] ?? {}, root?.[kind] ?? {}];
    const names = new Set([...Object.keys(wanted), ...Object.keys(locked)]);
    return [...names].flatMap((name) => [
      ...differing(`${kind} ${name}`, wanted[name], locked[name]),
      ...otherVersion(name, wanted[name], packages[`node_modules/${name}`]),
    ]);
  }
}

const differing = (what: string, wanted: string | undefined, locked: string | undefined): string[] =>
  wanted === locked ? [] : [`${what} is ${wanted ?? "not there"} in package.json and ${locked ?? "not there"} in package-lock.json.`];

/** Only an exact version can be compared without knowing ranges; ours are all exact. */
function otherVersion(name: string, wanted: string | undefined, entry: LockEntry | undefined): string[] {
  const exact = /^\d+\.\d+\.\d+/.test(wanted ?? "");
  return exact && entry && entry.version !== wanted ? [`package.json wants ${name} ${wanted} and ${entry.version} is locked.`] : [];
}
