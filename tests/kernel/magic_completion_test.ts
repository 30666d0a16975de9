/** Completion of magics over the messages of Jupyter. @module */
import assert from "node:assert/strict";
import { kernelTest, type MagicKernel } from "../magics/magic_kernel.ts";

/** What is offered at the `|` of a cell, and the cell with the first of it put in. */
async function at(
  { ask }: MagicKernel,
  marked: string,
): Promise<{ matches: string[]; first: string | undefined }> {
  const [before, behind] = marked.split("|") as [string, string];
  const points = [...before + behind];
  const reply = await ask("complete_request", {
    code: before + behind,
    cursor_pos: [...before].length,
  });
  assert.equal(reply.status, "ok", marked);
  const { matches, cursor_start: start, cursor_end: end } = reply as {
    matches: string[];
    cursor_start: number;
    cursor_end: number;
  };
  const put = matches[0] === undefined
    ? undefined
    : points.slice(0, start).join("") + matches[0] + points.slice(end).join("");
  return { matches, first: put };
}

const RUNS = `%track "my project/lr 0.1" lr=0.1 "batch size"=32 --no-tensorboard
%log "my metric"=1 val/loss=2
%track penguins/base depth=3 --no-tensorboard
%log accuracy=0.5
%track stop
const myVariable = 5;
Deno.mkdirSync("data folder");
Deno.writeTextFileSync("data folder/in.txt", "");
Deno.writeTextFileSync("data.csv", "");
Deno.writeTextFileSync('od"d.txt', "");`;

const RUN_NAMES = ["penguins/base", '"my project/lr 0.1"'];

/** What is offered, all of it. */
const OFFERED: [marked: string, matches: string[]][] = [
  ["%tr|", ["%track"]],
  ["%%tr|", ["%%track"]],
  ["const list = %ru|", ["%run", "%runs"]],
  ["function f() {\n  %lo|\n}", ["%load", "%log"]],
  ["`\n%tr|\n`", []],
  ["%track |", ['"my project/"', "penguins/"]],
  ["%track penguins/|", ["penguins/base"]],
  ["%track a/b --re|", ["--resume"]],
  ["%track a/b --tags x --ta|", []],
  ["%track a/b |", ['"batch size"=', "depth=", "lr="]],
  ["%track a/b --resume d|", ["depth="]],
  ["%track a/b lr=|", []],
  ["%track a/b --dir d|", ['"data folder/"']],
  ["%compare |", RUN_NAMES],
  ["%compare penguins/base |", RUN_NAMES],
  ["%compare lr|", ['"my project/lr 0.1"']],
  ["%compare --project |", ['"my project"', "penguins"]],
  ["%compare --x |", ["step", "time", "relative"]],
  ["%compare --kind b|", ["bars"]],
  ["%compare --by |", ['"batch size"', "depth", "lr"]],
  ["%compare --metrics |", ["accuracy", '"my metric"', "val/loss"]],
  ["%compare --metrics val/loss,acc|", ["accuracy"]],
  ["%compare --metrics val/loss, acc|", ["accuracy"]],
  ["%compare --metrics=val/loss,acc|", ["accuracy"]],
  ["%best val/loss |", ["min", "max"]],
  ["%runs p|", ["penguins"]],
  ["%log |", ["accuracy=", '"my metric"=', "val/loss="]],
  ["%log loss=1 --|", ["--step"]],
  ["%log loss=${my|}", ["myVariable"]],
  ["%log loss=${myVariable.toFi|", ["toFixed"]],
  ["%artifact da|", ['"data folder/"', "data.csv"]],
  ["%model best o|", ['"od\\"d.txt"']],
  ["%cd da|", ["data folder/"]],
  ["!cat da|", ['"data folder/"', "data.csv"]],
  ["%%sh\ncat da|", []],
  ["%%track pen|\nf();", ["penguins/"]],
  ["%%time\nmyVar|", ["myVariable"]],
  ["%figure |", []],
];

/** What the cell is with the first match put in. */
const PUT: [marked: string, cell: string][] = [
  ["%track 'my| a=1", '%track "my project/" a=1'],
  ['%track "my|"', '%track "my project/"'],
  ['%track "my project/"|', '%track "my project/lr 0.1"'],
  ['%track "my project"/l|', '%track "my project/lr 0.1"'],
  ['%compare --metrics val/loss,"my|"', '%compare --metrics val/loss,"my metric"'],
  ["%log val/|loss=1 accuracy=2", "%log val/loss=1 accuracy=2"],
  ["%log val/|", "%log val/loss="],
  ['%artifact "data folder/|"', '%artifact "data folder/in.txt"'],
  ["%artifact data\\ f|", '%artifact "data folder/"'],
  ["'😀';\n%log 😀=1 --st|", "'😀';\n%log 😀=1 --step"],
  ["'😀';\n%be|st accuracy", "'😀';\n%best accuracy"],
  ["'😀';\n%log loss=${myVar|} --step 1", "'😀';\n%log loss=${myVariable} --step 1"],
];

kernelTest(
  "what can stand in a magic is offered, in quotes where it needs them",
  async (kernel) => {
    await kernel.run(RUNS);
    for (const [marked, matches] of OFFERED) {
      assert.deepEqual((await at(kernel, marked)).matches, matches, marked);
    }
    for (const [marked, cell] of PUT) {
      assert.equal((await at(kernel, marked)).first, cell, marked);
    }
    const { matches } = await at(kernel, "%|");
    assert(matches.includes("%track") && matches.includes("%compare") && !matches.includes("%svg"));
  },
);

kernelTest("what is offered can be run", async (kernel) => {
  await kernel.run(RUNS);
  for (const marked of ["%run |", "const shown = %run lr|", "%artifact data\\ f|"]) {
    const { first } = await at(kernel, marked);
    await kernel.run(`${marked.startsWith("%artifact") ? "%track x/y\n" : ""}${first}`);
  }
});

kernelTest("a magic of the user's own offers what it says, also where it fails", async (kernel) => {
  await kernel.run(
    `const { registerMagic } = await import(${JSON.stringify(import.meta.resolve("../../mod.ts"))});
registerMagic("greet", () => {}, { complete: (text) => ["world", "wood " + text.length, "moon"] });
registerMagic("fails", () => {}, { complete: () => { throw new Error("no"); } });
registerMagic("waits", () => {}, { complete: () => new Promise(() => {}) });
registerMagic("odd", () => {}, { complete: () => "text" as never });
registerMagic("bare", () => {});`,
  );
  assert.deepEqual((await at(kernel, "%gre|")).matches, ["%greet"]);
  assert.deepEqual((await at(kernel, "%greet |")).matches, ["world", "wood 0", "moon"]);
  assert.deepEqual((await at(kernel, "%greet wo|")).matches, ["world", "wood 2"]);
  for (const name of ["fails", "waits", "odd", "bare"]) {
    assert.deepEqual((await at(kernel, `%${name} |`)).matches, [], name);
  }
});

kernelTest("magics are completed while a cell is busy", async (kernel) => {
  await kernel.run(`${RUNS}
const { registerMagic } = await import(${JSON.stringify(import.meta.resolve("../../mod.ts"))});
registerMagic("greet", () => {}, { complete: () => ["world"] });`);
  let offered: Promise<string[][]> | undefined;
  const stopped = await kernel.interruptAt(
    "busy",
    "console.log('busy');\nfor (;;) {}",
    async () => {
      offered = Promise.all(
        ["%tr|", "%run pen|", "%log acc|", "%greet |"].map(async (marked) =>
          (await at(kernel, marked)).matches
        ),
      );
      await offered;
    },
  );
  assert.match(stopped.error!, /^KeyboardInterrupt/);
  assert.deepEqual(await offered, [["%track"], ["penguins/base"], ["accuracy="], []]);
});
