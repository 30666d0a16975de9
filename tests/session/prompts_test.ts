import assert from "node:assert/strict";
import { sessionTest } from "./session_helper.ts";

sessionTest(
  "prompt, confirm and alert ask the user, whatever the answer's length",
  async (test) => {
    const asks: [source: string, answer: string, prompt: string, result: string | undefined][] = [
      ['prompt("Name?")', "Ada", "Name? ", '"Ada"'],
      ['prompt("Name?", "Bob")', "", "Name? [Bob] ", '"Bob"'],
      ['prompt("Name?")', "", "Name? ", "null"],
      ['confirm("Sure?")', "y", "Sure? [y/N] ", "true"],
      ['confirm("Sure?")', "no", "Sure? [y/N] ", "false"],
      ['alert("Look")', "", "Look [Enter] ", undefined],
      ['prompt("Long?").length', "é".repeat(200_000), "Long? ", "200000"],
      ['Deno.jupyter.input("Key: ", { password: true })', "secret", "Key: ", '"secret"'],
    ];
    for (const [source, answer, prompt, result] of asks) {
      const first = test.events.length;
      const running = test.run(source);
      let asked;
      while (asked === undefined) {
        asked = test.events.slice(first).find((event) => event.type === "input");
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      assert.equal(asked.prompt, prompt);
      assert.equal(asked.password, source.includes("password"));
      test.session.answerInput(asked.id, answer);
      assert.equal((await running).result, result, source);
    }
  },
);
