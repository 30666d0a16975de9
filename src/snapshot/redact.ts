/**
 * Takes out of texts what looks like a secret.
 *
 * @module
 */

/** What stands in place of a secret. */
export const REDACTED = "[redacted]";

/** Words that make a name one of a secret: `--hf-token`, `DB_PASSWORD`, `secretKey`. */
const SECRET_WORDS = new Set([
  "apikey",
  "auth",
  "authorization",
  "bearer",
  "credential",
  "credentials",
  "passphrase",
  "passwd",
  "password",
  "passwort",
  "pat",
  "pwd",
  "secret",
  "secrets",
  "sig",
  "signature",
  "token",
]);

/** What makes a word `key` one of a secret. */
const KEY_WORDS = new Set([
  "access",
  "account",
  "api",
  "auth",
  "client",
  "encryption",
  "license",
  "master",
  "private",
  "secret",
  "service",
  "session",
  "shared",
  "signing",
  "ssh",
  "storage",
]);

/** The tokens of a vocabulary, which language models take as parameters. */
const VOCABULARY_WORDS = new Set(["bos", "cls", "eos", "mask", "pad", "sep", "unk"]);

/** Tokens that are known by their look. */
const KNOWN_TOKENS = new RegExp(
  [
    /gh[a-z]_\w{16,}/, // GitHub
    /github_pat_\w{16,}/,
    /glpat-[\w-]{16,}/, // GitLab
    /hf_\w{16,}/, // Hugging Face
    /sk-[\w-]{16,}/, // OpenAI, Anthropic
    /[sr]k_(?:live|test)_\w{16,}/, // Stripe
    /(?:AKIA|ASIA)[A-Z0-9]{16}/, // AWS
    /AIza[\w-]{30,}/, // Google
    /ya29\.[\w-]{16,}/,
    /xox[a-z]-[\w-]{10,}/, // Slack
    /npm_\w{30,}/,
    /pypi-[\w-]{16,}/,
    /dckr_pat_[\w-]{16,}/,
    /dapi[0-9a-f]{32}/, // Databricks
    /ddp_\w{16,}/, // Deno Deploy
    /r8_\w{30,}/, // Replicate
    /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/, // JSON Web Token
    /(?:local-)?[0-9a-f]{40}(?![0-9a-f])/, // Weights & Biases
  ].map(({ source }) => `(?<![A-Za-z0-9])${source}`).join("|"),
  "g",
);

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g;

/** The user part of a URL: what stands between `//` and the last `@` before the path. */
const USER_INFO = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*:\/\/)([^/?#\s"'<>]+)@/gi;

/** `Authorization: Bearer x`, with the scheme or without. */
const AUTHORIZATION = /(\bauthorization["']?\s*[:=]\s*["']?)(?:[a-z]+\s+)?[^\s"',;]+/gi;
const BEARER = /(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi;

/** A name and what stands between it and its value: `name=`, `name: `, `"name": `. */
const NAME = /(?<![\w.-])([\w.-]+)["']?\s*[=:]\s*/g;

/** A value, quoted or not, as in query strings, JSON and connection strings. */
const VALUE = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\[redacted\]|[^\s,;&"'}\])]+/y;

/** Whether a parameter or variable of this name holds a secret. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase()
    .split(/[^a-z0-9]+/).filter((word) => word !== "");
  return words.some((word, i) => {
    const before = words[i - 1] ?? "";
    if (word === "key") return KEY_WORDS.has(before);
    if (word === "token" && VOCABULARY_WORDS.has(before)) return false;
    if (SECRET_WORDS.has(word)) return true;
    return /(?:password|passwd|secret|apikey|accesskey|authtoken|accesstoken)$/.test(word);
  });
}

/** A text without what looks like a secret in it. */
export function redactText(text: string): string {
  const safe = text
    .replace(PRIVATE_KEY, REDACTED)
    .replace(USER_INFO, (all, scheme: string, user: string) =>
      // Over ssh a user's name alone is part of the address.
      /ssh/i.test(scheme) && !user.includes(":") ? all : `${scheme}${REDACTED}@`)
    .replace(AUTHORIZATION, `$1${REDACTED}`)
    .replace(BEARER, `$1${REDACTED}`)
    .replace(KNOWN_TOKENS, REDACTED);
  return redactValues(safe);
}

/** Takes out the values of names that are those of secrets. */
function redactValues(text: string): string {
  let safe = "";
  let done = 0;
  for (const match of text.matchAll(NAME)) {
    const start = match.index + match[0].length;
    // Within a value that was taken out already, or the name of no secret.
    if (match.index < done || !isSecretName(match[1]!)) continue;
    VALUE.lastIndex = start;
    const value = VALUE.exec(text)?.[0];
    if (value === undefined) continue;
    const quote = /^["']/.exec(value)?.[0] ?? "";
    safe += text.slice(done, start) + quote + REDACTED + quote;
    done = start + value.length;
  }
  return safe + text.slice(done);
}

/** Command-line arguments without secrets: `--token X`, `--api-key=…`, `password=…` and the like. */
export function redactArgs(args: readonly string[]): string[] {
  let secretFollows = false;
  return args.map((arg) => {
    const isOption = /^--?[A-Za-z]/.test(arg);
    if (secretFollows && !isOption) {
      secretFollows = false;
      return REDACTED;
    }
    const [, name, value] = /^-{0,2}([A-Za-z_][\w.-]*)=([\s\S]*)$/.exec(arg) ?? [];
    secretFollows = isOption && name === undefined && isSecretName(arg);
    if (name !== undefined && value !== "" && isSecretName(name)) {
      return `${arg.slice(0, arg.indexOf("="))}=${REDACTED}`;
    }
    return redactText(arg);
  });
}
