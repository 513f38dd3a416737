import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runNode } from "./packed-cli.ts";
import { freePort, startService } from "./service-process.ts";
import type { Service } from "./service-process.ts";

const repository = join(import.meta.dirname, "../..");

const contract = `
type UploadReq {
	Title    string \`form:"title,optional"\`
	Avatar   File   \`form:"avatar"\`
	Pictures []File \`form:"pictures,optional" validate:"max=200"\`
}

type Stored {
	Name string \`json:"name"\`
	Type string \`json:"type"\`
	Size int64  \`json:"size"\`
	Hash string \`json:"hash"\`
	Same bool   \`json:"same"\`
}

type UploadResp {
	Title string   \`json:"title"\`
	Files []Stored \`json:"files"\`
	Peak  int64    \`json:"peak"\`
}

@server (
	maxBytes: 1048576
)
service user-api {
	@handler Small
	post /small (UploadReq) returns (UploadResp)

	@handler Fail
	post /fail (UploadReq)

	@handler Wait
	post /wait (UploadReq)

	@handler Later
	post /later (UploadReq)
}

@server (
	maxBytes: 1048576
	timeout:  1s
)
service user-api {
	@handler Slow
	post /slow (UploadReq)
}

@server (
	maxBytes: 536870912
)
service user-api {
	@handler Large
	post /large (UploadReq) returns (UploadResp)
}
`;

const answer = `const files = [];
    for (const file of [req.avatar, ...(req.pictures ?? [])]) {
      const hash = createHash("sha256");
      for await (const chunk of file.stream()) hash.update(chunk);
      files.push({ name: file.name, type: file.type, size: file.size, hash: hash.digest("hex"), same: WHOLE });
    }
    return { title: req.title ?? "", files, peak: process.resourceUsage().maxRSS };`;

/** What a user writes: the imports of each logic, and the body of its method. */
const logics = {
  small: {
    imports: `import { createHash } from "node:crypto";\n`,
    body: answer.replace("WHOLE", "(await file.bytes()).length === file.size"),
  },
  large: { imports: `import { createHash } from "node:crypto";\n`, body: answer.replace("WHOLE", "true") },
  fail: { imports: "", body: `await req.avatar.bytes();\n    throw new Error("the disk is full");` },
  wait: {
    imports: `import { setTimeout as sleep } from "node:timers/promises";\n`,
    body: `this.ctx.log.info("waiting");\n    await sleep(600_000, undefined, { ref: false });`,
  },
  slow: { imports: "", body: "await req.avatar.bytes();" },
  later: {
    imports: `import { setTimeout as sleep } from "node:timers/promises";\n`,
    body: `void sleep(300)
      .then(() => req.avatar.bytes())
      .catch((error: unknown) => this.ctx.log.info(String(error)));`,
  },
};

/** A generated service that takes uploads, as a process of its own with a folder for temporary files of its own. */
export interface UploadService {
  readonly service: Service;
  readonly port: number;
  /** The temporary folders of requests that there are. */
  readonly folders: () => readonly string[];
  readonly remove: () => void;
}

/** `settings` are YAML lines beside those that a development service has. */
export async function startUploadService(settings: string): Promise<UploadService> {
  const workshop = mkdtempSync(join(tmpdir(), "tsgoctl-uploads-"));
  const temporary = join(workshop, "tmp");
  mkdirSync(temporary);
  writeProject(workshop);
  const port = await freePort();
  const given = readFileSync(join(workshop, "etc/user-api.dev.yaml"), "utf8");
  writeFileSync(join(workshop, "etc/test.yaml"), `${given.replace(/^Port: .*$/mu, `Port: ${port}`)}\n${settings}`);
  const service = await startService(workshop, "etc/test.yaml", port, { TMPDIR: temporary });
  return {
    service,
    port,
    folders: () => readdirSync(temporary).filter((name) => name.startsWith("upload-")),
    remove: () => rmSync(workshop, { recursive: true, force: true }),
  };
}

/** Generates the service, writes its logic, and has the compiler check the whole of it. */
function writeProject(project: string): void {
  writeFileSync(join(project, "user.api"), contract);
  expectSuccess(runNode([join(repository, "bin/tsgoctl.js"), "api", "ts", "-api", "user.api", "-dir", "."], project));
  symlinkSync(join(repository, "node_modules"), join(project, "node_modules"), "junction");
  for (const [name, { imports, body }] of Object.entries(logics)) {
    const path = join(project, `internal/logic/${name}logic.ts`);
    const text = readFileSync(path, "utf8").replace(/^import \{ NotImplementedError \} .*\n/mu, "");
    writeFileSync(path, imports + text.replace(/throw new NotImplementedError\(.*\);/u, () => body));
  }
  expectSuccess(runNode([join(repository, "node_modules/typescript/bin/tsc"), "-p", "."], project));
}

function expectSuccess({ status, stdout, stderr }: ReturnType<typeof runNode>): void {
  if (status !== 0) throw new Error(`exit code ${status}\n${stdout}${stderr}`);
}
