import assert from "node:assert/strict";
import fc from "fast-check";
import { isSecretName, redactArgs, redactText } from "../../src/snapshot/redact.ts";

const TOKENS = [
  `ghp_${"a1B2".repeat(9)}`,
  `github_pat_${"a1B2".repeat(9)}`,
  `glpat-${"a1B2".repeat(5)}`,
  `hf_${"aB".repeat(17)}`,
  `sk-${"a1".repeat(24)}`,
  `sk-ant-api03-${"a1".repeat(24)}`,
  `AKIA${"A1".repeat(8)}`,
  `AIza${"a1_-".repeat(9)}`,
  `xoxb-${"12".repeat(10)}`,
  `eyJ${"ab".repeat(8)}.${"cd".repeat(8)}.${"ef".repeat(8)}`,
  "0123456789abcdef".repeat(3).slice(0, 40),
];

Deno.test("redactArgs() takes out what follows the name of a secret", () => {
  for (
    const [args, redacted] of [
      [["--api-key=abc", "--lr=0.1"], ["--api-key=[redacted]", "--lr=0.1"]],
      [["--token", "abc", "--lr", "0.1"], ["--token", "[redacted]", "--lr", "0.1"]],
      [["--token", "--lr", "0.1"], ["--token", "--lr", "0.1"]],
      [["--token=", "abc"], ["--token=", "abc"]],
      [["password=a b c"], ["password=[redacted]"]],
      [["--hfToken=x", "-secret=y"], ["--hfToken=[redacted]", "-secret=[redacted]"]],
      [["--db.password", "x"], ["--db.password", "[redacted]"]],
      [["WANDB_API_KEY=x"], ["WANDB_API_KEY=[redacted]"]],
      [['{"password": "a\\"b", "lr": 1}'], ['{"password": "[redacted]", "lr": 1}']],
      [["--header", "Authorization: Bearer abc"], ["--header", "Authorization: [redacted]"]],
      [["https://u:p@h.example/x"], ["https://[redacted]@h.example/x"]],
      [["https://h.example/x?a=1&sig=q%3D&b=2"], ["https://h.example/x?a=1&sig=[redacted]&b=2"]],
      [["postgres://me:pw@db/x"], ["postgres://[redacted]@db/x"]],
      [["ssh://git@h.example/x"], ["ssh://git@h.example/x"]],
    ] as [string[], string[]][]
  ) assert.deepEqual(redactArgs(args), redacted);
});

Deno.test("redactArgs() leaves what only looks a little like a secret", () => {
  const args = [
    "--max-tokens=100",
    "--tokenizer=bpe",
    "--pad-token=<pad>",
    "--key=accuracy",
    "--author=me",
    "--keyboard=de",
    "--commit=1a2b3c4",
    "--data=s3://bucket/path",
    "sk-short",
    "train.ts",
    "--mail=a@example.com",
    "a=b",
  ];
  assert.deepEqual(redactArgs(args), args);
});

Deno.test("redactText() finds tokens by their look, wherever they stand", () => {
  const around = fc.constantFrom("", " ", "=", "/", '"', "'", ":", ",", "(", "\n", "--x=", " a b ");
  fc.assert(
    fc.property(fc.constantFrom(...TOKENS), around, around, (token, before, after) => {
      assert.ok(!redactText(`${before}${token}${after}`).includes(token), token);
    }),
  );
});

Deno.test("redactText() gets through long texts", () => {
  // Each of these took time in the square of its length with patterns that begin anywhere.
  for (const part of ["a", "a-", "a.b", "-", "a1B2", "x:"]) {
    const text = part.repeat(200_000);
    assert.equal(redactText(text), text);
  }
  assert.equal(redactText(`run --token=abc x`), "run --token=[redacted] x");
});

Deno.test("redactArgs() lets no value of a secret's name through", () => {
  const name = fc.constantFrom("token", "api-key", "apiKey", "API_KEY", "db_password", "secret");
  const value = fc.stringMatching(/^[A-Za-z0-9!$%+./:;@^~_]{6,40}$/).filter((text) =>
    !"[redacted]".includes(text)
  );
  fc.assert(fc.property(name, value, fc.constantFrom("--", "-", ""), (key, secret, dashes) => {
    const args = redactArgs([`${dashes}${key}=${secret}`, `--${key}`, secret]);
    assert.ok(!args.join("\n").includes(secret), args.join(" "));
  }));
});

Deno.test("isSecretName() reads words in any spelling", () => {
  for (const name of ["token", "HF_TOKEN", "accessToken", "my.secret.key", "AUTH", "privateKey"]) {
    assert.equal(isSecretName(name), true, name);
  }
  for (const name of ["tokens", "lr", "monkey", "pathname", "author", "compat", "signal"]) {
    assert.equal(isSecretName(name), false, name);
  }
});
