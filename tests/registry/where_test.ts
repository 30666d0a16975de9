import assert from "node:assert/strict";
import fc from "fast-check";
import { ExperimentInfo, WhereSyntaxError } from "../../src/registry/mod.ts";
import { evaluateWhere, parseWhere } from "../../src/registry/where/mod.ts";
import { parseSummary } from "../../src/store/mod.ts";

Deno.test("a mistake is told with its place and what would be right", () => {
  const cases: [string, number, string][] = [
    ["", 0, "expected a field such as params.lr, found the end"],
    ["parms.lr < 1", 0, 'there is no field "parms": did you mean "params"?'],
    [
      "lr < 0.1",
      0,
      'there is no field "lr": expected one of params, metrics, git, tags, status, name, project, ' +
      "id, description, note, started_at, finished_at, duration; a parameter is params.lr, a metric " +
      "metrics.lr",
    ],
    ["params.lr < 0.1 name", 16, 'expected "and", "or" or the end, found "name"'],
    ["metrics > 1", 0, 'expected a name after "metrics", such as metrics.loss'],
    ["status = 'x", 9, "the quote ' is not closed"],
    ["name ! 'b'", 5, 'expected a comparison such as "<" or "=", found "!"'],
    ["params.lr < 1x", 13, "expected an operator after 1"],
    ["(status = 'a'", 13, 'expected ")", found the end'],
    ["status in ('a' 'b')", 15, 'expected "," or ")", found "\'b\'"'],
    ["tags.x = 1", 0, 'the field "tags" has no parts'],
    ["git.hash = 1", 0, 'expected git.commit, git.branch or git.dirty, found "git.hash"'],
    ["params. < 1", 7, 'expected a name after "."'],
    ["started_at > now - 7", 19, 'expected a length of time such as 7d, found "7"'],
    ["params.lr # 1", 10, 'the character "#" is not expected'],
    [
      'started_at > "yesterday"',
      13,
      'expected a time such as "2026-01-31", "2026-01-31T12:00" or now - 7d, found "yesterday"',
    ],
    [
      "'today' <= started_at",
      0,
      `expected a time such as "2026-01-31", "2026-01-31T12:00" or now - 7d, found 'today'`,
    ],
    [
      "finished_at in ('2026-01-01', 'x')",
      30,
      `expected a time such as "2026-01-31", "2026-01-31T12:00" or now - 7d, found 'x'`,
    ],
    ["started_at like '2026-%'", 11, 'a time is no text, expected "<", ">" or "=", found "like"'],
    ["params.a is 3", 12, 'expected "null" after "is", found "3"'],
  ];
  for (const [text, position, problem] of cases) {
    assert.throws(() => parseWhere(text), (error: Error) => {
      assert(error instanceof WhereSyntaxError);
      assert.equal(
        error.message,
        `Cannot read the where-expression at position ${position}: ${problem}`,
      );
      assert.equal(error.position, position);
      assert.equal(error.excerpt, `${text}\n${" ".repeat(position)}^`);
      return true;
    });
  }
});

Deno.test("and binds closer than or, and not closest", () => {
  assert.deepEqual(
    parseWhere("status = 'a' or not status = 'b' and name = 'c'"),
    parseWhere("(status = 'a') or ((not (status = 'b')) and (name = 'c'))"),
  );
  assert.deepEqual(
    parseWhere("status = 'a' || ! status <> 'b' && name == 'c'"),
    parseWhere("status = 'a' OR NOT status != 'b' AND name = 'c'"),
  );
});

Deno.test("no text makes the parser throw anything but a WhereSyntaxError", () => {
  const word = fc.constantFrom(
    ..."params.a metrics.b.best tags status name and or not in is null like contains now ( ) , < <= = != ~ 1 -2.5e3 7d 'x' \"y\" `z` . [0] - ! && ||"
      .split(" "),
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word, { maxLength: 20 }).map((words) => words.join(" ")),
    fc.array(word, { maxLength: 10 }).map((words) => words.join("")),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      try {
        parseWhere(candidate);
      } catch (error) {
        assert(error instanceof WhereSyntaxError, String(error));
        assert(error.position >= 0 && error.position <= candidate.length);
      }
    }),
    { numRuns: 2000 },
  );
  assert.throws(() => parseWhere("(".repeat(100_000)), WhereSyntaxError);
});

Deno.test("of a long expression the excerpt shows the part around the mistake", () => {
  const long = Array.from({ length: 100 }, (_, i) => `params.p${i} = ${i}`).join(" and ");
  const position = long.length;
  assert.throws(() => parseWhere(`${long} or`), (error: Error) => {
    assert(error instanceof WhereSyntaxError);
    assert.equal(error.position, position + 3);
    const [line, caret] = error.excerpt.split("\n");
    assert.equal(line, `…${`${long} or`.slice(-60)}`);
    assert.equal(caret, `${" ".repeat(61)}^`);
    return true;
  });
});

Deno.test("a chain of many thousand conditions is read and evaluated", () => {
  const run = new ExperimentInfo("/none", parseSummary("/none", '{"id": "19999"}'));
  const any = Array.from({ length: 20_000 }, (_, i) => `id = "${i}"`).join(" or ");
  assert.equal(evaluateWhere(parseWhere(any), run), true);
  assert.equal(evaluateWhere(parseWhere(any.replaceAll(" or ", " and ")), run), false);
});
