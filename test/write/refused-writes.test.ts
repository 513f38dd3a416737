import { expect, it } from "vitest";
import { generatedHeader } from "../../src/emit/virtual-file.ts";
import { HostError } from "../../src/host/host.ts";
import type { Host } from "../../src/host/host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { MemoryHost } from "../../src/host/memory-host.ts";
import { generated, run } from "./run-plan.ts";

const plan = [generated("a/new.ts", "new"), generated("old.ts", "new"), generated("a/b/last.ts", "new")];
const entries = { "out/old.ts": `${generatedHeader}\n\nold\n`, "out/mine.txt": "mine" };

it("puts everything back, whichever write it is", async () => {
  const undisturbed = failing(createMemoryHost(entries), 0);
  await run(plan, undisturbed.host);
  expect(undisturbed.writes()).toBeGreaterThan(8);
  for (let nth = 1; nth <= undisturbed.writes(); nth++) {
    const host = createMemoryHost(entries);
    const { actions, problems } = await run(plan, failing(host, nth).host);
    expect(actions).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^error GEN2005: cannot write out\/.*: no space left on the device$/u);
    expect(problems[0]).not.toContain("tsgoctl-");
    expect(host.files()).toEqual(entries);
    expect(host.list("out").names).toEqual(["mine.txt", "old.ts"]);
  }
});

it("names the backup when putting back fails too", async () => {
  const host = createMemoryHost(entries);
  let renames = 0;
  const stubborn: Host = {
    ...host,
    rename: (from, to) => {
      if (++renames > 2) throw new HostError(to, "the device failed");
      host.rename(from, to);
    },
  };
  const { problems } = await run(plan, stubborn);
  expect(problems).toContain(
    "error GEN2007: old.ts could not be put back: the device failed; its old text is in out/.old.ts.tsgoctl-old",
  );
  expect(host.files()["out/.old.ts.tsgoctl-old"]).toBe(entries["out/old.ts"]);
});

it("leaves alone what is edited between reading and renaming", async () => {
  const host = createMemoryHost(entries);
  const editing: Host = {
    ...host,
    create: (path, text) => {
      host.create(path, text);
      if (path.endsWith("last.ts.tsgoctl-new")) {
        host.remove("out/old.ts");
        host.create("out/old.ts", "edited meanwhile");
      }
    },
  };
  expect(await run(plan, editing)).toEqual({
    actions: [],
    problems: ["error GEN2006: old.ts was changed by something else during the run"],
  });
  expect(host.files()).toEqual({ ...entries, "out/old.ts": "edited meanwhile" });
});

it("clears what an interrupted run has left beside its files, and nothing else", async () => {
  const host = createMemoryHost();
  await run(plan, host);
  const complete = { ...host.files(), "out/.mine.txt.tsgoctl-old": "of nobody" };
  for (const path of ["out/.old.ts.tsgoctl-new", "out/.old.ts.tsgoctl-old", "out/a/b/.last.ts.tsgoctl-new"]) {
    const interrupted = createMemoryHost({ ...complete, [path]: "left over" });
    expect((await run(plan, interrupted, "check")).problems).toEqual([]);
    expect(interrupted.files()).toEqual({ ...complete, [path]: "left over" });
    expect((await run(plan, interrupted)).problems).toEqual([]);
    expect(interrupted.files()).toEqual(complete);
  }
});

it.each(["out/.old.ts.tsgoctl-new", "out/.old.ts.tsgoctl-old", "out/a/b/.last.ts.tsgoctl-new"])(
  "writes in place of %s, which an interrupted run has left",
  async (leftover) => {
    const [fresh, interrupted] = [createMemoryHost(entries), createMemoryHost({ ...entries, [leftover]: "left over" })];
    await run(plan, fresh);
    expect((await run(plan, interrupted)).problems).toEqual([]);
    expect(interrupted.files()).toEqual(fresh.files());
  },
);

it.each(["out/.old.ts.tsgoctl-new", "out/.old.ts.tsgoctl-old"])(
  "says that something else is at work where another run takes away %s",
  async (stolen) => {
    const host = createMemoryHost(entries);
    const robbed: Host = {
      ...host,
      create: (path, text) => {
        host.create(path, text);
        if (path === stolen) host.remove(path);
      },
    };
    expect(await run(plan, robbed)).toEqual({
      actions: [],
      problems: [
        expect.stringMatching(/^error GEN2006: (?:out\/)?old\.ts was changed by something else during the run$/u),
      ],
    });
    expect(host.files()).toEqual(entries);
  },
);

/** A host on which the nth write fails. */
function failing(host: MemoryHost, nth: number): { readonly host: Host; writes(): number } {
  let writes = 0;
  const guarded = (path: string, work: () => void): void => {
    if (++writes === nth) throw new HostError(path, "no space left on the device");
    work();
  };
  return {
    writes: () => writes,
    host: {
      ...host,
      create: (path, text) => guarded(path, () => host.create(path, text)),
      rename: (from, to) => guarded(to, () => host.rename(from, to)),
      makeDirectory: (path) => guarded(path, () => host.makeDirectory(path)),
      copyPermissions: (from, to) => guarded(to, () => host.copyPermissions(from, to)),
    },
  };
}
