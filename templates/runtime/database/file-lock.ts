import { closeSync, mkdirSync, openSync, readFileSync, readlinkSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Lets one connection at a time use an SQLite file. node-sqlite3-wasm locks a file by making the folder FILE.lock, which outlives a
 * process that is killed and does not tell whose it is. So whoever uses the file first writes FILE.owner, which says which process
 * that is, and only the lock of a process that is known to be dead is removed. However old a lock is, its process may still write.
 */
export class FileLock {
  readonly #owner: string;
  readonly #folder: string;
  readonly #guard: string;

  constructor(file: string) {
    this.#owner = `${file}.owner`;
    this.#folder = `${file}.lock`;
    this.#guard = `${file}.owner.lock`;
  }

  /** Takes the lock if nobody alive has it. */
  tryTake(): boolean {
    if (succeeds("EEXIST", () => writeNew(this.#owner, ownRecord))) return true;
    return isOfDeadProcess(this.#owner) && this.#takeOver();
  }

  release(): void {
    rmSync(this.#owner, { force: true });
  }

  /** For the log: what to do if the lock stays, such as after the end of another machine, whose processes cannot be seen. */
  remedy(): Error {
    const paths = [this.#owner, this.#folder, this.#guard].join(", ");
    return new Error(`if no other program uses the database, remove those of these that exist: ${paths}`);
  }

  #takeOver(): boolean {
    if (!succeeds("EEXIST", () => mkdirSync(this.#guard))) return false;
    try {
      // Another process may have taken over since; its record is not to be removed.
      if (!isOfDeadProcess(this.#owner)) return false;
      succeeds("ENOENT", () => rmdirSync(this.#folder));
      rmSync(this.#owner);
    } finally {
      rmdirSync(this.#guard);
    }
    return this.tryTake();
  }
}

/** Where and as what a process runs: a process number says something only on one machine, since one boot, in one container. */
const machine = hostname();
const boot = textOf(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
const container = textOf(() => readlinkSync("/proc/self/ns/pid"));
const ownRecord = [machine, boot, container, process.pid, startOf(process.pid) ?? "", "end"].join("\n");

function isOfDeadProcess(path: string): boolean {
  const [itsMachine, itsBoot, itsContainer, pid, start, end] = textOf(() => readFileSync(path, "utf8")).split("\n");
  // A record without its end is being written just now.
  if (end === undefined || itsMachine !== machine) return false;
  if (itsBoot !== boot) return true;
  return itsContainer === container && startOf(Number(pid)) !== start;
}

/** When a process was started, as far as the system tells; `undefined` if there is no such process. */
function startOf(pid: number): string | undefined {
  if (boot === "") return isRunning(pid) ? "" : undefined;
  // The name, in parentheses, may hold anything; then come the state and, twenty places on, the time.
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? undefined : fields[19];
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user may not be sent signals, but is there.
    return codeOf(error) !== "ESRCH";
  }
}

function writeNew(path: string, text: string): void {
  const file = openSync(path, "wx");
  try {
    writeSync(file, text);
  } catch (error) {
    // Half a record, on a full disk, would never be taken for that of a dead process.
    rmSync(path);
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Whether something was done; not if it fails as expected. */
function succeeds(expected: string, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (codeOf(error) === expected) return false;
    throw error;
  }
}

function textOf(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
